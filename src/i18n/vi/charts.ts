/** Words of charts, in the picture and beside it. */
export const charts = {
  overTime: '{units}, {from}–{to}',
  acrossUnits: 'So sánh các địa phương, {period}',
  /** After what is drawn. */
  measured: ' · đơn vị: {measure}',
  fundingTitle: 'Kinh phí: {programme}',
  funding: '{whole}, {period}',
  fundingProjected: '{whole}, {period}: chỉ tiêu và dự kiến',
  only: '{what} · {column}',
  project: 'Dự án {code}. {name}',
  /** Name of a line of projections. */
  projected: '{name} ({status})',
  sources: 'Nguồn: {sources}',
  moreSources: '{sources} và {n} nguồn khác',
  moreSecondHand: '{sources} và {n} nguồn khác, có nguồn thứ cấp',
  standing: 'Số liệu công bố đến hết ngày {day}',
  breakNote: 'Từ {period}, cách xác định thay đổi: không so với các kỳ trước đó.',
  disagreement: 'Nguồn khác ghi số khác cho: {places}. Xem bảng.',
  and: ' và ',
  rose: '{title} của {unit} tăng từ {first} ({firstPeriod}) lên {last} ({lastPeriod}).',
  fell: '{title} của {unit} giảm từ {first} ({firstPeriod}) xuống {last} ({lastPeriod}).',
  same: '{title} của {unit} vẫn là {last} ({firstPeriod} và {lastPeriod}).',
  later: '{period}: {text}.',
  forecast: 'Dự kiến {period} ở {unit}: {text}.',
  target: 'Chỉ tiêu {period} của {unit}: {text}.',
  extremes:
    '{title}, {period}: cao nhất là {most} ({mostText}), thấp nhất là {least} ({leastText}) trong các địa phương có số liệu.',
  fundedBoth: '{period}: {allocatedName} {allocated}, {disbursedName} {disbursed}.',
  fundedAllocated: '{period}: {allocatedName} {allocated}.',
  fundedDisbursed: '{period}: {disbursedName} {disbursed}.',
  projectedBoth: '{period}, dự kiến: {allocatedName} {allocated}, {disbursedName} {disbursed}.',
  projectedAllocated: '{period}, dự kiến: {allocated}.',
  projectedDisbursed: '{period}, dự kiến chi: {disbursed}.',
  largest: '{column} lớn nhất: {name} ({text}).',
  /** In place of the picture for who cannot see it; the summary stands below it. */
  alternative: 'Biểu đồ: {title}. {subtitle}.',
  picture: 'Tải ảnh biểu đồ (PNG)',
}
