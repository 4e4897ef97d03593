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
