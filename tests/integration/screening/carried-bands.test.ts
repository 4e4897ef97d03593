import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { up } from '../../../db/migrations/0029-narrow-bands.ts'
import { keyOfBand } from '../../../src/domain/screening/likeness-rules.ts'
import { findCandidates } from '../../../src/domain/screening/store.ts'
import { makeArticle, sendComment } from '../../fixtures/comments.ts'
import { describeOnBothDatabases } from '../../fixtures/databases.ts'

const BODY = 'Xin hỏi khi nào bản tôi có nước sạch, mấy tháng nay bà con phải gánh nước từ suối về.'
const VALUES = [0xff_ff_ff_ff, 0, 4_711, 3_000_000_001]

describeOnBothDatabases('bands of an earlier version', (open) => {
  test('find their comment after the migration, and their old rows are gone', async () => {
    const site = await open()
    const { slug } = await makeArticle(site)
    await sendComment(site.context, { target: `news/${slug}`, body: BODY })
    const { id } = await site.db.read.selectFrom('comment').select('id').executeTakeFirstOrThrow()
    const { db } = site
    const run = (statement: string) => sql.raw(statement).execute(db.write)
    await run('drop table text_band')
    await run('drop index comment_fingerprint_banded')
    await run('alter table comment_fingerprint drop column number')
    await run('alter table comment_fingerprint drop column bands')
    const text = VALUES.map((value) => value.toString(36)).join('.')
    await db.write
      .insertInto('comment_band')
      .values([0, 15].map((place) => ({ band: `${place}:${text}`, comment_id: id, at: '2026-03-02' })))
      .execute()

    await db.transaction((tx) => up(tx as never))

    const keys = [0, 15].map((place) => keyOfBand(place, VALUES))
    const print = await db.read
      .selectFrom('comment_fingerprint')
      .select(['number', 'bands'])
      .executeTakeFirstOrThrow()
    expect(print.number).toBe(1)
    expect((JSON.parse(print.bands ?? '') as number[]).sort()).toEqual(keys.sort())
    for (const key of keys) {
      const found = await findCandidates(db.read, [[key]], { perBand: 8, inAll: 8 })
      expect(found).toEqual([[{ groupId: id, body: BODY }]])
    }
    expect(await db.read.selectFrom('comment_band').selectAll().execute()).toEqual([])
  })
})
