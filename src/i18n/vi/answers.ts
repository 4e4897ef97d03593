/** Words of official answers, for readers. */
export const answers = {
  of: '{body} trả lời',
  updated: 'đã sửa {time}',
  awaiting: 'Chờ {body} trả lời.',
  overdue: 'Đã quá hạn.',
  deadline: {
    counted: 'Hạn trả lời {due}: {n} ngày làm việc kể từ ngày đăng {from}',
    without: ', không tính {days}',
    saturdays: 'thứ bảy',
    sundays: 'chủ nhật',
    holiday: '{name} ({day})',
    and: 'và',
  },
  /** The comment that is answered. */
  comment: {
    of: 'Gửi về',
    targetGone: 'Không tìm thấy {target}.',
    published: 'Đăng {time}',
    erased: 'Nội dung bình luận và câu trả lời đã được xoá.',
  },
  page: {
    title: 'Câu trả lời của {body}',
    withdrawnTitle: 'Câu trả lời đã được rút',
    withdrawn: 'Câu trả lời này đã được rút {time}. Lý do: {reason}',
    versions: 'Các bản của câu trả lời',
    intro: 'Mỗi lần sửa đều được giữ lại cùng lý do. Bản đã rút chỉ còn ngày, lý do và dấu.',
    actions: { publish: 'Trả lời', correct: 'Sửa', withdraw: 'Rút câu trả lời' },
    version: 'Bản {n}',
    reason: 'Lý do',
    noText: 'Nội dung bản này đã được rút.',
    hash: 'Dấu',
    current: 'đang đăng',
    by: '{name}, {time}',
  },
}
