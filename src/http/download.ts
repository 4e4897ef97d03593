import type { APIContext, APIRoute } from 'astro'
import { readPictureWidth, type ChartDescription } from '../domain/charts/rules.ts'
import { pictureOf } from '../domain/charts/service.ts'
import type { Context } from '../domain/context.ts'
import {
  chooseOrigin,
  figureTable,
  isFormat,
  type About,
  type DownloadFormat,
  type DownloadTable,
} from '../domain/downloads/rules.ts'
import { licencesOf, toCsv, toWorkbook, type Licence } from '../domain/downloads/service.ts'
import { DomainError } from '../domain/errors.ts'
import type { Figure, FigureKind } from '../domain/figures/rules.ts'
import { addressIn, type Language } from '../domain/languages/rules.ts'
import { vietnamDay } from '../domain/periods/rules.ts'
import { inTurn, PICTURES } from '../domain/turns/service.ts'
import { downloadWords } from '../i18n/downloads.ts'
import { fill } from '../i18n/fill.ts'
import { formatDate } from '../i18n/format.ts'
import { stringsFor } from '../i18n/strings.ts'
import { toItem } from './api/figure-items.ts'
import { publicRoute } from './api/public-route.ts'

const TYPES: Readonly<Record<DownloadFormat | 'png' | 'avif', string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  png: 'image/png',
  avif: 'image/avif',
}

/** What is taken away, and the page that it is the twin of. */
export interface Download {
  title: string
  /** Last part of the page's address. */
  name: string
  /** Path of the page, and the keys of its address that choose what is in it, without the day. */
  page: { path: string; query?: Readonly<Record<string, string>> }
  /** The day that was asked for. */
  asof?: string | undefined
  /** True for samples only, false for none; left out: samples only where there is nothing real. */
  sample?: boolean | undefined
}

/** A route `….[format].ts`: the twins of a page, and the picture of its chart where it has one. Others are 404. */
export function downloadRoute(
  table: (context: APIContext, format: DownloadFormat) => Promise<Response>,
  picture?: (context: APIContext) => Promise<Response>,
): APIRoute {
  return publicRoute((context) => {
    const { format } = context.params
    if ((format === 'png' || format === 'avif') && picture !== undefined) return picture(context)
    if (!isFormat(format)) throw new DomainError('not-found', `no format ${format ?? ''}`)
    return table(context, format)
  })
}

/** The picture of a chart, as PNG or as the smaller one of pages. @throws DomainError not-found where there is nothing to draw */
export async function sendPicture(
  { locals: { clientAddress, context: ctx }, params, url }: APIContext,
  chart: ChartDescription | null,
  { name, asof }: Pick<Download, 'name' | 'asof'>,
): Promise<Response> {
  if (chart === null) throw new DomainError('not-found', 'nothing to draw')
  const day = asof ?? vietnamDay(ctx.now())
  const format = params['format'] === 'avif' ? 'avif' : 'png'
  const as = { format, width: readPictureWidth(url.searchParams) } as const
  const picture = await inTurn(ctx, clientAddress, PICTURES, () => pictureOf(ctx, chart, as))
  return sendFile(picture, format, `${name}_${day}`)
}

/** Figures as a file of one origin: real ones or samples. Each row says which. */
export async function sendFigures(
  { locals: { context: ctx, lang }, url }: APIContext,
  format: DownloadFormat,
  download: Download,
  kinds: readonly FigureKind[],
  all: readonly Figure[],
): Promise<Response> {
  const { figures, samplesLeftOut } = chooseOrigin(all, download.sample)
  const licences = await licencesOf(ctx, figures)
  const { origin } = ctx.config.siteUrl
  const words = downloadWords({ reference: ctx.reference, site: ctx.site.settings, origin }, lang)
  const table = () => figureTable(figures, kinds, { reference: ctx.reference, origin, words })
  const items = () => figures.map((figure) => toItem(ctx, figure))
  const sample = figures.some((figure) => figure.sample)
  return send(
    { ctx, lang, url },
    format,
    { ...download, ...(sample && { name: `minh-hoa_${download.name}` }) },
    {
      table,
      items,
      licences,
      sources: sourcesOf(figures, lang),
      sample,
      samplesLeftOut,
    },
  )
}

