import { splitLanguage } from '../languages/rules.ts'
import { periodFromSlug } from '../periods/rules.ts'

/** What an address, or a figure's id by itself, points at. */
export type QuotedPlace =
  | { kind: 'figure'; id: string; revision: number | null; asof: string | null }
  | { kind: 'table'; table: QuotedTable; path: string; asof: string | null }
  /** A page of this site that stands for no figure. */
  | { kind: 'page'; path: string }
  /** Another site, whatever its path looks like. */
  | { kind: 'foreign'; host: string }

export type QuotedTable =
  { kind: 'indicator'; indicator: string } | { kind: 'unit'; unit: string } | QuotedFunding

interface QuotedFunding {
  kind: 'funding'
  programme: string
  period: string
}

export type QuotedAddress = QuotedPlace & { start: number; end: number }

/** Which hosts are this site. */
export interface OwnHosts {
  /** Of the site's address, without the port. */
  hostname: string
  /** On a demonstration every name of this machine is the site. */
  loopback: boolean
}

/** Addresses of a text that are looked at. */
const MAX_ADDRESSES = 12
const TOKEN = /[^\s"'“”‘’«»<>()[\]{}|`]+/gu
const AT_END = '.,;:!?…'
const ID = /^([a-z0-9-]+(?:_[a-z0-9-]+?)+?)(?:-v(\d{1,6}))?$/iu
/** `ty-le-ho-ngheo_son-la_2024=11,11`: the number stands right behind the id. */
const ID_BEFORE_NUMBER = /^[a-z0-9-]+(?:_[a-z0-9-]+)+(?=[=:;,]\d)/iu
const WITH_HOST = /^(?:https?:)?\/\//iu
const BARE_HOST = /^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d{1,5})?\//iu
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3})$/u

const FIGURE = /^(?:\/nhung)?\/so-lieu\/([a-z0-9_-]+)(?:\/v(\d{1,6}))?(?:\.[a-z.]+)?$/u
const API_FIGURE = /^\/api\/v1\/(?:figures|funding)\/([a-z0-9_-]+)$/u
const INDICATOR = /^(?:\/nhung)?\/ket-qua\/([a-z0-9-]+)(?:\.[a-z]+)?$/u
const FUNDING = /^(?:\/nhung)?\/kinh-phi\/([a-z0-9-]+)\/([a-z0-9-]+)(?:\.[a-z]+)?$/u
const UNIT = /^\/dia-phuong\/([a-z0-9-]+)(?:\.[a-z]+)?$/u

/** Addresses and ids in a text, in the order in which they stand. */
export function readQuotedAddresses(composed: string, own: OwnHosts): QuotedAddress[] {
  const found: QuotedAddress[] = []
  for (const { 0: raw, index: start } of composed.matchAll(TOKEN)) {
    const token = ID_BEFORE_NUMBER.exec(raw)?.[0] ?? withoutEnd(raw)
    const place = readToken(token, own)
    if (place !== null) found.push({ ...place, start, end: start + token.length })
    if (found.length === MAX_ADDRESSES) break
  }
  return found
}

function readToken(token: string, own: OwnHosts): QuotedPlace | null {
  const [, id, revision] = ID.exec(token) ?? []
  if (id !== undefined) {
    // The key of a citation ends with its revision.
    return {
      kind: 'figure',
      id: id.toLowerCase(),
      revision: revision === undefined ? null : Number(revision),
      asof: null,
    }
  }
  if (WITH_HOST.test(token)) {
    return readUrl(URL.parse(token.startsWith('//') ? `https:${token}` : token), own)
  }
  if (BARE_HOST.test(token)) return readUrl(URL.parse(`https://${token}`), own)
  return /^\/[a-z]/iu.test(token) ? readPath(URL.parse(token, 'https://site.invalid')) : null
}

function readUrl(url: URL | null, own: OwnHosts): QuotedPlace | null {
  if (url === null) return null
  const name = (host: string): string => host.replace(/^www\./u, '')
  const isOwn = name(url.hostname) === name(own.hostname) || (own.loopback && LOOPBACK.test(url.hostname))
  return isOwn ? readPath(url) : { kind: 'foreign', host: url.hostname }
}

function readPath(url: URL | null): QuotedPlace | null {
  if (url === null) return null
  // Whatever language it was read in, it is the same figure.
  const own = splitLanguage(url.pathname).path
  const path = own.toLowerCase().replace(/\/+$/u, '')
  const asof = url.searchParams.get('asof') || null
  const figure = FIGURE.exec(path) ?? API_FIGURE.exec(path)
  if (figure?.[1] !== undefined) {
    const revision = figure[2] ?? /^\d{1,6}$/u.exec(url.searchParams.get('v') ?? '')?.[0]
    return { kind: 'figure', id: figure[1], revision: revision === undefined ? null : Number(revision), asof }
  }
  const table = readTable(path)
  return table === null ? { kind: 'page', path: own } : { kind: 'table', table, path: own, asof }
}

function readTable(path: string): QuotedTable | null {
  const indicator = INDICATOR.exec(path)?.[1]
  if (indicator !== undefined) return { kind: 'indicator', indicator }
  const unit = UNIT.exec(path)?.[1]
  if (unit !== undefined) return { kind: 'unit', unit }
  const [, programme, slug] = FUNDING.exec(path) ?? []
  if (programme === undefined || slug === undefined) return null
  const period = periodFromSlug(slug)
  return period === null ? null : { kind: 'funding', programme, period: period.code }
}

function withoutEnd(token: string): string {
  let end = token.length
  while (end > 0 && AT_END.includes(token.charAt(end - 1))) end -= 1
  return token.slice(0, end)
}
