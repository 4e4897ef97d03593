import type { ArticleTable } from '../../../db/schema/article.ts'
import type { Context } from '../context.ts'
import type { Reference } from '../reference/rules.ts'
import { bumpRevisions } from '../revisions/store.ts'
import { indexTexts } from '../search/keeping.ts'
import type { Site } from '../site/rules.ts'
import { openArticleChain } from '../versions/ledger.ts'
import { recordArticle, type StandingText } from '../versions/recording.ts'
import { listStates } from '../versions/store.ts'
import { readArticleFiles, type ArticleFile } from './files.ts'
import type { Vocabulary } from './front-matter.ts'
import type { Correction } from './rules.ts'
import { findStored, listStored, removeArticle, saveArticle, toArticle } from './store.ts'

/** Checks every article file without touching the database. @throws ContentError */
export async function checkArticles(
  site: Site,
  reference: Reference,
  contentDir: string,
): Promise<ArticleFile[]> {
  return readArticleFiles(contentDir, vocabularyOf(site, reference))
}

/**
 * Brings the stored articles in line with the files: new and changed ones are rendered and saved, vanished ones go.
 * What stood in public before is kept as a version.
 * @param checked the files, where they were read already
 * @throws ContentError where a file has a mistake; then nothing changes
 */
export async function syncArticles(
  ctx: Context,
  contentDir: string,
  checked?: readonly ArticleFile[],
): Promise<{ saved: number; removed: number }> {
  const all = checked ?? (await checkArticles(ctx.site, ctx.reference, contentDir))
  const files = new Map(all.filter(({ withdrawn }) => withdrawn === null).map((file) => [file.slug, file]))
  const reasons = new Map(all.map(({ slug, withdrawn }) => [slug, withdrawn]))
  const now = ctx.now().toISOString()
  const stored = await listStored(ctx.db.read)
  const changed = [...files.values()].filter(({ slug, hash }) => stored.get(slug)?.content_hash !== hash)
  const vanished = [...stored.keys()].filter((slug) => !files.has(slug))
  const kept = await findUnrecorded(ctx, stored, reasons, now)
  const touched = [...new Set([...changed.map(({ slug }) => slug), ...vanished, ...kept])].sort()
  if (touched.length === 0) return { saved: 0, removed: 0 }
  await ctx.db.transaction(async (tx) => {
    const chain = await openArticleChain(tx)
    const before = new Map<string, ArticleTable | null>()
    for (const slug of touched) before.set(slug, await findStored(tx, slug))
    for (const file of changed) await saveArticle(tx, file.toRow())
    for (const slug of vanished) await removeArticle(tx, slug)
    for (const slug of touched) {
      const row = await findStored(tx, slug)
      await recordArticle(
        tx,
        chain,
        {
          slug,
          before: standing(before.get(slug) ?? null, now),
          after: standing(row, now),
          corrections: row === null ? [] : (JSON.parse(row.corrections) as Correction[]),
          withheld: files.get(slug)?.withheld ?? [],
          reason: reasons.get(slug) ?? null,
        },
        now,
      )
    }
    // Every page that shows an article stands by this one.
    await bumpRevisions(tx, ['news'])
    await indexTexts(ctx, tx, 'article')
  })
  return { saved: changed.length, removed: vanished.length }
}

/** Articles whose time came since the last start, and withdrawn ones whose reason was given or changed since. */
async function findUnrecorded(
  ctx: Context,
  stored: Awaited<ReturnType<typeof listStored>>,
  reasons: ReadonlyMap<string, string | null>,
  now: string,
): Promise<string[]> {
  const states = await listStates(ctx.db.read)
  const due = [...stored]
    .filter(
      ([slug, row]) => row.published_at <= now && (states.get(slug)?.kind ?? 'withdrawn') === 'withdrawn',
    )
    .map(([slug]) => slug)
  const explained = [...states]
    .filter(
      ([slug, { kind, note }]) =>
        kind === 'withdrawn' && reasons.get(slug) != null && reasons.get(slug) !== note,
    )
    .map(([slug]) => slug)
  return [...due, ...explained]
}

function standing(row: ArticleTable | null, now: string): StandingText | null {
  if (row === null || row.published_at > now) return null
  return { content: toArticle(row, now), publishedAt: row.published_at }
}

function vocabularyOf(site: Site, reference: Reference): Vocabulary {
  return {
    categories: Object.keys(site.settings.categories),
    units: [...reference.units.keys()],
    publisher: site.settings.publisher,
  }
}
