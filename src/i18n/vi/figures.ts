/** Words of numbers, wherever a figure is printed. */
export const figures = {
  qualifiers: {
    'more-than': 'hơn',
    about: 'khoảng',
    nearly: 'gần',
    'at-least': 'ít nhất',
    average: 'bình quân',
  },
  statuses: {
    final: 'đã công bố',
    provisional: 'sơ bộ',
    revised: 'đã sửa',
    'not-available': 'chưa có số liệu',
    'not-applicable': 'không áp dụng',
    confidential: 'không công bố',
    target: 'chỉ tiêu',
    forecast: 'dự kiến',
  },
  origins: {
    official: 'nguồn chính thức',
    reported: 'theo báo chí',
    sample: 'minh hoạ',
  },
  changes: { first: 'công bố lần đầu', revision: 'cập nhật theo kỳ', correction: 'đính chính' },
  yes: 'có',
  no: 'không',
  money: { dong: 'đồng', million: 'triệu đồng', billion: 'tỷ đồng' },
  periods: {
    year: 'năm {year}',
    quarter: 'quý {quarter}/{year}',
    month: 'tháng {month}/{year}',
    day: 'ngày {day}',
    years: 'giai đoạn {from}–{to}',
    range: 'từ {from} đến {to}',
  },
  sampleMark: 'minh hoạ',
  sampleBanner: 'Dữ liệu minh hoạ – không phải số liệu chính thức',
}
