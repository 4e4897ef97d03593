/**
 * What the log of staff actions knows, by the part of the site. Each entry is `<part>.<verb>`; Vietnamese words for
 * it stand in `src/i18n/vi/audit.ts`. Entries are only added: old rows of the log keep their words.
 */
export const AUDIT_ACTIONS = [
  'session.opened',
  'session.opened-with-recovery-code',
  'session.opened-with-passkey',
  'session.closed',
  'session.all-closed',
  'account.password-changed',
  'account.totp-set',
  'account.recovery-codes-made',
  'account.passkey-added',
  'account.passkey-renamed',
  'account.passkey-removed',
  'staff.added',
  'staff.invited',
  'staff.invitation-withdrawn',
  'staff.joined',
  'staff.role-changed',
  'staff.disabled',
  'staff.enabled',
  'staff.reset-link-made',
  'staff.reset',
  'staff.signed-out',
  'answer.asked',
  'answer.redirected',
  'answer.request-dropped',
  'reports.dismissed',
  'comment.noted',
  'comment.taken-over',
  'notice.retried',
  'draft.returned',
  'switch.turned-on',
  'switch.turned-off',
] as const

export type AuditAction = (typeof AUDIT_ACTIONS)[number]

/** Parts of the site, as the filter of the log names them: what stands before the dot of an action. */
export type AuditPart = AuditAction extends `${infer Part}.${string}` ? Part : never

/** Plain values only, and none that would have to be erased one day: no names, addresses or texts of people. */
export type AuditDetails = Readonly<Record<string, string | number | boolean | null>>
