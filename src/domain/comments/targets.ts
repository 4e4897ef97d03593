import type { Context } from '../context.ts'
import { figureAddress, revisionAddress, type Figure } from '../figures/rules.ts'
import { findFigure, findFigures } from '../figures/store.ts'
import { articleAddress, type ArticleSummary } from '../news/rules.ts'
import { findArticle, findSummaries } from '../news/store.ts'
import { translateSummaries } from '../translations/service.ts'
import { unitAddress, type AdministrativeUnit } from '../units/rules.ts'
import type { CommentTarget } from './rules.ts'

/** What a comment speaks about, as it is shown beside the comment. */
export interface TargetView {
  kind: 'article' | 'figure' | 'unit'
  title: string
  summary: string | null
  href: string
  /** Of a figure: the one that was on the page when the comment was written. */
  revision: number | null
}

/** A target that readers may see now. */
export interface FoundTarget {
  target: CommentTarget
  /** Of a figure: the one that is asked for, or the newest. */
  revision: number | null
  open: boolean
  view: TargetView
  /** Page with the whole thread. */
  pageHref: string
}

const NEWS = /^news\/([a-z0-9]+(?:-[a-z0-9]+)*)$/u
const FIGURE = /^figures\/([a-z0-9][a-z0-9._-]*)(?:\/v([1-9]\d{0,8}))?$/u
const UNIT = /^units\/([a-z0-9]+(?:-[a-z0-9]+)*)$/u

/** Of the article that a target is; null where it is something else. */
export function slugOf(target: string): string | null {
  return NEWS.exec(target)?.[1] ?? null
}

/** Whether readers may see and comment on a target now; null where there is no such target. */
export async function findTarget(ctx: Context, text: string): Promise<FoundTarget | null> {
  const [, slug] = NEWS.exec(text) ?? []
  if (slug !== undefined) {
    const article = await findArticle(ctx.db.read, slug, ctx.now().toISOString())
    if (article === null) return null
    const [translated = article] = await translateSummaries(ctx, [article])
    return {
      target: `news/${slug}`,
      revision: null,
      open: article.commentsOpen,
      view: viewOfArticle(translated),
      pageHref: articleAddress(article.slug),
    }
  }
  const [, figureId, revision] = FIGURE.exec(text) ?? []
  if (figureId !== undefined) return findFigureTarget(ctx, figureId, revision)
  const unit = ctx.reference.units.get(UNIT.exec(text)?.[1] ?? '')
  if (unit === undefined) return null
  const pageHref = unitAddress(unit.id)
  return { target: `units/${unit.id}`, revision: null, open: true, view: viewOfUnit(unit), pageHref }
}

/** A sample figure is there in a demonstration only, and so are comments on it. */
async function findFigureTarget(
  ctx: Context,
  id: string,
  asked: string | undefined,
): Promise<FoundTarget | null> {
  const figure = await findFigure(ctx.db.read, id, null)
  if (figure === null || (figure.sample && !ctx.config.demo)) return null
  const revision = asked === undefined ? figure.current.revision : Number(asked)
  if (revision > figure.revisions) return null
  const view = viewOfFigure(ctx, figure, revision)
  return { target: `figures/${id}`, revision, open: true, view, pageHref: figureAddress(id) }
}

/**
 * Titles of many targets, as `printedTarget` spells them; one whose article is gone is missing from the map.
 */
export async function findTargetViews(
  ctx: Context,
  targets: readonly string[],
): Promise<Map<string, TargetView>> {
  const asked = [...new Set(targets)]
  const slugs = asked.map((target) => NEWS.exec(target)?.[1]).filter((slug) => slug !== undefined)
  const ids = asked.map((target) => FIGURE.exec(target)?.[1]).filter((id) => id !== undefined)
  const [articles, figures] = await Promise.all([
    findSummaries(ctx.db.read, slugs),
    findFigures(ctx.db.read, [...new Set(ids)]),
  ])
  const translated = await translateSummaries(ctx, [...articles.values()])
  const articleOf = new Map(translated.map((article) => [article.slug, article]))
  const figureOf = new Map(figures.map((figure) => [figure.id, figure]))
  const views = new Map<string, TargetView>()
  for (const target of asked) {
    const view = viewOf(ctx, target, articleOf, figureOf)
    if (view !== null) views.set(target, view)
  }
  return views
}

function viewOf(
  ctx: Context,
  target: string,
  articles: ReadonlyMap<string, ArticleSummary>,
  figures: ReadonlyMap<string, Figure>,
): TargetView | null {
  const article = articles.get(NEWS.exec(target)?.[1] ?? '')
  if (article !== undefined) return viewOfArticle(article)
  const [, id = '', revision] = FIGURE.exec(target) ?? []
  const figure = figures.get(id)
  if (figure !== undefined) return viewOfFigure(ctx, figure, revision === undefined ? null : Number(revision))
  const unit = ctx.reference.units.get(UNIT.exec(target)?.[1] ?? '')
  return unit === undefined ? null : viewOfUnit(unit)
}

function viewOfArticle({ title, summary, slug }: ArticleSummary): TargetView {
  return { kind: 'article', title, summary, href: articleAddress(slug), revision: null }
}

function viewOfUnit({ id, name }: AdministrativeUnit): TargetView {
  const title = name.charAt(0).toLocaleUpperCase('vi') + name.slice(1)
  return { kind: 'unit', title, summary: null, href: unitAddress(id), revision: null }
}

/** Named with the words of the office's own lists: enough to tell figures apart; the page has the full title. */
function viewOfFigure({ reference }: Context, figure: Figure, revision: number | null): TargetView {
  const unit = reference.units.get(figure.unit)?.name ?? figure.unit
  const about =
    figure.kind === 'result'
      ? [reference.indicators.get(figure.indicator)?.name ?? figure.indicator, figure.breakdown]
      : [
          reference.programmes.get(figure.programme)?.shortName ?? figure.programme,
          figure.project,
          reference.sources.get(figure.source)?.name ?? figure.source,
          reference.capitals.get(figure.capital)?.name ?? figure.capital,
        ]
  const title = [...about, unit, figure.period].filter((part) => part !== '').join(', ')
  const href = revision === null ? figureAddress(figure.id) : revisionAddress(figure.id, revision)
  return { kind: 'figure', title, summary: null, href, revision }
}
