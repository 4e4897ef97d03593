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

/**
 * Calls back when another tab has sent a draft or deleted it, with what it was: a form that still holds it would keep
 * it again. @returns what ends that
 */
export function onDraftGone(target: string, act: (draft: KeptDraft) => void): () => void {
  const listen = ({ key, oldValue, newValue }: StorageEvent): void => {
    const gone = key === draftKey(target) && newValue === null ? readDraft(oldValue, Date.now()) : null
    if (gone !== null) act(gone)
  }
  addEventListener('storage', listen)
  return () => {
    removeEventListener('storage', listen)
  }
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
