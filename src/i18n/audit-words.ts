import { commentAddress } from '../domain/moderation/rules.ts'
import type { AuditEntry } from '../domain/audit/query-rules.ts'
import { STAFF_DESK } from '../domain/accounts/factor-rules.ts'
import { isStaffRole } from '../domain/accounts/rules.ts'
import { draftAddress } from '../domain/releases/desk-rules.ts'
import { releaseAddress } from '../domain/releases/rules.ts'
import { fill } from './fill.ts'
import { deskStringsFor, type DeskLanguage } from './desk-strings.ts'

/** One line of the log in words. */
export interface AuditLine {
  what: string
  who: string
  /** What it was about, with its page where it has one. */
  about: { label: string; href: string | null } | null
  /** Details in words: roles, a reason. */
  details: string
}

export function auditLine(
  entry: AuditEntry,
  reasons: Readonly<Record<string, { label: string }>>,
  lang: DeskLanguage,
): AuditLine {
  const { audit: t, desk, screening } = deskStringsFor(lang)
  const switches = Object.fromEntries(
    Object.entries(screening.switches.names).map(([id, { label }]) => [id, label]),
  )
  const actions: Readonly<Record<string, string>> = t.actions
  const steps: Readonly<Record<string, string>> = desk.history.steps
  const words = { audit: actions, decision: steps, 'official-answer': t.answers }
  const what =
    entry.chain === 'release'
      ? fill(t.release, { title: entry.subjectName ?? '', n: String(entry.details['version'] ?? '') })
      : (words[entry.chain][entry.action] ?? entry.action)
  const who = entry.actor === 'staff' ? (entry.byName ?? t.gone) : t[entry.actor]
  const details = Object.entries(entry.details).flatMap(([key, value]) => {
    if (typeof value !== 'string') return []
    if (entry.chain === 'official-answer') return [value]
    if (key === 'reason') return [reasons[value]?.label ?? value]
    return isStaffRole(value) ? [desk.roles[value]] : []
  })
  return {
    what,
    who,
    about: aboutOf(entry, { comment: desk.queue.comment, draft: t.draft, switches }),
    details: details.join(' → '),
  }
}

function aboutOf(
  entry: AuditEntry,
  names: { comment: string; draft: string; switches: Readonly<Record<string, string>> },
): AuditLine['about'] {
  const [kind = '', ...rest] = entry.subject.split('/')
  const id = rest.join('/')
  if (kind === 'comment') return { label: names.comment, href: commentAddress(id) }
  if (kind === 'draft') return { label: names.draft, href: draftAddress(id) }
  if (kind === 'release')
    return { label: entry.subjectName ?? id, href: releaseAddress(rest[0] ?? '', Number(rest[1])) }
  if (kind === 'staff' && id === entry.byId) return null
  if (kind === 'staff') return { label: entry.subjectName ?? id, href: `${STAFF_DESK}#${id}` }
  if (kind === 'switch') return { label: names.switches[id] ?? id, href: null }
  return { label: entry.subjectName ?? entry.subject, href: null }
}