/** Any other table as a file. */
export async function sendTable(
  { locals: { context: ctx, lang }, url }: APIContext,
  format: DownloadFormat,
  download: Download,
  table: DownloadTable,
  items: readonly object[],
): Promise<Response> {
  return send({ ctx, lang, url }, format, download, {
    table: () => table,
    items: () => items,
    licences: [],
    sources: [],
    sample: false,
    samplesLeftOut: null,
  })
}

interface Content {
  table: () => DownloadTable
  items: () => readonly object[]
  licences: readonly Licence[]
  sources: readonly string[]
  /** All of it. */
  sample: boolean
  /** Null where it is no table of figures. */
  samplesLeftOut: number | null
}

interface Asked {
  ctx: Context
  lang: Language
  url: URL
}

async function send(
  { ctx, lang, url }: Asked,
  format: DownloadFormat,
  download: Download,
  content: Content,
): Promise<Response> {
  const day = download.asof ?? vietnamDay(ctx.now())
  const statement = state(ctx, download, day, lang)
  const name = `${download.name}_${day}`
  if (format === 'csv') {
    return sendFile(toCsv(content.table(), { bom: url.searchParams.get('bom') === '1' }), format, name)
  }
  if (format === 'xlsx') {
    return sendFile(await toWorkbook(content.table(), aboutOf(statement, content, day, lang)), format, name)
  }
  const { licences: licence, samplesLeftOut } = content
  const left = samplesLeftOut === null ? {} : { samplesLeftOut }
  return sendFile(
    JSON.stringify({ ...statement, asof: day, licence, ...left, items: content.items() }),
    format,
    name,
  )
}

interface Statement {
  title: string
  address: string
  citation: string
}

/** What a file says of itself; its address keeps showing what it holds. */
function state(ctx: Context, { title, page }: Download, day: string, lang: Language): Statement {
  const address = new URL(addressIn(page.path, lang), ctx.config.siteUrl)
  address.search = new URLSearchParams({ ...page.query, asof: day }).toString()
  const { name: site, publisher: author } = ctx.site.settings
  const values = { author, site, title, day: formatDate(day, lang), address: address.href }
  return { title, address: address.href, citation: fill(stringsFor(lang).downloads.citation, values) }
}

function aboutOf(
  { title, address, citation }: Statement,
  content: Content,
  day: string,
  lang: Language,
): About {
  const { about: t, sheets, sampleNote, samplesLeftOutNote } = stringsFor(lang).downloads
  return {
    sheets,
    lines: [
      [t.title, title],
      [t.address, address],
      [t.asof, formatDate(day, lang)],
      [t.citation, citation],
      ...content.licences.map(
        ({ title: words, name, path }) => [t.licence, print([words ?? name, path])] as const,
      ),
      ...(content.sample ? [[t.sample, sampleNote] as const] : []),
      ...((content.samplesLeftOut ?? 0) > 0 ? [[t.sample, samplesLeftOutNote] as const] : []),
      ...content.sources.map((source) => [t.source, source] as const),
    ],
  }
}

/** Each document once, as it is cited. */
function sourcesOf(figures: readonly Figure[], lang: Language): string[] {
  const documents = figures.flatMap(({ current: { document } }) => (document === null ? [] : [document]))
  const printed = documents.map(({ issuer, title, number, date, url }) =>
    print([issuer, title, number, date === null ? null : formatDate(date, lang), url]),
  )
  return [...new Set(printed)]
}

function print(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(', ')
}

/** A file with a name that says what it is; pictures and JSON are shown, tables are kept. */
function sendFile(body: string | Buffer, type: keyof typeof TYPES, name: string): Response {
  const kept = type === 'csv' || type === 'xlsx' ? 'attachment' : 'inline'
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
    headers: {
      'content-type': TYPES[type],
      'content-disposition': `${kept}; filename="${name}.${type}"`,
    },
  })
}
