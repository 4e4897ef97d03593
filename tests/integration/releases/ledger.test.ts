import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { openSigningKey } from '../../../src/domain/releases/signing.ts'
import { verifyFigures } from '../../../src/domain/releases/verify.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { makeDocument, OFFICIAL, publishRows } from '../../fixtures/figures.ts'

const RATE = 'ty-le-ho-ngheo_son-la_2022'

describeOnBothDatabases('the chains of figures and releases', (open) => {
  let site: TestSite

  beforeEach(async () => {
    site = await open()
    await publishRows(site, {
      results: [{}, { unit: 'huyen-muong-la', value: '26.80' }],
      claims: [{ value: '18.10' }],
    })
    site.clock.advance({ days: 1 })
    await publishRows(site, { dataset: 'kinh-phi', funding: [{}] })
    site.clock.advance({ days: 1 })
    await publishRows(site, {
      results: [
        { value: '17.84', status: 'revised', note: 'correction: nhập nhầm' },
        { unit: 'huyen-muong-la', value: '26.80' },
      ],
      claims: [{ value: '18.10' }],
    })
  })

  test('verify', async () => {
    expect(await verifyFigures(site.context)).toMatchObject({
      ok: true,
      revisions: 4,
      figures: 3,
      releases: 3,
    })
  })

  test.each([
    ['figure_revision', { figure_id: 'khong-co' }],
    ['figure_revision', { document_hash: 'khong-co' }],
    ['release_row', { revision_seq: 9_999 }],
  ] as const)('a row of %s cannot name what is not there: %j', async (table, wrong) => {
    const row = await site.db.read.selectFrom(table).selectAll().limit(1).executeTakeFirstOrThrow()
    const free = table === 'release_row' ? { row_number: 9_999 } : { seq: 9_999, hash: 'moi', revision: 99 }
    const insert = (values: object) =>
      site.db.write
        .insertInto(table)
        .values({ ...row, ...free, ...values })
        .execute()
    await expect(insert(wrong)).rejects.toThrow(/FOREIGN KEY|is not there/u)
    await expect(insert({})).resolves.toBeDefined()
  })

  test('verify while nothing was published', async () => {
    const empty = await open()
    expect(await verifyFigures(empty.context)).toEqual({
      ok: true,
      revisions: 0,
      figures: 0,
      releases: 0,
      head: '',
      releasesHead: '',
    })
  })

  describe.each(['release', 'source_document', 'figure_revision', 'figure_claim', 'release_row'] as const)(
    'the rows of %s',
    (table) => {
      test('are neither changed nor removed', async () => {
        const column = table === 'release_row' ? 'file' : table === 'release' ? 'title' : 'page'
        const target = table === 'source_document' ? 'title' : column
        for (const statement of [`update ${table} set ${target} = 'khác'`, `delete from ${table}`]) {
          await expect(sql.raw(statement).execute(site.db.write)).rejects.toThrow(/append-only/u)
        }
        expect(await verifyFigures(site.context)).toMatchObject({ ok: true })
      })

      test('are not replaced by others of the same place', async () => {
        const row = await site.db.read.selectFrom(table).selectAll().limit(1).executeTakeFirstOrThrow()
        const insert = site.db.write.insertInto(table).values(row)
        const run = site.db.dialect === 'sqlite' ? insert.orReplace() : insert
        await expect(run.execute()).rejects.toThrow()
        expect(await verifyFigures(site.context)).toMatchObject({ ok: true })
      })
    },
  )

  describe('tell of someone who gets past the triggers and', () => {
    test.each([
      ['changes a value', "update figure_revision set value = '1' where seq = 1", 'revision-hash', 1],
      ['changes an amount', 'update figure_revision set disbursed = 1 where seq = 3', 'revision-hash', 3],
      [
        'changes a reason',
        "update figure_revision set change_reason = 'x' where seq = 4",
        'revision-hash',
        4,
      ],
      [
        'changes when it was',
        "update figure_revision set published_at = '2020' where seq = 2",
        'revision-hash',
        2,
      ],
      ['removes the last revision', 'delete from figure_revision where seq = 4', 'head', 3],
      ['removes a revision', 'delete from figure_revision where seq = 3', 'gap', 4],
      ['changes a claim', "update figure_claim set value = '99' where revision_seq = 1", 'claims-changed', 1],
      ['removes a claim', 'delete from figure_claim where revision_seq = 1', 'claims-changed', 1],
      [
        'changes a document',
        "update source_document set title = 'Khác' where name = 'nghi-quyet'",
        'document-changed',
        1,
      ],
      ['removes a document', "delete from source_document where name = 'nghi-quyet'", 'document-missing', 1],
      [
        'moves a figure',
        "update figure set unit = 'huyen-yen-chau' where unit = 'huyen-muong-la'",
        'figure-key',
        2,
      ],
      [
        'hides a correction',
        `update figure set last_revision = 1, last_seq = 1 where id = '${RATE}'`,
        'figure-last',
        4,
      ],
      ['removes a figure', "delete from figure where kind = 'funding'", 'figure-missing', null],
      ['moves the head', "update ledger_head set hash = 'x' where ledger = 'figures'", 'head', 4],
      ['changes a release', "update release set title = 'Khác' where seq = 2", 'release-hash', 2],
      [
        'changes who published',
        "update release set published_by = 'x@y.vn' where seq = 2",
        'release-hash',
        2,
      ],
      [
        'changes a waiver',
        `update release set waivers = '[{"type":"jump"}]' where seq = 1`,
        'release-hash',
        1,
      ],
      ['removes the last release', 'delete from release where seq = 3', 'release-head', 2],
      ['removes a release', 'delete from release where seq = 2', 'release-gap', 3],
      [
        'removes a row of a release',
        'delete from release_row where release_seq = 1 and row_number = 3',
        'release-rows',
        1,
      ],
      [
        'puts another row into a release',
        "insert into release_row values (1, 'results.csv', 9, 3, null)",
        'release-rows',
        1,
      ],
      [
        'puts rows beside all releases',
        "insert into release_row values (9, 'khac.csv', 2, 1, null)",
        'release-rows',
        null,
      ],
      [
        'hangs a revision on a release that is not there',
        'update figure_revision set release_seq = 9 where seq = 4',
        'release-missing',
        4,
      ],
      [
        'puts a row beside the files',
        "insert into release_row values (1, 'khac.csv', 2, 1, null)",
        'release-rows',
        1,
      ],
      [
        'turns a row of a release to what came later',
        "update release_row set revision_seq = 4 where release_seq = 1 and row_number = 2 and file = 'results.csv'",
        'release-rows',
        1,
      ],
      [
        'gives a figure a dimension of the other kind',
        `update figure set project = 'zzz' where id = '${RATE}'`,
        'figure-key',
        4,
      ],
      [
        'gives a line of money a part of the whole',
        "update figure set breakdown = 'zzz' where kind = 'funding'",
        'figure-key',
        3,
      ],
      ['puts a claim at another place', 'update figure_claim set position = 7', 'claims-changed', 1],
      [
        'puts a row of a release at another place',
        "update release_row set row_number = 9 where release_seq = 1 and row_number = 3 and file = 'results.csv'",
        'release-rows',
        1,
      ],
      [
        'makes a figure end with another revision',
        `update figure set last_seq = 2 where id = '${RATE}'`,
        'figure-last',
        4,
      ],
      ['gives a release another place', 'update release set seq = 8 where seq = 3', 'release-gap', 8],
      [
        'gives a release another place among those of its dataset',
        'update release set version = 9 where seq = 3',
        'release-hash',
        3,
      ],
      [
        'strips a signature',
        "update release set key_id = '0000000000000000', signature = 'AAAA' where seq = 2",
        'release-key',
        2,
      ],
      [
        'spells a signature in another way',
        "update release set signature = signature || 'x' where seq = 2",
        'release-signature',
        2,
      ],
      [
        'spells a signature without its end',
        'update release set signature = substr(signature, 1, 86) where seq = 2',
        'release-signature',
        2,
      ],
      ['signs anew', "update release set signature = 'AAAA' where seq = 2", 'release-signature', 2],
      [
        'moves the head of the releases',
        "update ledger_head set seq = 9 where ledger = 'releases'",
        'release-head',
        3,
      ],
    ])('%s', async (_, statement, cause, seq) => {
      await disarm(site)
      await sql.raw(statement).execute(site.db.write)
      expect(await verifyFigures(site.context)).toMatchObject({ ok: false, cause, seq })
    })

    test('forges a whole chain, but has not the key', async () => {
      const forger = await open({ signingKey: Buffer.alloc(32, 'another').toString('base64') })
      await publishRows(forger, { results: [{ value: '9.99' }] })
      await disarm(forger)
      const { keyId } = await keyOf(site)
      await forger.db.write.updateTable('release').set({ key_id: keyId }).execute()
      const context = { ...forger.context, config: site.context.config }
      expect(await verifyFigures(context)).toMatchObject({ ok: false, cause: 'release-signature' })
    })
  })

  test('hold with an earlier key only where that is known', async () => {
    const { publicKey } = openSigningKey(site.context.config)
    const signingKey = Buffer.alloc(32, 'another').toString('base64')
    const context = { ...site.context, config: { ...site.context.config, signingKey } }
    expect(await verifyFigures(context)).toMatchObject({ ok: false, cause: 'release-key', seq: 1 })
    expect(await verifyFigures(context, [publicKey])).toMatchObject({ ok: true })
  })

  test('know a document by what it says', async () => {
    await publishRows(site, { dataset: 'khac', results: [{ period: '2021' }] })
    const count = () =>
      site.db.read.selectFrom('source_document').select('hash').where('name', '=', OFFICIAL).execute()
    expect(await count()).toHaveLength(1)
    await publishRows(site, {
      dataset: 'khac-nua',
      results: [{ period: '2020' }],
      sources: [makeDocument({ date: '2021-12-31' })],
    })
    expect(await count()).toHaveLength(2)
    expect(await verifyFigures(site.context)).toMatchObject({ ok: true })
  })
})

async function keyOf(site: TestSite): Promise<{ keyId: string }> {
  const row = await site.db.read.selectFrom('release').select('key_id').limit(1).executeTakeFirstOrThrow()
  return { keyId: row.key_id }
}

/** What only someone with the database in hand can do. */
async function disarm(site: TestSite): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(site.db.write)
  const tables = ['release', 'source_document', 'figure_revision', 'figure_claim', 'release_row']
  if (site.db.dialect === 'postgres') {
    for (const table of [...tables, 'figure', 'ledger_head'])
      await run(`alter table ${table} disable trigger all`)
    return
  }
  await run('pragma foreign_keys = off')
  for (const table of [...tables, 'figure']) {
    for (const event of ['update', 'delete', 'replace'])
      await run(`drop trigger if exists ${table}_no_${event}`)
  }
}
