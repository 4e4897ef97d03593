import type { FindingType } from '../../domain/releases/rules.ts'

/** Short names of what a check can find; what is wrong with a cell stands in the finding itself. */
const findingTypes: Readonly<Record<FindingType, string>> = {
  'package-error': 'Lỗi chung của gói',
  'resource-error': 'Lỗi của một bảng',
  'path-outside': 'Tệp nằm ngoài gói',
  'too-large': 'Quá lớn',
  'encoding-error': 'Sai bảng mã',
  'source-error': 'Không đọc được tệp',
  'blank-header': 'Thiếu tên cột',
  'duplicate-label': 'Trùng tên cột',
  'missing-label': 'Thiếu cột',
  'extra-label': 'Cột lạ',
  'blank-row': 'Dòng trống',
  'missing-cell': 'Thiếu ô',
  'extra-cell': 'Thừa ô',
  'formula-cell': 'Ô có công thức',
  'type-error': 'Sai kiểu giá trị',
  'constraint-error': 'Giá trị không được nhận',
  'primary-key': 'Trùng dòng',
  'foreign-key': 'Mã không có trong danh mục',
  'unit-validity': 'Đơn vị không có trong kỳ',
  'status-mismatch': 'Trạng thái không khớp',
  'document-missing': 'Thiếu nguồn',
  'reason-missing': 'Thiếu lý do theo nguồn',
  'revision-reason': 'Sửa số đã công bố chưa đúng cách',
  'rows-absent': 'Gói thiếu số đã công bố',
  'sum-mismatch': 'Các phần không bằng tổng',
  'disbursed-above-allocated': 'Giải ngân lớn hơn kế hoạch giao',
  jump: 'Thay đổi lớn bất thường',
}

/** Words of published data that readers meet too. */
export const releases = { findingTypes }
