import type { Row } from 'write-excel-file/node'
import { OPTIONAL_COLUMN, RESOURCES, type ResourceName } from '../releases/rules.ts'
import { DATA_SHEETS, SHEETS } from './workbook-layout.ts'

const COLUMNS: Readonly<Record<string, { title: string; meaning: string }>> = {
  unit: { title: 'Đơn vị', meaning: 'Mã đơn vị. Cấp huyện chỉ dùng cho các kỳ đến ngày 30/6/2025.' },
  indicator: { title: 'Chỉ số', meaning: 'Mã chỉ số.' },
  programme: { title: 'Chương trình', meaning: 'Mã chương trình.' },
  project: { title: 'Dự án', meaning: 'Số của dự án; để trống nếu là số chung của mọi dự án.' },
  source: { title: 'Nguồn tiền', meaning: 'Mã nguồn tiền; để trống nếu là số chung của mọi nguồn.' },
  capital: { title: 'Loại vốn', meaning: 'Mã loại vốn; để trống nếu là số chung của mọi loại.' },
  period: {
    title: 'Kỳ',
    meaning: 'Viết như 2025, 2025-06, 2025-Q3, 2025-01-31; nhiều năm: 2021/2025. Mỗi kỳ một cách viết.',
  },
  breakdown: {
    title: 'Phần được tính',
    meaning: 'Để trống nếu là số của toàn thể. Nếu chỉ tính một phần, ghi mã như dan-toc-thieu-so.',
  },
  value: {
    title: 'Số',
    meaning:
      'Đúng như văn bản nguồn. Phần thập phân sau dấu phẩy, không dấu ngăn nghìn: tỷ lệ ghi 17,83 cho 17,83 %, không đặt định dạng phần trăm. Câu hỏi có hay không: yes, no.',
  },
  allocated: { title: 'Kế hoạch giao', meaning: 'Trọn số đồng. Để trống nếu nguồn không nêu.' },
  disbursed: { title: 'Giải ngân', meaning: 'Trọn số đồng. Để trống nếu nguồn không nêu.' },
  status: {
    title: 'Trạng thái',
    meaning:
      'final: đã báo cáo; provisional: tạm tính; revised: sửa số đã công bố; forecast: dự kiến; target: chỉ tiêu đề ra; not-available: chưa có; not-applicable: không áp dụng; confidential: không công bố. Ô số để trống thì dùng ba từ sau cùng.',
  },
  qualifier: {
    title: 'Từ đi trước số',
    meaning: 'Nếu nguồn ghi: more-than hơn, about khoảng, nearly gần, at-least ít nhất, average bình quân.',
  },
  document: { title: 'Nguồn', meaning: `Tên ngắn của một nguồn ở tờ "${SHEETS.sources}".` },
  page: { title: 'Trang, bảng', meaning: 'Chỗ tìm thấy số trong nguồn, như Bảng 3, trang 12.' },
  note: {
    title: 'Ghi chú',
    meaning:
      'Hiện trên trang. Khi sửa số đã công bố: bắt đầu bằng "correction:" (đính chính) hoặc "revision:" (cập nhật theo kế hoạch), rồi ghi lý do trên cùng dòng ấy. Ghi chú muốn giữ lại của số đó viết ở dòng dưới trong cùng ô: bấm Alt+Enter để xuống dòng. Nếu đính chính nhờ bình luận của bạn đọc, dòng thứ hai là "comment: " và mã bình luận, chép ở trang quản trị của bình luận ấy.',
  },
  reason: { title: 'Lý do chọn nguồn', meaning: 'Hiện trên trang. Cần có khi nguồn khác đưa số khác.' },
}

export function columnTitle(column: string): string {
  return COLUMNS[column]?.title ?? column
}

/** The sheet of explanations. */
export function guideRows(kinds: readonly ResourceName[]): Row[] {
  const [main = 'results', other = 'claims'] = kinds
  const steps = [
    `Điền tờ "${SHEETS.properties}", rồi tờ "${SHEETS.sources}".`,
    `Điền tờ "${DATA_SHEETS[main]}", mỗi dòng một số liệu. Không đổi tên tờ và hàng tiêu đề.`,
    `Nếu nguồn khác đưa số khác cho cùng một số liệu, ghi số đó ở tờ "${DATA_SHEETS[other]}".`,
    `Mã chọn ở danh sách thả xuống; tên của mã xem ở tờ "${SHEETS.codes}".`,
    'Chỉ ghi số và chữ, không để công thức: chép rồi dán lại bằng “Dán giá trị”.',
    'Lưu dạng .xlsx, không có macro, rồi tải lên ở trang quản trị. Trang kiểm tra và chỉ ra từng ô cần sửa.',
  ]
  const columns = [...RESOURCES[main], OPTIONAL_COLUMN]
  return [
    [bold('Cách điền'), null],
    ...steps.map((step, at): Row => [`Bước ${at + 1}`, wrapped(step)]),
    [null, null],
    [bold('Cột'), bold('Cách ghi')],
    ...columns.map((column): Row => [
      { value: column, type: String, alignVertical: 'top' },
      wrapped(`${columnTitle(column)}. ${COLUMNS[column]?.meaning ?? ''}`),
    ]),
  ]
}

function bold(value: string) {
  return { value, type: String, fontWeight: 'bold' } as const
}

function wrapped(value: string) {
  return { value, type: String, wrap: true } as const
}
