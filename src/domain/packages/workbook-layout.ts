import { RESOURCES, type ResourceName } from '../releases/rules.ts'

/** Names of the sheets of a workbook; a table of data may also be called by its name in a package. */
export const SHEETS = {
  guide: 'Hướng dẫn',
  properties: 'Gói số liệu',
  sources: 'Nguồn',
  codes: 'Bảng mã',
  lists: 'danh-muc',
} as const

export const DATA_SHEETS = {
  results: 'Kết quả',
  claims: 'Kết quả, nguồn khác',
  funding: 'Kinh phí',
  'funding-claims': 'Kinh phí, nguồn khác',
} as const satisfies Record<ResourceName, string>

/** Properties of `datapackage.json`, one a row: the property, its value, what it is. */
export const PROPERTIES = {
  name: 'Tên gói: chữ thường không dấu, chữ số và gạch nối, như ket-qua-2025. Dùng mãi, không đổi.',
  title: 'Tiêu đề, như trang in ra.',
  description: 'Gói gồm những số liệu gì.',
  sample: 'yes nếu là số minh hoạ; để no với số thật.',
  license: 'Giấy phép cho người dùng lại số liệu.',
} as const

/** Columns of the sheet of sources, and what they hold. */
export const SOURCE_COLUMNS = {
  name: 'Tên ngắn, dùng ở cột document của bảng số liệu, như bao-cao-125.',
  title: 'Tên văn bản hoặc tên bài.',
  issuer: 'Cơ quan ban hành, hoặc tên báo.',
  number: 'Số văn bản, như 125/BC-UBND.',
  date: 'Ngày: 2025-12-31, 2025-12 hoặc 2025.',
  path: 'Địa chỉ trang, bắt đầu bằng https://.',
  kind: 'official: văn bản của cơ quan nhà nước; press: báo chí; sample: số minh hoạ.',
  confidence: 'secondary nếu chỉ biết qua bản dịch hoặc bài đăng lại; nếu không, để trống.',
  titleDerived: 'yes nếu tên bài suy từ địa chỉ trang; nếu không, để trống.',
} as const

/** What is known of the licences that a workbook gives by their names alone. */
export const LICENSES: Readonly<Record<string, { title: string; path: string }>> = {
  'CC-BY-4.0': {
    title: 'Creative Commons Ghi công 4.0 Quốc tế',
    path: 'https://creativecommons.org/licenses/by/4.0/',
  },
}

/** The table that a sheet holds, or null where it is none of data. */
export function resourceOfSheet(sheet: string): ResourceName | null {
  const name = sheet.trim().normalize('NFC')
  const kinds = Object.keys(RESOURCES) as ResourceName[]
  return kinds.find((kind) => kind === name || DATA_SHEETS[kind] === name) ?? null
}
