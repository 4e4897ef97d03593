import { DomainError } from '../errors.ts'
import type { ChangeKind } from '../figures/rules.ts'

/** Which part of the public ledger an address asks for. */
export interface LedgerFilter {
  kind?: ChangeKind | undefined
  dataset?: string | undefined
}

export const LEDGER = '/nhat-ky/'
export const LEDGER_PAGE = 20

const KEYS = { kind: 'loai', dataset: 'bo', after: 'sau' } as const
const KIND_WORDS: Readonly<Record<ChangeKind, string>> = {
  correction: 'dinh-chinh',
  revision: 'cap-nhat',
  first: 'lan-dau',
}

export const LEDGER_KINDS = ['correction', 'revision', 'first'] as const satisfies readonly ChangeKind[]

/** @throws DomainError invalid for a kind that there is not */
export function readLedgerQuery(query: URLSearchParams): { filter: LedgerFilter; after: string | null } {
  const word = query.get(KEYS.kind) || undefined
  const kind = LEDGER_KINDS.find((one) => KIND_WORDS[one] === word)
  if (word !== undefined && kind === undefined) {
    throw new DomainError('invalid', `no kind ${word} of changes`, {
      fields: [{ pointer: `/${KEYS.kind}`, code: 'choice' }],
    })
  }
  return {
    filter: { kind, dataset: query.get(KEYS.dataset) || undefined },
    after: query.get(KEYS.after) || null,
  }
}

/** Keys of a filter as they stand in an address. */
export function ledgerParameters({ kind, dataset }: LedgerFilter): Record<string, string> {
  return {
    ...(kind !== undefined && { [KEYS.kind]: KIND_WORDS[kind] }),
    ...(dataset !== undefined && { [KEYS.dataset]: dataset }),
  }
}

/** Address of a page of the ledger; `ending` for its twins. */
export function ledgerAddress(
  filter: LedgerFilter = {},
  { after = null, ending = null }: { after?: string | null; ending?: 'atom' | 'json' | 'csv' | null } = {},
): string {
  const query = new URLSearchParams(ledgerParameters(filter))
  if (after !== null) query.set(KEYS.after, after)
  const path = ending === null ? LEDGER : `/nhat-ky.${ending}`
  return query.size === 0 ? path : `${path}?${query.toString()}`
}
