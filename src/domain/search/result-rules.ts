import type { Figure } from '../figures/rules.ts'
import type { AdministrativeUnit } from '../units/rules.ts'
import type { SearchKind } from './found-rules.ts'
import type { QueryProblem, QueryTerm, SearchQuery } from './query-rules.ts'

/** One thing that was found, with what a list shows of it. */
export type SearchResult =
  | { kind: 'article'; id: string; title: string; text: string; language: string; publishedAt: string }
  | { kind: 'page'; id: string; title: string; text: string; language: string }
  | { kind: 'unit'; id: string; unit: AdministrativeUnit; within: readonly string[]; former: boolean }
  | { kind: 'indicator'; id: string; title: string; text: string }
  | { kind: 'figure'; id: string; figure: Figure; times: number }
  | {
      kind: 'comment'
      id: string
      text: string
      displayName: string | null
      publishedAt: string
      sample: boolean
      /** What it speaks about. */
      about: string | null
      /** What an office answered; null where no answer stands. */
      answer: { bodyName: string; text: string } | null
    }

/** What was found. */
export interface Found {
  query: SearchQuery
  /** What is marked in the results. */
  terms: readonly QueryTerm[]
  results: readonly SearchResult[]
  page: number
  pages: number
  count: number
  /** There may be more than were counted. */
  atLeast: boolean
  /** Of each kind, whichever is shown. */
  kinds: readonly { kind: SearchKind; count: number; atLeast: boolean }[]
  /** Years in which something of this was found, newest first. */
  years: readonly number[]
  /** What was searched instead of what was typed; null where it was searched as typed. */
  corrected: string | null
  /** Nothing has all the words: these have some. */
  partly: boolean
}

export type SearchOutcome = ({ ok: true } & Found) | { ok: false; query: SearchQuery; problem: QueryProblem }

/** A title that someone may mean who is still typing. */
export interface Suggestion {
  kind: SearchKind
  title: string
  address: string
  /** Of a unit that is no more: the one it lay in, unless that is the province. */
  former: { within: string | null } | null
}

export const SUGGESTIONS = 8

/** Years that an entry is tagged with. */
export function yearsTold(tags: string): number[] {
  return Array.from(tags.matchAll(/\byear(\d{4})\b/gu), ([, year]) => Number(year))
}
