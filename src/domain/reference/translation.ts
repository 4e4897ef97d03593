import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readTable, tableMistake } from '../content/table.ts'
import type { Language } from '../languages/rules.ts'

/** Where a table is said in a further language: the same file name in a folder of its own, with the same keys. */
export const REFERENCE_FOLDER = 'data/reference'

/** Columns by which a row is found again, and columns of words. `term` is both: it is found by `of`. */
const TABLES = {
  'indicators.csv': { keys: ['id'], words: ['name', 'measure', 'definition', 'method'] },
  'series-breaks.csv': { keys: ['indicator', 'period'], words: ['note'] },
  'programmes.csv': {
    keys: ['id'],
    words: ['name', 'short_name', 'legal_basis', 'description', 'allocated_name', 'disbursed_name'],
  },
  'projects.csv': { keys: ['programme', 'code'], words: ['name'] },
  'sources.csv': { keys: ['id'], words: ['name', 'definition'] },
  'capitals.csv': { keys: ['id'], words: ['name', 'definition'] },
  'budget-terms.csv': { keys: ['of'], words: ['term', 'explanation'] },
  'unit-kinds.csv': { keys: ['kind'], words: ['name'] },
  'legal-bases.csv': { keys: ['of'], words: ['text'] },
  'texts.csv': { keys: ['of'], words: ['text'] },
} as const

export type TranslatedTable = keyof typeof TABLES

/**
 * Reads tables with their words in one language. What a further language leaves out stays as it is in Vietnamese and
 * is noted down, so that a page can say so.
 */
export class Translation {
  readonly lang: Language
  /** Vietnamese words that stand on pages of this language for want of others. */
  readonly untranslated = new Set<string>()
  readonly #contentDir: string

  constructor(contentDir: string, lang: Language) {
    this.#contentDir = contentDir
    this.lang = lang
  }

  /** @throws ContentError naming file, row, column and cause */
  read<S extends z.ZodObject>(file: TranslatedTable, schema: S): z.infer<S>[] {
    const rows = readTable(this.#contentDir, `${REFERENCE_FOLDER}/${file}`, schema)
    if (this.lang === 'vi') return rows
    const { keys, words } = TABLES[file]
    const said = this.#said(file)
    const found = new Set<string>()
    const translated = rows.map((row) => {
      const cells = row as Readonly<Record<string, unknown>>
      const key = keys.map((column) => cells[column === 'of' ? 'term' : column]).join(' ')
      found.add(key)
      const other = said.get(key) ?? {}
      const changes: Record<string, string> = {}
      for (const column of words) {
        const own = cells[column]
        if (typeof own !== 'string' || own === '') continue
        const text = other[column] ?? ''
        if (text !== '') changes[column] = text
        // A sign is the same in every language.
        else if (/\p{L}/u.test(own)) this.untranslated.add(own)
      }
      return { ...row, ...changes }
    })
    const stray = [...said.keys()].findIndex((key) => !found.has(key))
    if (stray >= 0) throw tableMistake(this.#path(file), stray, keys[0], `không có trong ${file}`)
    return translated
  }

  /** A list of words that has no Vietnamese table: `of` or `kind` → the other language. Empty in Vietnamese. */
  list(file: 'unit-kinds.csv' | 'legal-bases.csv' | 'texts.csv'): ReadonlyMap<string, string> {
    const column = TABLES[file].words[0]
    return new Map([...this.#said(file)].map(([key, row]) => [key, row[column] ?? '']))
  }

  #path(file: TranslatedTable): string {
    return `${REFERENCE_FOLDER}/${this.lang}/${file}`
  }

  #said(file: TranslatedTable): Map<string, Readonly<Record<string, string | undefined>>> {
    const path = this.#path(file)
    if (this.lang === 'vi' || !existsSync(join(this.#contentDir, path))) return new Map()
    const { keys, words } = TABLES[file]
    const columns: Record<string, z.ZodType<string | undefined>> = {}
    for (const column of keys) columns[column] = z.string().min(1, 'đang để trống')
    for (const column of words) columns[column] = z.string().trim().optional()
    const rows = readTable(this.#contentDir, path, z.strictObject(columns))
    const said = new Map<string, Readonly<Record<string, string | undefined>>>()
    for (const [at, row] of rows.entries()) {
      const key = keys.map((column) => row[column]).join(' ')
      if (said.has(key)) throw tableMistake(path, at, keys[0], `"${key}" đã có ở dòng trên`)
      said.set(key, row)
    }
    return said
  }
}
