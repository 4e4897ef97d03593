import { readFileSync, readdirSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import ts from 'typescript'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'

const FOLDER = 'db/schema'
/** Tables of an index of words, which nobody reads but the database. */
const SEARCH_INDEX = /^(?:comment|search)_fts(?:_|$)/u

interface Column {
  name: string
  kind: 'text' | 'integer'
  nullable: boolean
}

/** Columns of every row type in `db/schema`, read from the source. */
function declaredTables(): Map<string, Column[]> {
  const tables = new Map<string, Column[]>()
  for (const file of readdirSync(FOLDER).filter((name) => name !== 'tables.ts')) {
    const source = ts.createSourceFile(
      file,
      readFileSync(`${FOLDER}/${file}`, 'utf8'),
      ts.ScriptTarget.Latest,
    )
    source.forEachChild((node) => {
      if (!ts.isInterfaceDeclaration(node) || !node.name.text.endsWith('Table')) return
      const columns = node.members.filter(ts.isPropertySignature).map((member): Column => {
        const type = member.type?.getText(source) ?? ''
        const kinds = type.split('|').map((part) => part.trim())
        const integer = kinds.some((kind) => kind === 'number' || /^[01]$/u.test(kind))
        return {
          name: member.name.getText(source),
          kind: integer ? 'integer' : 'text',
          nullable: kinds.includes('null'),
        }
      })
      tables.set(file.replace('.ts', '').replaceAll('-', '_'), columns)
    })
  }
  return tables
}

describeOnBothDatabases('the row types', (open) => {
  let site: TestSite
  beforeAll(async () => {
    site = await open()
  })

  test('name the tables and columns of the migrated database, with kind and nullability', async () => {
    const migrated = await site.db.read.introspection.getTables()
    const found = migrated
      .filter(({ name }) => !SEARCH_INDEX.test(name))
      .map((table) => [
        table.name,
        table.columns
          .map((column): Column => ({
            name: column.name,
            kind: /int/iu.test(column.dataType) ? 'integer' : 'text',
            nullable: column.isNullable,
          }))
          .sort((a, b) => a.name.localeCompare(b.name)),
      ])
    const declared = [...declaredTables()].map(([name, columns]) => [
      name,
      columns.sort((a, b) => a.name.localeCompare(b.name)),
    ])
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(declared))
  })

  test('are all listed in tables.ts', () => {
    const listed = [...readFileSync(`${FOLDER}/tables.ts`, 'utf8').matchAll(/^ {2}(\w+): \w+Table$/gmu)].map(
      (match) => match[1],
    )
    expect(listed.sort()).toEqual([...declaredTables().keys()].sort())
  })
})
