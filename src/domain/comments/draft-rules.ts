/** What somebody typed and has not sent, as their own browser keeps it. */
export interface KeptDraft {
  body: string
  displayName: string
  /** Milliseconds since 1970 of the last key. */
  at: number
}

/** Days that a browser keeps what was typed. */
export const DRAFT_DAYS = 30
const DAY_MS = 24 * 3600 * 1000
/** Longer is no comment: it is not kept, so that the storage of the whole site does not fill up. */
const MAX_UNITS = 20_000
const PREFIX = 'ban-nhap:'

/** Where the draft of a target stands. */
export const draftKey = (target: string): string => PREFIX + target
export const isDraftKey = (key: string): boolean => key.startsWith(PREFIX)

/** As it is written down; null where there is nothing worth keeping, or too much. */
export function printDraft({ body, displayName, at }: KeptDraft): string | null {
  const units = body.length + displayName.length
  return body.trim() === '' || units > MAX_UNITS ? null : JSON.stringify({ body, displayName, at })
}

/** Null for what is no draft, and for one past its days. A clock that was set back makes none older. */
export function readDraft(printed: string | null, now: number): KeptDraft | null {
  if (printed === null) return null
  try {
    const { body, displayName, at } = JSON.parse(printed) as Partial<KeptDraft>
    if (typeof body !== 'string' || typeof displayName !== 'string' || typeof at !== 'number') return null
    return body === '' || now - at > DRAFT_DAYS * DAY_MS ? null : { body, displayName, at }
  } catch {
    return null
  }
}
