import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { answerComment, askForAnswer } from '../../../src/domain/answers/service.ts'
import { verifyAnswers } from '../../../src/domain/answers/verify.ts'
import { verifyAudit } from '../../../src/domain/audit/service.ts'
import { verifySubmissions } from '../../../src/domain/comments/submission-ledger.ts'
import type { StaffContext } from '../../../src/domain/context.ts'
import { claimComment, releaseComment } from '../../../src/domain/moderation/claims.ts'
import { decideMany, getBatch, undoMany } from '../../../src/domain/moderation/bulk.ts'
import { decide } from '../../../src/domain/moderation/service.ts'
import { takeSubmitterStep } from '../../../src/domain/moderation/submitter.ts'
import { verifyLedger } from '../../../src/domain/moderation/verify.ts'
import { keepReported, reportComment } from '../../../src/domain/reports/service.ts'
import {
  DECIDING,
  REPORTED_WHILE_KEPT,
  outcomeOf,
  outcomeOfBatch,
  script,
  type Deed,
} from '../../fixtures/comment-histories.ts'
import {
  NEW_COMMENT,
  explain,
  revisionOf,
  type ModelComment,
  type Outcome,
  type Person,
  type Seen,
} from '../../fixtures/comment-life.ts'
import { RESIDENT, makeArticle, sendComment } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { expectRecounted, expectSearchable, readComment } from '../../fixtures/recount.ts'
import { staffContext } from '../../fixtures/staff.ts'

const RUNS = 20

interface Played {
  id: string
  code: string
  word: string
  model: ModelComment
}

