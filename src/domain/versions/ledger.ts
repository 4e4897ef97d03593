import type { Reader, Writer } from '../../../db/connect.ts'
import type { Context } from '../context.ts'
import { sha256 } from '../secrets.ts'
import type { ArticleEvent } from './rules.ts'
import { findArticleHead, holdArticleHead, insertEvent, listChain, listVersionRows } from './store.ts'

export type ArticleBreakCause =
  'gap' | 'previous-hash' | 'event-hash' | 'head' | 'version-missing' | 'version-unknown' | 'text'

export type ArticleVerification =
  | { ok: true; events: number; head: string }
  | { ok: false; cause: ArticleBreakCause; seq: number | null; slug: string | null }

const BATCH = 1_000

/** Appends to the chain; `append` may be called as often as needed until the transaction ends. */
export interface ArticleChain {
  append: (event: Omit<ArticleEvent, 'seq'>) => Promise<void>
}

/** The first write of a transaction that records changes of articles: other processes wait here for its end. */
export async function openArticleChain(tx: Writer): Promise<ArticleChain> {
  let head = await holdArticleHead(tx)
  return {
    append: async (event) => {
      const next = { ...event, seq: head.seq + 1 }
      const hash = hashEvent(head.hash, next)
      await insertEvent(tx, { ...next, prev_hash: head.hash, hash })
      head = { seq: next.seq, hash }
    },
  }
}

/** SHA-256 over a JSON array of a version mark, the previous hash and every column in a fixed order. */
export function hashEvent(previous: string, event: ArticleEvent): string {
  const { seq, slug, version, kind, at, content_hash: content, numbers, note_date: day, note, minor } = event
  return sha256(
    JSON.stringify(['article/1', previous, seq, slug, version, kind, at, content, numbers, day, note, minor]),
  )
}

/** Walks the chain and compares every text that is still kept with its hash. */
export async function verifyArticles(ctx: Context): Promise<ArticleVerification> {
  return ctx.db.read
    .transaction()
    .setAccessMode('read only')
    .setIsolationLevel('repeatable read')
    .execute(verifyIn)
}

async function verifyIn(db: Reader): Promise<ArticleVerification> {
  let seq = 0
  let hash = ''
  const texts = new Map<string, { seq: number; hash: string | null }>()
  const withheld = new Set<string>()
  for (;;) {
    const events = await listChain(db, seq, BATCH)
    for (const event of events) {
      const broken = (cause: ArticleBreakCause): ArticleVerification => ({
        ok: false,
        cause,
        seq: event.seq,
        slug: event.slug,
      })
      if (event.seq !== seq + 1) return broken('gap')
      if (event.prev_hash !== hash) return broken('previous-hash')
      if (event.hash !== hashEvent(hash, event)) return broken('event-hash')
      const key = `${event.slug} ${event.version}`
      if (event.kind === 'text') texts.set(key, { seq: event.seq, hash: event.content_hash })
      if (event.kind === 'withheld') withheld.add(key)
      seq = event.seq
      hash = event.hash
    }
    if (events.length < BATCH) break
  }
  const head = await findArticleHead(db)
  if (head?.seq !== seq || head.hash !== hash) return { ok: false, cause: 'head', seq, slug: null }
  for (const { slug, version, content } of await listVersionRows(db)) {
    const key = `${slug} ${version}`
    const text = texts.get(key)
    if (text === undefined) return { ok: false, cause: 'version-unknown', seq: null, slug }
    const fits = content === null ? withheld.has(key) : sha256(content) === text.hash
    if (!fits) return { ok: false, cause: 'text', seq: text.seq, slug }
    texts.delete(key)
  }
  const [missing] = texts
  if (missing === undefined) return { ok: true, events: seq, head: hash }
  return { ok: false, cause: 'version-missing', seq: missing[1].seq, slug: missing[0].split(' ')[0] ?? null }
}
