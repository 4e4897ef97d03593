import { existsSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { connect, sqlitePath } from '../../../db/connect.ts'
import { answerComment } from '../../../src/domain/answers/service.ts'
import type { StaffContext } from '../../../src/domain/context.ts'
import { saveDrafts } from '../../../src/domain/moderation/drafts.ts'
import { scrubErased } from '../../../src/domain/moderation/erasure.ts'
import { addNote } from '../../../src/domain/moderation/notes.ts'
import { decide, listQueue } from '../../../src/domain/moderation/service.ts'
import { reportComment } from '../../../src/domain/reports/service.ts'
import { makeArticle, publish, RESIDENT, sendComment } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

/** Ends each word that must be gone; the words begin differently, as an index stores a common beginning once. */
const MARK = 'qzx'
const CLOSED = { client: RESIDENT, idempotencyKey: null }

describeOnBothDatabases('the words of an erased comment', (open) => {
  let site: TestSite
  let admin: StaffContext

  beforeEach(async () => {
    site = await open()
    admin = await staffContext(site, 'admin')
  })

  /** A published comment among others, with words of everybody about it. @returns its id and revision */
  async function talkedAbout() {
    const { slug } = await makeArticle(site)
    const target = `news/${slug}`
    for (let n = 0; n < 40; n += 1) {
      const marked = n === 17
      const displayName = marked ? `Lò Thị b${MARK}` : null
      await sendComment(site.context, {
        target,
        displayName,
        body: marked ? `Đường a${MARK} đã thông. ${`Bà con mừng k${MARK}. `.repeat(12)}` : `Ý kiến số ${n}.`,
      })
    }
    const { items } = await listQueue(admin, 'pending', { limit: 100, after: null })
    for (const item of items) await publish(admin, item)
    const id = items.find(({ body }) => body?.includes(MARK))?.id ?? ''
    await addNote(admin, id, `Đã gọi c${MARK}.`)
    await saveDrafts(admin, new Map([[id, { reason: '', note: `Xin d${MARK}` }]]))
    await reportComment(site.context, id, { reason: 'insult', note: `Chê e${MARK}` }, CLOSED)
    const answering = { commentId: id, revision: 0, body: 'ban-bien-tap', reason: '' }
    await answerComment(admin, { ...answering, text: `Trả lời f${MARK}.` })
    const hidden = {
      commentId: id,
      revision: 2,
      action: 'hide',
      reason: 'insult',
      note: `Lý do g${MARK}`,
    } as const
    await decide(admin, hidden)
    return { commentId: id, revision: 3 }
  }
  const erase = (comment: { commentId: string; revision: number }) =>
    decide(admin, { ...comment, action: 'erase', reason: null, note: null })

  test('stand in no table any more', async () => {
    const comment = await talkedAbout()
    expect(await tablesWith(site, MARK)).not.toEqual([])
    await erase(comment)
    expect(await tablesWith(site, MARK)).toEqual([])
  })

  test('cannot be read from the files of the database', async () => {
    const comment = await talkedAbout()
    if (site.db.dialect === 'sqlite') expect(filesWith(site, MARK)).not.toEqual([])
    await erase(comment)
    expect(filesWith(site, MARK)).toEqual([])
  })

  test('go from the files later where somebody was reading them', async () => {
    const comment = await talkedAbout()
    const other = connect(site.url)
    await other.read.transaction().execute(async (tx) => {
      await tx.selectFrom('comment').select('id').limit(1).execute()
      expect(await erase(comment)).toMatchObject({ status: 'erased' })
      if (site.db.dialect === 'sqlite') expect(filesWith(site, MARK)).not.toEqual([])
    })
    await other.close()
    await scrubErased(site.context)
    expect(filesWith(site, MARK)).toEqual([])
  })
})

/** Names of tables in which a text stands. */
async function tablesWith(site: TestSite, mark: string): Promise<string[]> {
  const names = (await site.db.read.introspection.getTables()).map(({ name }) => name)
  const found: string[] = []
  for (const name of names.filter((table) => !table.includes('_fts'))) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(site.db.read)
    if (JSON.stringify(rows).includes(mark)) found.push(name)
  }
  return found
}

/** Endings of the files of a SQLite database in which a text stands; a server's files are its own. */
function filesWith(site: TestSite, mark: string): string[] {
  if (site.db.dialect !== 'sqlite') return []
  const path = sqlitePath(site.url)
  return ['', '-wal', '-journal'].filter(
    (ending) => existsSync(path + ending) && readFileSync(path + ending).includes(mark),
  )
}