describeOnBothDatabases('whatever several people do at once', (open) => {
  let site: TestSite
  let people: Readonly<Record<Person, StaffContext>>
  let publisher: StaffContext
  let told = 0
  let answered = 0

  beforeAll(async () => {
    site = await open({ demo: false, rateLimits: false })
    people = {
      an: await staffContext(site),
      binh: await staffContext(site),
      admin: await staffContext(site, 'admin'),
    }
    publisher = await staffContext(site, 'publisher')
  })

  const send = async (target: string): Promise<Played> => {
    told += 1
    const word = `chuyện${told}`
    const { code } = await sendComment(site.context, { target, body: `Bà con kể ${word} ở bản.` })
    const { id } = await site.db.read
      .selectFrom('comment')
      .select('id')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    return { id, code, word, model: NEW_COMMENT }
  }

  test(
    'is what some order of it would be, with one event a step and every count and chain right',
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(script, async (groups) => {
          const { slug } = await makeArticle(site)
          const comments = [await send(`news/${slug}`), await send(`news/${slug}`)]
          for (const { deeds, seconds } of groups) {
            await playAtOnce(comments, deeds)
            site.clock.advance({ seconds })
          }
          for (const { id, word } of comments) {
            const { status } = await readComment(site.db.read, id)
            await expectSearchable(people.an, { id, word, status })
          }
          await expectRecounted(site.context)
        }),
        { numRuns: RUNS, examples: [[REPORTED_WHILE_KEPT]] },
      )
      expect(await verifyLedger(site.context)).toMatchObject({ ok: true })
      expect(await verifySubmissions(site.context)).toMatchObject({ ok: true, submissions: told })
      expect(await verifyAnswers(site.context)).toMatchObject({ ok: true, events: answered })
      expect(await verifyAudit(site.context)).toMatchObject({ ok: true })
    },
  )

  /** Does everything at the same moment, and finds an order in which the model does the same. */
  async function playAtOnce(comments: Played[], deeds: readonly Deed[]): Promise<void> {
    const answerRevision = await revisionsOfAnswers()
    const seen = (await Promise.all(deeds.map((deed) => play(comments, deed, answerRevision)))).flat()
    for (const comment of comments) {
      const own = seen.filter(({ id }) => id === comment.id)
      const found = await readComment(site.db.read, comment.id)
      const by = (staffId: string | null): Person | 'submitter' =>
        DECIDING.find((person) => people[person].staff.id === staffId) ?? 'submitter'
      const steps = found.steps.map((step) => ({ ...step, by: by(step.staffId) }))
      const { openReports } = found
      const explained = explain(comment.model, own, { now: site.clock.now().getTime(), steps, openReports })
      const actions = steps.map(({ action }) => action)
      expect({ explained: explained !== null, own, actions, openReports }).toMatchObject({ explained: true })
      comment.model = explained ?? comment.model
      expect(found).toMatchObject({
        status: comment.model.steps.at(-1)?.to ?? 'pending',
        revision: revisionOf(comment.model),
      })
    }
  }

  async function revisionsOfAnswers(): Promise<Map<string, number>> {
    const rows = await site.db.read.selectFrom('official_answer').select(['comment_id', 'revision']).execute()
    return new Map(rows.map((row) => [row.comment_id, row.revision]))
  }

  async function play(
    comments: readonly Played[],
    deed: Deed,
    answers: ReadonlyMap<string, number>,
  ): Promise<Seen[]> {
    const comment = comments[deed.comment]
    if (comment === undefined) throw new Error('there is no such comment')
    const { id, code, model } = comment
    const seenAs = (operation: Seen['operation'], outcome: Outcome): Seen[] => [{ id, operation, outcome }]
    switch (deed.kind) {
      case 'decide': {
        const { by, action, reason } = deed
        const revision = revisionOf(model) - (deed.stale ? 1 : 0)
        const work = decide(people[by], { commentId: id, revision, action, reason, note: null })
        return seenAs({ kind: 'decide', by, action, reason, revision }, await outcomeOf(work))
      }
      case 'submitter': {
        const step = { action: deed.action, note: null }
        const work = takeSubmitterStep(site.context, code, step, { client: RESIDENT, idempotencyKey: null })
        return seenAs({ kind: 'submitter', action: deed.action }, await outcomeOf(work))
      }
      case 'report': {
        const client = { address: deed.network, userAgent: '' }
        const report = { reason: 'insult', note: 'Lời lẽ nặng nề.' }
        const work = reportComment(site.context, id, report, { client, idempotencyKey: null })
        return seenAs({ kind: 'report', network: deed.network }, await outcomeOf(work))
      }
      case 'keep':
        return seenAs({ kind: 'keep', by: deed.by }, await outcomeOf(keepReported(people[deed.by], id, 'z')))
      case 'claim':
        await claimComment(people[deed.by], id, { takeOver: deed.takeOver })
        return []
      case 'release':
        await releaseComment(people[deed.by], id)
        return []
      case 'ask':
        await outcomeOf(askForAnswer(people[deed.by], { commentId: id, revision: 0, body: bodyCode() }))
        return []
      case 'answer': {
        const answer = { commentId: id, body: bodyCode(), text: deed.text, reason: 'Nói rõ hơn.' }
        const revision = answers.get(id) ?? 0
        if ((await outcomeOf(answerComment(publisher, { ...answer, revision }))) === 'done') answered += 1
        return []
      }
      case 'bulk':
        return playBatch(comments, deed)
    }
  }

  const bodyCode = (): string => Object.keys(site.context.site.settings.bodies)[0] ?? ''

  /** The same step on all comments, and perhaps all of it taken back at once. */
  async function playBatch(
    comments: readonly Played[],
    { by, action, reason, undone }: Extract<Deed, { kind: 'bulk' }>,
  ): Promise<Seen[]> {
    const ctx = people[by]
    const batchId = site.context.newId()
    const items = comments.map(({ id, model }) => ({ id, revision: revisionOf(model) }))
    expect(await decideMany(ctx, { batchId, action, reason, note: null, items })).toEqual([])
    const seen = await seenInBatch(ctx, batchId, { by, action, reason })
    if (!undone) return seen
    const undoId = site.context.newId()
    const outcome = await outcomeOf(undoMany(ctx, batchId, undoId))
    // Nothing left to take back.
    if (outcome === 'invalid') return seen
    return [...seen, ...(await seenInBatch(ctx, undoId, { by, action: 'undo', reason: null }))]
  }

  async function seenInBatch(
    ctx: StaffContext,
    batchId: string,
    step: Pick<Extract<Seen['operation'], { kind: 'decide' }>, 'by' | 'action' | 'reason'>,
  ): Promise<Seen[]> {
    const { lines } = await getBatch(ctx, batchId)
    return lines.map(({ id, revision, outcome }) => ({
      id,
      operation: { kind: 'decide', ...step, revision },
      outcome: outcomeOfBatch(outcome),
    }))
  }

  test('an appeal that everybody else has decided on before is left to the admin, to nobody else', async () => {
    const { slug } = await makeArticle(site)
    const { id, code } = await send(`news/${slug}`)
    const take = (by: Person, revision: number, action: 'publish' | 'hide') =>
      outcomeOf(decide(people[by], { commentId: id, revision, action, reason: 'insult', note: null }))
    const appeal = () =>
      takeSubmitterStep(
        site.context,
        code,
        { action: 'appeal', note: null },
        { client: RESIDENT, idempotencyKey: null },
      )
    expect(await take('an', 1, 'publish')).toBe('done')
    expect(await take('admin', 2, 'hide')).toBe('done')
    await appeal()
    // There is one who never decided on it.
    expect(await take('admin', 4, 'publish')).toBe('forbidden')
    expect(await take('an', 4, 'publish')).toBe('forbidden')
    expect(await take('binh', 4, 'publish')).toBe('done')
    expect(await take('an', 5, 'hide')).toBe('done')
    await appeal()
    for (const by of ['an', 'binh'] as const) expect(await take(by, 7, 'publish')).toBe('forbidden')
    expect(await take('admin', 7, 'publish')).toBe('done')
  })
})
