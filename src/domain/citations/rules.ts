/** What a citation of one frozen revision is made of. Texts are printed as they are. */
export interface Citation {
  /** Id of the figure. */
  figureId: string
  revision: number
  /** What the figure is: `Tỷ lệ hộ nghèo, tỉnh Sơn La, năm 2022`. */
  title: string
  /** What the revision says, with its qualifier: `17,83 %`. */
  value: string
  /** Body that publishes the site. */
  author: string
  siteName: string
  /** Calendar day in Vietnam on which the revision was published. */
  day: string
  /** Permanent address of the revision. */
  url: string
  /** SHA-256 of the revision. */
  hash: string
  /** Which source the figure follows, and that it is a sample where it is one. */
  remarks: readonly string[]
  /** How a revision is called: `bản 2`. */
  edition: string
  language: string
}

/** Key of a citation in a bibliography. */
export function citationKey({ figureId, revision }: Pick<Citation, 'figureId' | 'revision'>): string {
  return `${figureId}-v${revision}`
}

/** An entry of a BibTeX file. `url` is a field that BibTeX styles print as it is; everything else is escaped. */
export function toBibtex(citation: Citation): string {
  const [year = '', month = '', day = ''] = citation.day.split('-')
  const fields: readonly (readonly [string, string])[] = [
    ['author', `{${escapeTex(citation.author)}}`],
    ['title', `{${escapeTex(titleWithValue(citation))}}`],
    ['howpublished', escapeTex(citation.siteName)],
    ['edition', escapeTex(citation.edition)],
    ['version', String(citation.revision)],
    ['year', year],
    ['month', String(Number(month))],
    ['day', String(Number(day))],
    ['url', citation.url],
    ['note', escapeTex(notes(citation).join('. '))],
    ['language', citation.language],
  ]
  const lines = fields.map(([name, value]) => `  ${name} = {${value}}`)
  return `@misc{${citationKey(citation)},\n${lines.join(',\n')}\n}\n`
}

/** A record in the RIS format: lines end in CR LF, a tag has two letters, two spaces and a hyphen behind it. */
export function toRis(citation: Citation): string {
  const [year = ''] = citation.day.split('-')
  const lines: readonly (readonly [string, string])[] = [
    ['TY', 'DATA'],
    ['ID', citationKey(citation)],
    ['AU', citation.author],
    ['TI', titleWithValue(citation)],
    ['T2', citation.siteName],
    ['PB', citation.author],
    ['PY', year],
    ['DA', `${citation.day.replaceAll('-', '/')}/`],
    ['ET', citation.edition],
    ['UR', citation.url],
    ['LA', citation.language],
    ...notes(citation).map((note) => ['N1', note] as const),
    ['ER', ''],
  ]
  return lines.map(([tag, value]) => `${tag}  - ${oneLine(value)}\r\n`).join('')
}

/** One item of CSL-JSON, as reference managers read it. */
export function toCslJson(citation: Citation): string {
  const item = {
    id: citationKey(citation),
    type: 'dataset',
    title: titleWithValue(citation),
    author: [{ literal: citation.author }],
    publisher: citation.author,
    'container-title': citation.siteName,
    version: String(citation.revision),
    edition: citation.edition,
    issued: { 'date-parts': [citation.day.split('-').map(Number)] },
    URL: citation.url,
    note: notes(citation).join('. '),
    language: citation.language,
  }
  return `${JSON.stringify([item], (_, value: unknown) => (typeof value === 'string' ? unbroken(value) : value), 2)}\n`
}

function titleWithValue({ title, value }: Citation): string {
  return `${title}: ${value}`
}

function notes({ hash, remarks }: Citation): string[] {
  return [...remarks, `SHA-256: ${hash}`]
}

const TEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
}

function escapeTex(text: string): string {
  return oneLine(text).replace(/[\\{}~^&%$#_]/gu, (character) => TEX[character] ?? `\\${character}`)
}

/** A line break would end a field of RIS; no-break spaces look like errors in old reference managers. */
function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}

/** Text on one line; spaces at which no line may break stay. */
export function unbroken(text: string): string {
  return text.replace(/[^\S\u00a0]+/gu, ' ').trim()
}

/** Where one figure, as a revision of it says, is shown in the frame of another site. */
export const embedAddress = (id: string, revision: number): `/nhung/so-lieu/${string}` =>
  `/nhung/so-lieu/${id}?v=${revision}`

/** Where a table is shown in the frame of another site: `/nhung` before the address of its page. */
export const embedTableAddress = (path: string): `/nhung/${string}` => `/nhung/${path.replace(/^\//u, '')}`

/** Revisions on one page of a figure's history. */
export const REVISIONS_PER_PAGE = 50

/** Part of a figure's revisions, newest first. */
export interface RevisionPage<T> {
  shown: T[]
  /** From 1. */
  page: number
  pages: number
}

/** @returns null for a page that is not there */
export function pageOfRevisions<T>(oldestFirst: readonly T[], asked: string | null): RevisionPage<T> | null {
  const pages = Math.max(1, Math.ceil(oldestFirst.length / REVISIONS_PER_PAGE))
  const page = /^[1-9]\d{0,5}$/u.test(asked ?? '1') ? Number(asked ?? '1') : Number.NaN
  if (!(page >= 1 && page <= pages)) return null
  const newestFirst = oldestFirst.toReversed()
  return { shown: newestFirst.slice((page - 1) * REVISIONS_PER_PAGE, page * REVISIONS_PER_PAGE), page, pages }
}

/** Number of a revision as an address spells it; 0, which no revision has, where it is spelt otherwise. */
export function readRevision(text: string): number {
  return /^[1-9]\d{0,5}$/u.test(text) ? Number(text) : 0
}

/** By {@link releaseKey}. */
export type ReleaseTitles = ReadonlyMap<string, string>

export function releaseKey({ dataset, version }: { dataset: string; version: number }): string {
  return `${dataset}/${version}`
}
