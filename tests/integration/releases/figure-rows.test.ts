import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { verifyFigures } from '../../../src/domain/releases/verify.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { publishRows } from '../../fixtures/figures.ts'

const RATE = 'ty-le-ho-ngheo_son-la_2022'

describeOnBothDatabases('the row of a figure', (open) => {
  let site: TestSite

  beforeEach(async () => {
    site = await open()
    await publishRows(site, { results: [{}] })
    await publishRows(site, {
      results: [{ value: '17.84', status: 'revised', note: 'correction: nhập nhầm' }],
    })
  })

  const refuse = async (statement: string): Promise<void> => {
    await expect(sql.raw(statement).execute(site.db.write)).rejects.toThrow(/append-only/u)
    expect(await verifyFigures(site.context)).toMatchObject({ ok: true })
  }

  test.each(['id', 'indicator', 'breakdown', 'programme', 'project', 'source', 'capital', 'unit', 'period'])(
    'keeps its %s',
    (column) => refuse(`update figure set ${column} = 'zzz' where id = '${RATE}'`),
  )

  test('keeps its kind and its origin, and is not removed', async () => {
    await refuse(`update figure set sample = 1 where id = '${RATE}'`)
    await refuse(`update figure set kind = 'funding', indicator = '', programme = 'x' where id = '${RATE}'`)
    await refuse('delete from figure')
  })

  test('never goes back to an earlier revision', async () => {
    await refuse(`update figure set last_revision = 1 where id = '${RATE}'`)
    await refuse(`update figure set last_seq = 1 where id = '${RATE}'`)
  })

  test('is not replaced by another with its id or its dimensions', async () => {
    if (site.db.dialect !== 'sqlite') return
    const columns = 'kind, sample, indicator, breakdown, programme, project, source, capital'
    const replace = (id: string, unit: string, revision: string): string =>
      `insert or replace into figure (id, ${columns}, unit, period, last_revision, last_seq)
        select ${id}, ${columns}, ${unit}, period, ${revision}, last_seq from figure where id = '${RATE}'`
    await refuse(replace('id', "'huyen-khac'", 'last_revision'))
    await refuse(replace('id', 'unit', '1'))
    await refuse(replace("'khac'", 'unit', 'last_revision'))
  })

  test('nor a release or a revision by one that carries its hash', async () => {
    if (site.db.dialect !== 'sqlite') return
    const copyOf = async (table: string, changed: Readonly<Record<string, string>>): Promise<string> => {
      const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(
        site.db.read,
      )
      const names = rows.map(({ name }) => name)
      const values = names.map((name) => changed[name] ?? name)
      return `insert or replace into ${table} (${names.join(', ')})
        select ${values.join(', ')} from ${table} where seq = 2`
    }
    await refuse(await copyOf('release', { seq: '9999', dataset: "'khac'", version: '99' }))
    await refuse(await copyOf('figure_revision', { seq: '9999', revision: '99' }))
  })
})
