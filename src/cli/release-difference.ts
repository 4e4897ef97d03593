import type { Difference, DifferenceEntry } from '../domain/releases/publication-rules.ts'
import type { ReadPackage } from '../domain/releases/rules.ts'

/** What publishing would change: how many, and each change of a published figure with its reason. */
export function printDifference({ descriptor }: ReadPackage, { entries, counts }: Difference): string {
  const { first, revision, correction, unchanged } = counts
  const changes = entries.filter(({ kind }) => kind === 'correction' || kind === 'revision')
  return [
    `${descriptor.title} (${descriptor.name})`,
    `Mới: ${first} · cập nhật: ${revision} · đính chính: ${correction} · giữ nguyên: ${unchanged}`,
    ...changes.map(lineOf),
    '',
  ].join('\n')
}

function lineOf({ figureId, kind, before, after, reason }: DifferenceEntry): string {
  const label = kind === 'correction' ? 'Đính chính' : 'Cập nhật'
  const [old, now] = [before === null ? '' : saidBy(before), saidBy(after)]
  const step = old === now ? `${now} (số giữ nguyên)` : `${old} → ${now}`
  return `  ${label} ${figureId}: ${step}. Lý do: ${reason ?? '(chưa nêu)'}`
}

/** The numbers as packages write them. */
function saidBy({
  value = null,
  allocated = null,
  disbursed = null,
  status,
  qualifier,
}: {
  value?: string | null
  allocated?: number | null
  disbursed?: number | null
  status: string
  qualifier: string | null
}): string {
  const amounts = [
    value,
    allocated === null ? null : `giao ${allocated}`,
    disbursed === null ? null : `giải ngân ${disbursed}`,
  ].filter((part) => part !== null)
  const numbers = amounts.length === 0 ? 'không có số' : amounts.join(', ')
  return [numbers, qualifier, status === 'final' ? null : `[${status}]`]
    .filter((part) => part !== null)
    .join(' ')
}
