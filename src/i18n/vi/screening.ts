export const screening = {
  /** The page asked for under pressure where no script runs. */
  confirm: {
    heading: 'Xác nhận gửi bình luận',
    why: 'Lúc này có nhiều bình luận gửi đến cùng lúc, nên trang cần bạn xác nhận thêm một bước. Nội dung bạn viết vẫn còn ở dưới.',
    body: 'Bình luận của bạn',
    name: 'Tên hiển thị (không bắt buộc)',
    tick: 'Tôi tự viết bình luận này và muốn gửi',
    submit: 'Gửi bình luận',
  },
}
