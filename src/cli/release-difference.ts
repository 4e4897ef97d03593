import type { Reference } from '../domain/reference/rules.ts'
import type { Difference, DifferenceEntry } from '../domain/releases/publication-rules.ts'
import type { ReadPackage } from '../domain/releases/rules.ts'
import { partWords, stepWords } from '../i18n/difference-words.ts'
import { titleOfRow } from '../i18n/release-words.ts'

/** What publishing would change: how many, and each change of a published figure with its reason. */
export function printDifference(
  { descriptor }: ReadPackage,
  { entries, counts }: Difference,
  reference: Reference,
): string {
  const { first, revision, correction, unchanged } = counts
  const changes = entries.filter(({ kind }) => kind === 'correction' || kind === 'revision')
  return [
    `${descriptor.title} (${descriptor.name})`,
    `Mới: ${first} · cập nhật: ${revision} · đính chính: ${correction} · giữ nguyên: ${unchanged}`,
    ...changes.flatMap((entry) => linesOf(entry, reference)),
    '',
  ].join('\n')
}

function linesOf(entry: DifferenceEntry, reference: Reference): string[] {
  const { figureId, kind, after, parts, reason } = entry
  const label = kind === 'correction' ? 'Đính chính' : 'Cập nhật'
  const { old, now } = stepWords(entry, reference, 'vi')
  return [
    `  ${label} ${titleOfRow(after, reference, 'vi')} (${figureId})`,
    `    ${old} → ${now}`,
    ...parts.map((part) => `    ${partWords(part, after, reference, 'vi')}`),
    `    Lý do: ${reason ?? '(chưa nêu)'}`,
  ].map(plain)
}

/** One line for a terminal, with plain spaces. */
function plain(line: string): string {
  const [, indent = '', text = ''] = /^( *)([\s\S]*)$/u.exec(line) ?? []
  return indent + text.replace(/[\p{Cc}\p{Cf}\u00a0]+/gu, ' ')
}
