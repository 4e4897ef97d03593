import { answerAddress, type AwaitedAnswer, type PublicAnswer } from '../../domain/answers/rules.ts'
import type { PublishedComment } from '../../domain/comments/rules.ts'
import type { Context } from '../../domain/context.ts'

/** What the API says of a published comment. */
export function publishedItem(ctx: Context, { awaited, answer, ...comment }: PublishedComment) {
  return {
    ...comment,
    answer: answer === null ? null : answerItem(ctx, comment.id, answer),
    awaitedAnswer: awaitedItem(awaited),
  }
}

/** An official answer, with the address of the page that keeps its earlier versions. */
export function answerItem(
  ctx: Context,
  commentId: string,
  { body, bodyName, text, publishedAt, updatedAt, revision }: PublicAnswer,
) {
  const address = new URL(answerAddress(commentId), ctx.config.siteUrl.origin).href
  return { body: bodyName, bodyId: body, text, publishedAt, updatedAt, revision, address }
}

/** Who is to answer, by when, and how that day was counted. */
export function awaitedItem(awaited: AwaitedAnswer | null) {
  if (awaited === null) return null
  const { at, day, from, workingDays, skipped } = awaited.deadline
  return { body: awaited.bodyName, bodyId: awaited.body, dueAt: at, dueDay: day, from, workingDays, skipped }
}
