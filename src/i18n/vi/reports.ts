/** Words of reporting a published comment, for the reader who reports. */
export const reports = {
  link: 'Báo vi phạm',
  heading: 'Báo bình luận vi phạm',
  intro:
    'Bạn báo thì người kiểm duyệt xem lại bình luận này. Bình luận chỉ bị ẩn khi trái quy tắc; không đồng ý với ý kiến thì chưa phải là vi phạm.',
  rules: 'Quy tắc bình luận',
  comment: 'Bình luận được báo',
  on: 'Ở trang',
  form: {
    reason: 'Bình luận vi phạm điều gì?',
    note: 'Nói rõ thêm (không bắt buộc)',
    noteHint: 'Dài nhất {n} ký tự. Chỉ người kiểm duyệt đọc được. Xin không ghi thông tin riêng của ai.',
    submit: 'Gửi báo vi phạm',
    problem: 'Chưa gửi được',
  },
  received: {
    heading: 'Đã nhận báo vi phạm',
    lead: 'Cảm ơn bạn. Người kiểm duyệt sẽ xem lại bình luận này.',
    more: 'Nếu bình luận trái quy tắc, lời bình luận được ẩn và ở chỗ đó ghi lý do. Nếu không, bình luận được giữ nguyên. Trang không hỏi tên người báo nên không trả lời riêng từng người.',
    back: 'Về trang chủ',
  },
}
