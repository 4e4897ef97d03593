import { deflateRawSync } from 'node:zlib'
import type { Context } from '../domain/context.ts'
import {
  chooseOrigin,
  figureColumns,
  figureTable,
  selectFigures,
  type DownloadTable,
  type FigureSelection,
} from '../domain/downloads/rules.ts'
import { toCsv } from '../domain/downloads/service.ts'
import {
  chooseMeasured,
  estimateSizes,
  type FileSizes,
  type ListSizes,
  type PageFileSizes,
} from '../domain/downloads/size-rules.ts'
import type { Figure, FigureKind } from '../domain/figures/rules.ts'
import type { Language } from '../domain/languages/rules.ts'
import { downloadWords } from '../i18n/downloads.ts'
import { toItem } from './api/figure-items.ts'

/** Title, citation, the hash before, and the record that the hash is of. */
const FROZEN_FRAME = 1_300

/**
 * How large the files of a page are, about: some rows are written as `sendFigures` writes them, so that the page of a
 * large table takes no longer than that of a small one.
 * @param figures samples and real ones, of which the page's own files hold what its address asks for
 */
export function aboutSizes(
  ctx: Context,
  lang: Language,
  kinds: readonly FigureKind[],
  all: readonly Figure[],
  asked: FigureSelection = {},
): PageFileSizes {
  const figures = selectFigures(all, asked, ctx.reference.units)
  const { figures: files, samplesLeftOut } = chooseOrigin(figures, undefined)
  const of = (chosen: readonly Figure[]): FileSizes => measure(ctx, lang, kinds, chosen)
  return {
    files: of(files),
    samples: samplesLeftOut === 0 ? null : of(chooseOrigin(figures, true).figures),
  }
}

/** Of the files of one figure: its JSON says it once, and again with each of its revisions. */
export function figureSizes(
  ctx: Context,
  lang: Language,
  { figure, revisions }: { figure: Figure; revisions: readonly Figure[] },
): Pick<FileSizes, 'json' | 'csv'> {
  const kinds = [figure.kind]
  const { csv } = measure(ctx, lang, kinds, revisions)
  return { csv, json: measure(ctx, lang, kinds, [figure, ...revisions]).json }
}

/** Of the JSON of one revision. */
export function frozenSize(ctx: Context, figure: Figure): number {
  return FROZEN_FRAME + Buffer.byteLength(JSON.stringify(toItem(ctx, figure)))
}

function measure(
  ctx: Context,
  lang: Language,
  kinds: readonly FigureKind[],
  figures: readonly Figure[],
): FileSizes {
  const { reference } = ctx
  const { origin } = ctx.config.siteUrl
  const words = downloadWords({ reference, site: ctx.site.settings, origin }, lang)
  const some = chooseMeasured(figures)
  const { columns, rows } = figureTable(some, kinds, { reference, origin, words })
  const lines = (from: number, to: number): string =>
    toCsv({ columns: [], rows: rows.slice(from, to) }, { bom: false })
  const half = Math.ceil(rows.length / 2)
  const [first, second] = [lines(0, half), lines(half, rows.length)]
  return estimateSizes(figures.length, {
    rows: rows.length,
    head: Buffer.byteLength(toCsv({ columns: figureColumns(kinds), rows: [] }, { bom: false })),
    csv: Buffer.byteLength(first + second),
    json: Buffer.byteLength(JSON.stringify(some.map((figure) => toItem(ctx, figure)))),
    packed: deflateRawSync(columns.join() + first + second).length,
    packedHalf: deflateRawSync(columns.join() + first).length,
  })
}

/** What a list shows of itself, from which the size of its files is told. */
interface Shown<T> {
  items: readonly T[]
  /** Whether this is all that there is. */
  whole: boolean
  /** The most that one file holds. */
  most: number
}

/** Of the files of a list: about where all of it is shown, otherwise the most that they may be. */
export function listSizes<T>(
  { items, whole, most }: Shown<T>,
  table: (items: readonly T[]) => DownloadTable,
  json: (items: readonly T[]) => unknown,
): ListSizes {
  const scale = whole ? 1 : most / Math.max(1, items.length)
  const size = (text: string, frame: string): number => {
    const around = Buffer.byteLength(frame)
    return around + (Buffer.byteLength(text) - around) * scale
  }
  const csv = (some: readonly T[]): string => toCsv(table(some), { bom: false })
  return {
    csv: size(csv(items), csv([])),
    json: size(JSON.stringify(json(items)), JSON.stringify(json([]))),
    as: whole ? 'about' : 'most',
  }
}
