/**
 * Why the system asks for a closer look at a comment, in the order shown. Every comment waits for a person anyway:
 * these refuse nothing. Stored on the comment as a JSON array of these codes.
 */
export const HELD_REASONS = [
  /** Many comments from the sender's network within ten minutes. */
  'busy-network',
  /** Many comments on the same target within ten minutes. */
  'busy-target',
  /** Many comments on the whole site within a minute. */
  'busy-site',
  /** The whole site was in slow mode. */
  'slow-mode',
  /** Confirmed by hand under pressure, where a browser would have done the sum. */
  'confirmed-by-hand',
  /** A field that people do not see was filled in. */
  'hidden-field',
  /** Sent sooner after the first keystroke than people type. */
  'too-fast',
  /** The same text, but for case, accents and spacing, was sent before. */
  'same-text',
  /** Nearly the same text was sent before. */
  'similar-text',
  /** More links than a comment needs. */
  'links',
  /** Words of content/moderation/words.yaml, by category. */
  'advertising',
  'insult',
  'unlawful',
  /** Numbers that look like somebody's own. */
  'phone-number',
  'id-number',
  'bank-account',
] as const

export type HeldReason = (typeof HELD_REASONS)[number]

export function isHeldReason(code: string): code is HeldReason {
  return (HELD_REASONS as readonly string[]).includes(code)
}

/** Reasons without repetition, in the order of {@link HELD_REASONS}. */
export function sortReasons(reasons: readonly HeldReason[]): HeldReason[] {
  return HELD_REASONS.filter((reason) => reasons.includes(reason))
}

/** Address of the page with the switches. */
export const SWITCH_DESK = '/quan-tri/che-do/'

/** Switches for the whole site. */
export const SWITCHES = ['slow-mode', 'comments-paused'] as const
export type SwitchName = (typeof SWITCHES)[number]

export interface SwitchState {
  name: SwitchName
  active: boolean
  /** Named by whoever turns it, so that nobody turns back what another has just turned. */
  revision: number
  /** When it was turned last, ISO-8601 UTC; null where it never was. */
  since: string | null
  /** Name of the member of staff who did. */
  by: string | null
}

/** A sum for the sender's browser, in the form of ALTCHA. */
export interface Challenge {
  parameters: {
    algorithm: string
    nonce: string
    salt: string
    cost: number
    keyLength: number
    keyPrefix: string
    keySignature?: string
    data?: Readonly<Record<string, string | number | boolean | null>>
  }
  signature: string
}

/** Name of the field that people do not see. Nothing a browser would fill in by itself. */
export const HIDDEN_FIELD = 'chu-de'
