import { setImmediate as letOthersIn } from 'node:timers/promises'
import { overlapping } from '../../../db/bulk/overlapping.ts'
import type { Reader, Writer } from '../../../db/connect.ts'
import type { TranslationTable } from '../../../db/schema/translation.ts'
import type { Context } from '../context.ts'
import { LANGUAGES, type Language } from '../languages/rules.ts'
import { vietnamDay } from '../periods/rules.ts'
import type { Reference } from '../reference/rules.ts'
import { bumpRevisions } from '../revisions/store.ts'
import {
  articleSource,
  indicatorSource,
  pageSource,
  sitePageSource,
  unitSource,
  type EntrySource,
  type NewEntry,
} from './entries.ts'
import { commentEntries, type PublishedComment } from './comment-entries.ts'
import type { SearchKind } from './found-rules.ts'
import { completeSeries, listSeries, type Series, type SeriesMember } from './series-rows.ts'
import { seriesEntry, seriesGeneration, type SeriesKey } from './series.ts'
import {
  countEntries,
  entryName,
  hasOther,
  listEntryHashes,
  removeEntries,
  removeKind,
  replaceEntries,
} from './store.ts'

/** Bumped when a text of the office changes: from these the vocabulary is made. */
export const VOCABULARY_TAG = 'search'
/** Series that are taken in with one statement. */
const BATCH = 500

type OfficeKind = Exclude<SearchKind, 'figure' | 'comment'>
const OFFICE_KINDS: readonly OfficeKind[] = ['article', 'page', 'unit', 'indicator']

/**
 * Brings the index in line with what there is. Needed at the start: after that everything that changes what readers
 * find changes the index in its own transaction. Comments, of which there may be a million, follow in the background:
 * {@link file://./comment-walk.ts}.
 */
export async function refreshIndex(ctx: Context): Promise<void> {
  for (const kind of OFFICE_KINDS) {
    const difference = differenceOf(
      await sourcesOf(ctx, ctx.db.read, kind),
      await listEntryHashes(ctx.db.read, kind),
    )
    if (isEmpty(difference)) continue
    await ctx.db.transaction((tx) => apply(tx, kind, difference))
  }
  await refreshSeries(ctx)
}

/** Takes in what changed of articles or pages, in the transaction that changed it. */
export async function indexTexts(ctx: Context, tx: Writer, kind: 'article' | 'page'): Promise<void> {
  const difference = differenceOf(await sourcesOf(ctx, tx, kind), await listEntryHashes(tx, kind))
  if (!isEmpty(difference)) await apply(tx, kind, difference)
}

/**
 * Takes in the series of figures that a release changed.
 * @param before place in the chain of the last revision before it
 */
export async function indexFigures(
  ctx: Context,
  tx: Writer,
  figures: readonly (SeriesKey & SeriesMember)[],
  before: number,
): Promise<void> {
  await writeSeries(ctx, tx, await completeSeries(tx, figures, before))
}

/**
 * Makes a published comment findable, in the transaction that publishes it or changes its answer. What takes it away is
 * a trigger of the database.
 */
export async function indexComment(tx: Writer, comment: PublishedComment): Promise<void> {
  await replaceEntries(tx, 'comment', await commentEntries(tx, [comment]))
}

async function sourcesOf(ctx: Context, db: Reader, kind: OfficeKind): Promise<EntrySource[]> {
  const inEach = (make: (lang: Language, reference: Reference) => EntrySource[]): EntrySource[] =>
    LANGUAGES.flatMap((lang) => make(lang, ctx.editions[lang].reference))
  switch (kind) {
    case 'article': {
      const texts = await listTranslations(db, 'news')
      const articles = await db.selectFrom('article').selectAll().execute()
      return articles.flatMap((article) => {
        const others = texts.get(`news/${article.slug}`) ?? []
        return [
          articleSource(article, null, listedIn(article.language, others)),
          ...others.map((text) => articleSource(article, text, listedIn(text.language, []))),
        ]
      })
    }
    case 'page': {
      const texts = await listTranslations(db, 'pages')
      const pages = await db.selectFrom('page').selectAll().execute()
      const ownPages = ctx.searchWords.pages.flatMap((page) =>
        LANGUAGES.map((lang) => sitePageSource(page, lang)),
      )
      return pages.reduce<EntrySource[]>((sources, page) => {
        const others = texts.get(`pages/${page.slug}`) ?? []
        return [
          ...sources,
          pageSource(page, null, listedIn('vi', others)),
          ...others.map((text) => pageSource(page, text, listedIn(text.language, []))),
        ]
      }, ownPages)
    }
    case 'unit': {
      const today = vietnamDay(ctx.now())
      return inEach((lang, reference) =>
        [...reference.units.values()].map((unit) => unitSource(unit, reference, lang, today)),
      )
    }
    case 'indicator':
      return inEach((lang, reference) =>
        [...reference.indicators.values()].map((one) => indicatorSource(one, reference, lang)),
      )
  }
}

