export const tracking = {
  heading: 'Tra cứu bình luận',
  form: {
    code: 'Mã tra cứu',
    hint: 'Mã gồm 18 chữ và số, bạn nhận được khi gửi bình luận. Gõ chữ thường, chữ hoa, có dấu gạch hay không đều được.',
    submit: 'Tra cứu',
  },
  receiptHeading: 'Đã nhận bình luận',
  receiptLead: 'Cảm ơn bạn. Bình luận chưa hiện ngay mà được một người đọc trước.',
  decisionWithin: 'Kết quả có chậm nhất sau {n} ngày làm việc, không tính ngày gửi.',
  code: 'Mã tra cứu của bạn',
  keep: 'Hãy chép lại, chụp màn hình hoặc in trang này. Mất mã thì không ai tìm lại được, kể cả người quản lý trang. Ai có mã cũng xem được tình trạng và rút được bình luận, nên bạn đừng đưa mã cho người khác.',
  article: 'Bài viết',
  submitted: 'Gửi lúc',
  decided: 'Quyết định lúc',
  reason: 'Lý do',
  note: 'Lời của người kiểm duyệt',
  statusLabel: 'Tình trạng bình luận',
  whatNext: 'Bạn có thể làm gì tiếp',
  nextFinal:
    'Một người khác đã xem lại và giữ quyết định này, nên không xem lại lần nữa. Bạn có thể viết lại rồi gửi một bình luận khác.',
  steps: {
    appeal: 'Đề nghị xem lại quyết định',
    appealNote: 'Vì sao bạn đề nghị xem lại (không bắt buộc)',
    appealHint:
      'Dài nhất 500 ký tự. Chỉ người kiểm duyệt đọc được. Một người khác với người đã quyết định sẽ xem lại.',
    appealSubmit: 'Gửi đề nghị',
    withdraw: 'Rút bình luận',
    withdrawHint:
      'Bình luận đã rút không hiện trên trang và không đăng lại được. Bạn vẫn có thể gửi bình luận khác.',
    withdrawSubmit: 'Rút bình luận này',
  },
  hash: 'Dấu xác nhận',
  hashHint:
    'Dấu này được tính từ lời bạn viết lúc gửi và được ghi vào nhật ký kiểm duyệt, để đối chiếu rằng bình luận không bị sửa.',
  /** For each status: its name, what it means and what the sender can do. */
  statuses: {
    pending: {
      label: 'Đang chờ duyệt',
      meaning: 'Bình luận đã đến nơi và đang chờ người kiểm duyệt đọc.',
      next: 'Bạn không cần gửi lại. Mời bạn quay lại trang này để xem kết quả.',
    },
    published: {
      label: 'Đã đăng',
      meaning: 'Bình luận đã được đăng dưới bài viết, giữ nguyên lời của bạn.',
      next: 'Bạn có thể đọc bình luận của mình ở cuối bài viết.',
    },
    rejected: {
      label: 'Không được đăng',
      meaning: 'Người kiểm duyệt đã đọc và không đăng bình luận này.',
      next: 'Bạn có thể viết lại rồi gửi một bình luận khác. Nếu thấy quyết định chưa đúng, bạn được đề nghị một người khác xem lại, một lần đối với mỗi quyết định.',
    },
    hidden: {
      label: 'Đã ẩn',
      meaning: 'Bình luận từng được đăng, nay không còn hiện dưới bài viết.',
      next: 'Bạn có thể viết lại rồi gửi một bình luận khác. Nếu thấy quyết định chưa đúng, bạn được đề nghị một người khác xem lại, một lần đối với mỗi quyết định.',
    },
    appealed: {
      label: 'Đang được xem lại',
      meaning:
        'Bạn đã đề nghị xem lại. Một người khác, không phải người đã quyết định trước đó, đang xem bình luận này.',
      next: 'Bạn không cần làm gì thêm. Mời bạn quay lại trang này để xem kết quả.',
    },
    withdrawn: {
      label: 'Đã rút',
      meaning: 'Bình luận đã được rút bằng mã tra cứu và không hiện trên trang.',
      next: 'Nếu muốn, bạn có thể gửi một bình luận khác dưới bài viết.',
    },
    erased: {
      label: 'Đã xoá',
      meaning:
        'Nội dung và tên đã được xoá hẳn theo đề nghị. Nhật ký kiểm duyệt chỉ còn ghi rằng từng có một bình luận.',
      next: 'Nội dung đã xoá không khôi phục được. Nếu muốn, bạn có thể gửi một bình luận khác dưới bài viết.',
    },
  },
}
