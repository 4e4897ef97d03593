import type { Reader } from '../../../db/connect.ts'
import { FUNDING_KEY, RESULT_KEY, type Checking } from './checking.ts'
import { fileFinding } from './findings.ts'
import type { Kinds } from './identity.ts'
import { listKeys } from '../releases/row-store.ts'
import { printWhole } from './cells.ts'

/**
 * Says how many figures that the dataset ever published the package does not have. They stay, but whoever takes the new
 * release away does not get them.
 * @param file of the package, where the finding stands
 */
export async function checkAbsent(
  db: Reader,
  checking: Checking,
  { name, sample }: { name: string; sample: boolean },
  kinds: Kinds,
  file: string,
): Promise<void> {
  const published = await listKeys(db, name, sample)
  const absent = published.filter((figure) => {
    const { byKey, suspects } = kinds[figure.kind]
    const key = (figure.kind === 'result' ? RESULT_KEY : FUNDING_KEY).map((column) => figure[column])
    // A row with a mistake in what it speaks of may be the one.
    return !byKey.has(key.join('\n')) && !suspects.mayInclude(key)
  })
  if (absent.length === 0) return
  const message = `Gói không có ${printWhole(absent.length)} số liệu mà bộ "${name}" đã công bố. Các số ấy vẫn đứng nguyên trên trang, nhưng ai tải lần công bố này về thì không có chúng. Một gói đầy đủ cần có mọi dòng: ở trang quản trị số liệu, tải bản mới nhất của bộ về để sửa rồi tải lên cả gói.`
  checking.findings.add({ ...fileFinding(file, 'rows-absent', message), severity: 'warning' })
}
