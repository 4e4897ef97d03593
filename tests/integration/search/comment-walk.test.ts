import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Context, StaffContext } from '../../../src/domain/context.ts'
import type { Action } from '../../../src/domain/moderation/rules.ts'
import { decide, listQueue } from '../../../src/domain/moderation/service.ts'
import { takeInComments } from '../../../src/domain/search/comment-walk.ts'
import { createContext } from '../../../src/server/context.ts'
import { startIndexing } from '../../../src/server/indexing.ts'
import { createLog } from '../../../src/server/log.ts'
import { makeArticle, sendComment } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { staffContext } from '../../fixtures/staff.ts'

const COMMENTS = 8

describeOnBothDatabases('the walk that takes comments into the index', (open) => {
  let site: TestSite
  let staff: StaffContext
  let ids: string[]

  beforeAll(async () => {
    site = await open({ rateLimits: false })
    staff = await staffContext(site, 'admin')
    const { slug } = await makeArticle(site)
    for (let at = 0; at < COMMENTS; at += 1)
      await sendComment(site.context, { target: `news/${slug}`, body: `Bản số ${at} đã có cầu treo.` })
    const { items } = await listQueue(staff, 'pending', { limit: 100, after: null })
    ids = items.map(({ id }) => id)
    for (const id of ids) await step(id, 'publish')
  })

  beforeEach(async () => {
    for (const id of ids) if ((await rowOf(id)).status === 'hidden') await step(id, 'restore')
    await forgetAll()
  })

  async function rowOf(id: string) {
    return site.db.read
      .selectFrom('comment')
      .select(['status', 'revision'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  }

  async function step(id: string, action: Action): Promise<void> {
    const { revision } = await rowOf(id)
    const reason = action === 'hide' ? 'off-topic' : null
    await decide(staff, { commentId: id, revision, action, reason, note: null })
  }

  /** As the index is before the first walk. */
  async function forgetAll(): Promise<void> {
    await site.db.transaction(async (tx) => {
      await tx.deleteFrom('search_entry').execute()
      await tx.deleteFrom('search_walk').execute()
    })
  }

  async function forget(id: string): Promise<void> {
    await site.db.write.deleteFrom('search_entry').where('ref', '=', id).execute()
  }

  async function indexed(): Promise<string[]> {
    const rows = await site.db.read
      .selectFrom('search_entry')
      .select('ref')
      .where('kind', '=', 'comment')
      .execute()
    return rows.map(({ ref }) => ref).sort()
  }

  async function published(): Promise<string[]> {
    const rows = await site.db.read
      .selectFrom('comment')
      .select('id')
      .where('status', '=', 'published')
      .execute()
    return rows.map(({ id }) => id).sort()
  }

  /** The site, with something done in every transaction of the walk just before it is committed. */
  function beforeCommit(act: () => Promise<void> | void): Context {
    const db: Context['db'] = {
      ...site.db,
      transaction: (work) =>
        site.db.transaction(async (tx) => {
          const result = await work(tx)
          await act()
          return result
        }),
    }
    return { ...site.context, db }
  }

  test('takes in all that are published, in the order of publication, and none twice', async () => {
    await step(ids[3] ?? '', 'hide')
    expect(await takeInComments(site.context, { stepsAtOnce: 3 })).toEqual({ taken: COMMENTS - 1, left: 0 })
    const rows = await site.db.read.selectFrom('search_entry').select('ref').orderBy('number').execute()
    expect(rows.map(({ ref }) => ref)).toEqual(ids.filter((_, at) => at !== 3))
    expect(await takeInComments(site.context)).toEqual({ taken: 0, left: 0 })
  })

  test('costs four small queries where nothing happened since, and nothing is written', async () => {
    await takeInComments(site.context)
    const asked: string[] = []
    const read = site.db.read.withPlugin({
      transformQuery: ({ node }) => {
        asked.push(node.kind)
        return node
      },
      transformResult: ({ result }) => Promise.resolve(result),
    })
    const db = { ...site.db, read, transaction: () => Promise.reject(new Error('nothing to write')) }
    await takeInComments({ ...site.context, db })
    expect(asked).toEqual(Array.from({ length: 4 }, () => 'SelectQueryNode'))
  })

  test('goes on where it was ended', async () => {
    const stop = new AbortController()
    const ended = await takeInComments(site.context, {
      ...{ signal: stop.signal, stepsAtOnce: 3 },
      onFirst: () => {
        stop.abort()
      },
    })
    expect(ended.taken).toBe(3)
    expect(ended.left).toBeGreaterThan(0)
    expect(await indexed()).toHaveLength(3)
    const rest = await takeInComments(site.context, { stepsAtOnce: 3 })
    expect(rest).toEqual({ taken: COMMENTS - 3, left: 0 })
    expect(await indexed()).toEqual(await published())
  })

  test('goes on where it was killed within a transaction', async () => {
    let transactions = 0
    const dying = beforeCommit(() => {
      transactions += 1
      if (transactions === 3) throw new Error('killed')
    })
    await expect(takeInComments(dying, { stepsAtOnce: 3 })).rejects.toThrow('killed')
    expect(await indexed()).toHaveLength(3)
    await takeInComments(site.context, { stepsAtOnce: 3 })
    expect(await indexed()).toEqual(await published())
  })

  test('finds what was published since and is not there, without looking at the rest', async () => {
    await takeInComments(site.context)
    const [id = '', other = ''] = ids
    await step(id, 'hide')
    await step(id, 'restore')
    await forget(id)
    await forget(other)
    expect((await takeInComments(site.context)).taken).toBe(1)
    expect(await indexed()).toEqual((await published()).filter((one) => one !== other))
  })

  test('begins again where the index has no comment any more', async () => {
    await takeInComments(site.context)
    await site.db.write.deleteFrom('search_entry').execute()
    expect((await takeInComments(site.context)).taken).toBe(COMMENTS)
  })

  test('replaces what other rules made, and leaves the way to the version that starts later', async () => {
    await takeInComments(site.context)
    await site.db.transaction(async (tx) => {
      await tx.updateTable('search_entry').set({ hash: 'older' }).execute()
      await tx.updateTable('search_walk').set({ generation: 'older' }).execute()
    })
    let transactions = 0
    const overtaken = beforeCommit(() => {
      transactions += 1
    })
    const ended = await takeInComments(overtaken, {
      stepsAtOnce: 2,
      onFirst: () => void site.db.write.updateTable('search_walk').set({ generation: 'newer' }).execute(),
    })
    expect(ended.left).toBeGreaterThan(0)
    expect(transactions).toBeLessThanOrEqual(4)
    expect((await takeInComments(site.context)).left).toBe(0)
    const rows = await site.db.read.selectFrom('search_entry').select('hash').distinct().execute()
    expect(rows).toHaveLength(1)
    expect(await indexed()).toEqual(await published())
  })

  describe('leaves nothing of a comment that is hidden', () => {
    test('while the walk is about to take it in', async () => {
      const [id = ''] = ids
      const written = Promise.withResolvers<undefined>()
      const hiding = site.db.transaction(async (tx) => {
        await tx.updateTable('comment').set({ status: 'hidden' }).where('id', '=', id).execute()
        written.resolve(undefined)
        await wait(100)
      })
      await written.promise
      await Promise.all([hiding, takeInComments(site.context)])
      expect(await indexed()).toEqual(ids.slice(1).sort())
    })

    test('while the walk has just taken it in', async () => {
      const [id = ''] = ids
      let hiding: Promise<void> | undefined
      const walking = beforeCommit(async () => {
        hiding ??= step(id, 'hide')
        await wait(30)
      })
      await takeInComments(walking)
      await hiding
      expect(await indexed()).toEqual(ids.slice(1).sort())
    })

    test('at any moment, nor loses one that is restored', async () => {
      const deeds = fc.array(fc.record({ at: fc.nat(COMMENTS - 1), pause: fc.nat(3) }), { maxLength: 8 })
      await fc.assert(
        fc.asyncProperty(deeds, fc.integer({ min: 1, max: 4 }), async (list, stepsAtOnce) => {
          await forgetAll()
          const walk = takeInComments(site.context, { stepsAtOnce })
          for (const { at, pause } of list) {
            await wait(pause)
            const id = ids[at] ?? ''
            await step(id, (await rowOf(id)).status === 'hidden' ? 'restore' : 'hide')
          }
          await walk
          expect(await indexed()).toEqual(await published())
        }),
        { numRuns: 5 },
      )
    })
  })

  test('is shared by two processes that do it at once', async () => {
    const other = createContext(site.context.config)
    try {
      const walks = [site.context, other].map((ctx) => takeInComments(ctx, { stepsAtOnce: 1 }))
      const [one, two] = await Promise.all(walks)
      expect((one?.taken ?? 0) + (two?.taken ?? 0)).toBe(COMMENTS)
      expect(await indexed()).toEqual(await published())
    } finally {
      await other.db.close()
    }
  })

  describe('in the background', () => {
    const collect = () => {
      const lines: Record<string, unknown>[] = []
      const keep = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>)
      return { lines, log: createLog({ write: keep }) }
    }

    test('says at its begin and its end how much it is, and nothing where it is nothing', async () => {
      const { lines, log } = collect()
      const stop = startIndexing(site.context, log)
      await expect.poll(() => lines.length).toBe(2)
      await stop()
      const msg = ['taking comments into the search index', 'the search index has all comments']
      expect(lines).toMatchObject([
        { level: 'info', msg: msg[0] },
        { level: 'info', msg: msg[1], taken: COMMENTS, left: 0 },
      ])
      expect(lines[0]?.['steps']).toBeGreaterThanOrEqual(COMMENTS)
      await startIndexing(site.context, log)()
      expect(lines).toHaveLength(2)
    })

    test('tries again after a failure, and stops when it is told to', async () => {
      const { lines, log } = collect()
      const db: Context['db'] = { ...site.db, transaction: () => Promise.reject(new Error('gone')) }
      const stop = startIndexing({ ...site.context, db }, log, 5)
      await expect.poll(() => lines.length).toBeGreaterThanOrEqual(2)
      await stop()
      const count = lines.length
      await wait(30)
      expect(lines).toHaveLength(count)
      expect(lines[0]).toMatchObject({ level: 'error', err: { message: 'gone' } })
    })
  })
})
