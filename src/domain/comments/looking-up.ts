import type { Context } from '../context.ts'
import { findOpenness, type Openness } from '../news/store.ts'
import type { SwitchName } from '../screening/rules.ts'
import { listActive } from '../screening/store.ts'
import { LOOKING_UP, together } from '../turns/together.ts'
import { findAnswers, idOfRequest, openAnswer, type Repeatable, type StoredAnswer } from './idempotency.ts'
import { findTarget, slugOf, type FoundTarget } from './targets.ts'

/** What has to be known before a comment is read at all. */
export interface Surroundings {
  /** The answer that the same request was given before, as JSON text. */
  earlier: string | null
  /** Null where there is nothing of that name. */
  found: Pick<FoundTarget, 'target' | 'revision' | 'open'> | null
  switches: ReadonlySet<SwitchName>
}

interface Question {
  answerId: string | null
  slug: string | null
}

interface Known {
  answers: ReadonlyMap<string, StoredAnswer>
  articles: ReadonlyMap<string, Openness>
  switches: ReadonlySet<SwitchName>
}

const known = new WeakMap<Context['db'], (question: Question) => Promise<Known>>()

/**
 * Looks up what stands around a comment, together with those that arrive at the same time.
 * @throws DomainError idempotency-mismatch
 */
export async function lookAround(
  ctx: Context,
  target: string,
  request: Repeatable | null,
): Promise<Surroundings> {
  const answerId = request === null ? null : idOfRequest(ctx, request)
  const slug = slugOf(target)
  const { answers, articles, switches } = await askerOf(ctx.db)({ answerId, slug })
  const answer = answers.get(answerId ?? '')
  const earlier = request === null || answer === undefined ? null : openAnswer(ctx, answer, request)
  if (earlier !== null || slug === null) {
    return { earlier, found: earlier === null ? await findTarget(ctx, target) : null, switches }
  }
  const open = articles.get(slug)?.(ctx.now().toISOString()) ?? null
  return { earlier, found: open === null ? null : { target: `news/${slug}`, revision: null, open }, switches }
}

function askerOf(db: Context['db']): (question: Question) => Promise<Known> {
  const asker =
    known.get(db) ??
    together<Question, Known>({
      ...LOOKING_UP,
      run: async (questions) => {
        const found = await look(db, questions)
        return questions.map(() => found)
      },
    })
  known.set(db, asker)
  return asker
}

async function look({ read }: Context['db'], questions: readonly Question[]): Promise<Known> {
  const given = (of: (question: Question) => string | null): string[] => [
    ...new Set(questions.flatMap((question) => of(question) ?? [])),
  ]
  const [answers, articles, switches] = await Promise.all([
    findAnswers(
      read,
      given(({ answerId }) => answerId),
    ),
    findOpenness(
      read,
      given(({ slug }) => slug),
    ),
    listActive(read),
  ])
  return { answers, articles, switches }
}
