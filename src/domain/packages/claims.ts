import { cellOf, type Checking, type Entry } from './checking.ts'
import { keyOf, type Kind, type Kinds } from './identity.ts'
import { cellFinding, isSound } from './tables.ts'
import { toMillionths } from './cells.ts'

/** Each other reported value stands beside a figure of the package, which says why it follows its own source. */
export function checkClaims(checking: Checking, kinds: Kinds): void {
  for (const kind of [kinds.result, kinds.funding]) {
    const unexplained = new Set<Entry>()
    for (const claim of kind.claims) {
      const figure = kind.byKey.get(keyOf(claim.line))
      if (figure === undefined) reportStray(checking, kind, claim)
      else if (isUnexplained(figure, claim)) unexplained.add(figure)
    }
    for (const figure of unexplained) reportUnexplained(checking, figure)
  }
}

function reportStray(checking: Checking, { suspects }: Kind, { line }: Entry): void {
  if (suspects.mayInclude(keyOf(line).split('\n'))) return
  const message =
    'Gói không có số liệu cùng đơn vị, kỳ và các cột khoá để đặt số này bên cạnh. Hãy thêm dòng đó vào bảng số liệu, hoặc sửa ô ghi nhầm.'
  checking.findings.add(cellFinding(line, null, 'foreign-key', message))
}

function isUnexplained(figure: Entry, claim: Entry): boolean {
  if (cellOf(figure.line, 'reason').trim() !== '') return false
  if (!isSound(figure.line, 'reason')) return false
  return (['value', 'allocated', 'disbursed'] as const).some((column) => {
    const [published, claimed] = [figure[column], claim[column]]
    // A cell that is not sound is null as well, and was reported.
    if (claimed === null || !isSound(figure.line, column)) return false
    if (published === null || typeof published === 'number' || typeof claimed === 'number') {
      return published !== claimed
    }
    return toMillionths(published) !== toMillionths(claimed)
  })
}

function reportUnexplained(checking: Checking, { line }: Entry): void {
  const message =
    'Nguồn khác đưa số khác cho số liệu này. Hãy ghi ở cột reason vì sao theo nguồn này; lý do hiện trên trang cho bạn đọc.'
  checking.findings.add(cellFinding(line, line.table.at['reason'] ?? null, 'reason-missing', message))
}
