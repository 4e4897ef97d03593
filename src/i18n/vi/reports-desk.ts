/** Words of what readers reported, at the desk. */
export const reportsDesk = {
  heading: 'Báo vi phạm',
  open: '{n} báo vi phạm chưa xem',
  allClosed: 'Các báo vi phạm đều đã được xem.',
  at: 'Báo lúc {time}',
  keep: 'Giữ nguyên bình luận',
  keepHint: 'Khép các báo vi phạm này mà không đổi gì. Nếu ẩn bình luận, các báo vi phạm tự khép.',
  kept: 'Giữ nguyên, {time}',
  closed: 'Đã có quyết định, {time}',
}
