import { readNote, type Figure } from '../figures/rules.ts'
import { clip } from './cells.ts'
import { report, type Checking } from './checking.ts'
import type { OwnRow } from './history.ts'

/** A row that says which comment led to its correction, where that was not published before. */
export interface NamedComment {
  own: OwnRow
  comment: string
}

/** Rows with a line `comment: <id>` that what stands does not have. */
export function newComments(
  rows: readonly OwnRow[],
  published: (row: OwnRow['row']) => Figure | undefined,
): NamedComment[] {
  return rows.flatMap((own) => {
    const { comment } = readNote(own.row.note)
    const standing = readNote(published(own.row)?.current.note ?? null).comment
    return comment === null || comment === standing ? [] : [{ own, comment }]
  })
}

/** Only a comment that readers can see may be named: the page of the correction leads to it. */
export function checkComments(
  checking: Checking,
  named: readonly NamedComment[],
  shown: ReadonlySet<string>,
): void {
  for (const { own, comment } of named) {
    if (shown.has(comment)) continue
    const message = `Dòng "comment:" ghi mã ${clip(comment)}, nhưng không có bình luận nào đang đăng mang mã này. Hãy chép mã ở cuối địa chỉ trang bình luận, hoặc bỏ dòng này.`
    report(checking, own.entry.line, 'note', 'constraint-error', message)
  }
}