async function listTranslations(
  db: Reader,
  folder: 'news' | 'pages',
): Promise<Map<string, TranslationTable[]>> {
  const rows = await db.selectFrom('translation').selectAll().where('target', 'like', `${folder}/%`).execute()
  return Map.groupBy(rows, ({ target }) => target)
}

/** A text is offered on the pages of its own language, and where there is none of the other. */
function listedIn(language: string, others: readonly TranslationTable[]): readonly Language[] {
  const own = LANGUAGES.filter((lang) => lang === language)
  const taken = new Set(others.map((other) => other.language))
  return language === 'en' ? own : LANGUAGES.filter((lang) => lang === language || !taken.has(lang))
}

interface Difference {
  changed: EntrySource[]
  vanished: { ref: string; language: string }[]
}

function differenceOf(sources: readonly EntrySource[], stored: ReadonlyMap<string, string>): Difference {
  const wanted = new Set(sources.map(entryName))
  return {
    changed: sources.filter((source) => stored.get(entryName(source)) !== source.hash),
    vanished: [...stored.keys()]
      .filter((name) => !wanted.has(name))
      .map((name) => ({
        language: name.slice(0, name.indexOf(' ')),
        ref: name.slice(name.indexOf(' ') + 1),
      })),
  }
}

function isEmpty({ changed, vanished }: Difference): boolean {
  return changed.length + vanished.length === 0
}

async function apply(tx: Writer, kind: OfficeKind, { changed, vanished }: Difference): Promise<void> {
  await bumpRevisions(tx, [VOCABULARY_TAG])
  await removeEntries(tx, kind, vanished)
  await replaceEntries(
    tx,
    kind,
    changed.map(({ make }) => make()),
  )
}

/** Figures are taken in again, all of them, where a name of theirs or the rules changed. */
async function refreshSeries(ctx: Context): Promise<void> {
  const { read } = ctx.db
  const generations = LANGUAGES.map((lang) => seriesGeneration(ctx.editions[lang].reference, lang))
  const isCurrent =
    !(await hasOther(read, 'figure', generations)) &&
    ((await countEntries(read, 'figure')) > 0 || !(await hasFigures(read)))
  if (isCurrent) return
  await ctx.db.transaction(async (tx) => {
    await removeKind(tx, 'figure')
    await writeSeries(ctx, tx, await listSeries(tx, null))
  })
}

async function hasFigures(db: Reader): Promise<boolean> {
  return (await db.selectFrom('figure').select('id').limit(1).executeTakeFirst()) !== undefined
}

async function writeSeries(ctx: Context, tx: Writer, series: readonly Series[]): Promise<void> {
  for (const lang of LANGUAGES) {
    await overlapping(entriesOf(ctx, series, lang), async (entries) => {
      // SQLite works within this process: between the statements of a big release readers get their turn.
      await letOthersIn()
      await replaceEntries(tx, 'figure', entries)
    })
  }
}

function* entriesOf(ctx: Context, series: readonly Series[], lang: Language): Generator<NewEntry[]> {
  const { reference } = ctx.editions[lang]
  const generation = seriesGeneration(reference, lang)
  for (let at = 0; at < series.length; at += BATCH) {
    yield series.slice(at, at + BATCH).map((one) => seriesEntry(one, reference, lang, generation))
  }
}
