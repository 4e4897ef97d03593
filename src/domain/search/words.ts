import { z } from 'zod'
import { ContentError, parseContent, parseYaml } from '../content/file.ts'
import { readOfficeFile } from '../content/table.ts'
import type { SearchWords } from './found-rules.ts'
import { accentedWord, keysOf, placedWords, wordKey } from './word-rules.ts'

const FILE = 'search/words.yaml'
const PAGES = 'search/pages.yaml'

const word = z
  .string({ error: 'chưa ghi hoặc không phải chữ' })
  .trim()
  .max(60, 'dài quá 60 ký tự')
  .refine((text) => keysOf(text).length > 0, 'cần có chữ hoặc số')

const schema = z.strictObject({
  abbreviations: z.record(word, word, { error: 'phải là danh sách, mỗi dòng một chữ viết tắt' }),
  fillers: z.array(word, { error: 'phải là một danh sách' }),
})

const text = z.strictObject({
  title: word,
  summary: z.string({ error: 'chưa ghi' }).trim().min(1, 'đang để trống'),
})
const pages = z.array(
  z.strictObject({
    address: z
      .string({ error: 'chưa ghi' })
      .regex(/^\/[a-z0-9-]+\/$/u, 'phải là địa chỉ trong trang, như /kinh-phi/'),
    vi: text,
    en: text,
  }),
  { error: 'tệp phải là một danh sách' },
)

/** Reads the office's abbreviations, idle words and names of pages. @throws ContentError naming file, entry and cause */
export function readSearchWords(contentDir: string): SearchWords {
  const yaml = readOfficeFile(contentDir, FILE).toString('utf8')
  const { abbreviations, fillers } = parseContent(FILE, schema, parseYaml(FILE, yaml))
  const long = new Map<string, string>()
  for (const [short, text] of Object.entries(abbreviations)) {
    const key = keysOf(short).join('')
    if (long.has(key)) throw new ContentError(`${FILE}: “${short}” được ghi hai lần.`)
    long.set(key, text)
  }
  const idle = fillers.flatMap((text) =>
    placedWords(text).map((one) => accentedWord(one.word) ?? wordKey(one.word)),
  )
  return { abbreviations: long, fillers: new Set(idle), pages: readPages(contentDir) }
}

function readPages(contentDir: string): SearchWords['pages'] {
  const yaml = readOfficeFile(contentDir, PAGES).toString('utf8')
  return parseContent(PAGES, pages, parseYaml(PAGES, yaml)).map(({ address, ...texts }) => ({
    address,
    texts,
  }))
}
