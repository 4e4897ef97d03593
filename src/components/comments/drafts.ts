import {
  draftKey,
  isDraftKey,
  printDraft,
  readDraft,
  type KeptDraft,
} from '../../domain/comments/draft-rules.ts'

/** @returns whether it is kept; a browser may keep nothing, as some do in private windows */
export function keepDraft(target: string, draft: KeptDraft): boolean {
  const printed = printDraft(draft)
  return attempt(() => {
    if (printed === null) localStorage.removeItem(draftKey(target))
    else localStorage.setItem(draftKey(target), printed)
    return printed !== null
  }, false)
}

/** What was typed about a target, and forgets what is past its days, of all targets. */
export function findDraft(target: string): KeptDraft | null {
  return attempt(() => {
    const now = Date.now()
    for (const key of draftKeys()) {
      if (readDraft(localStorage.getItem(key), now) === null) localStorage.removeItem(key)
    }
    return readDraft(localStorage.getItem(draftKey(target)), now)
  }, null)
}

/** How many drafts the browser holds, of all targets. */
export function countDrafts(): number {
  return attempt(() => draftKeys().length, 0)
}

export function dropDrafts(): void {
  attempt(() => {
    for (const key of draftKeys()) localStorage.removeItem(key)
  }, undefined)
}

export function dropDraft(target: string): void {
  attempt(() => {
    localStorage.removeItem(draftKey(target))
  }, undefined)
}

/** Listed before any is removed: that moves the others. */
function draftKeys(): string[] {
  const keys = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? '')
  return keys.filter(isDraftKey)
}

function attempt<T>(work: () => T, otherwise: T): T {
  try {
    return work()
  } catch {
    return otherwise
  }
}
