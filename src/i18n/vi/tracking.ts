export const tracking = {
  heading: 'Tra cứu bình luận',
  about:
    'Nhập mã nhận được khi gửi bình luận để xem bình luận đã được đăng chưa, vì sao, và việc có thể làm tiếp.',
  form: {
    code: 'Mã tra cứu',
    hint: 'Mã gồm 18 chữ và số, bạn nhận được khi gửi bình luận. Gõ chữ thường, chữ hoa, có dấu gạch hay không đều được.',
    submit: 'Tra cứu',
  },
  receiptHeading: 'Đã nhận bình luận',
  receiptLead: 'Cảm ơn bạn. Bình luận chưa hiện ngay mà được một người đọc trước.',
  due: {
    pending: 'Kết quả có chậm nhất vào hết ngày {day}.',
    appealed: 'Kết quả xem lại có chậm nhất vào hết ngày {day}.',
    overdue:
      'Hạn có kết quả là hết ngày {day}. Chúng tôi xin lỗi vì đã trễ hạn; bình luận vẫn đang chờ người kiểm duyệt.',
    how: 'Hạn này được tính thế nào',
    counted: '{n} ngày làm việc, tính từ sau ngày {from}. Ngày {from} không tính.',
    skipped: 'Những ngày không tính:',
    none: 'Trong khoảng đó không có ngày nghỉ.',
    weekend: '{day}: thứ bảy hoặc chủ nhật',
    holiday: '{day}: {name}',
  },
  print: 'Muốn lưu: dùng lệnh In của trình duyệt để in hoặc lưu trang này thành tệp PDF.',
  timeline: 'Diễn biến',
  timelineSteps: {
    submit: 'Bạn gửi bình luận',
    publish: 'Bình luận được đăng',
    reject: 'Bình luận không được đăng',
    hide: 'Bình luận bị ẩn',
    restore: 'Bình luận được đăng lại',
    undo: 'Quyết định vừa rồi được rút lại, bình luận chờ duyệt tiếp',
    appeal: 'Bạn đề nghị xem lại',
    withdraw: 'Bạn rút bình luận',
    erase: 'Nội dung và tên được xoá hẳn',
    answer: '{body} trả lời',
    correct: '{body} sửa câu trả lời',
  } as Readonly<Record<string, string>>,
  /** Of a decision on an appeal. */
  afterAppeal: 'sau khi một người khác xem lại',
  corrected: 'Sau bình luận của bạn, số liệu đã được đính chính:',
  correctedTo: 'xem bản {n}',
  see: 'Xem bình luận trên trang',
  code: 'Mã tra cứu của bạn',
  keep: 'Hãy chép lại, chụp màn hình hoặc in trang này. Mất mã thì không ai tìm lại được, kể cả người quản lý trang. Ai có mã cũng xem được tình trạng và rút được bình luận, nên bạn đừng đưa mã cho người khác.',
  targets: { article: 'Bài viết', figure: 'Số liệu', unit: 'Địa phương' },
  aboutRevision: 'bản {n}',
  submitted: 'Gửi lúc',
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
  erasure: {
    ask: 'Đề nghị xoá hẳn',
    meaning:
      'Nội dung, tên và mọi dữ liệu kèm theo sẽ được xoá hẳn và không khôi phục được. Nhật ký kiểm duyệt chỉ còn ghi rằng từng có một bình luận. Người quản trị trang nhận đề nghị này và thực hiện việc xoá.',
    submit: 'Gửi đề nghị xoá hẳn',
    asked: 'Bạn đã đề nghị xoá hẳn lúc {time}. Khi việc xoá xong, trang này sẽ báo.',
  },
  hash: 'Dấu xác nhận',
  hashHint:
    'Dấu này tính từ đúng lời bạn viết và được ghi vào nhật ký kiểm duyệt, nên không ai sửa lời bạn mà không lộ. Muốn sau này chứng minh được mình đã gửi gì, hãy lưu cả dòng chữ dưới đây.',
  hashErased: 'Dấu này còn trong nhật ký kiểm duyệt. Nội dung đã xoá nên không tính lại được từ đó.',
  hashRecipe: {
    heading: 'Cách tính lại dấu xác nhận',
    how: 'Dấu là SHA-256 (viết ở hệ 16) của đúng dòng chữ sau, mã hoá UTF-8, không xuống dòng ở cuối. Trong dòng lần lượt có chuỗi ngẫu nhiên đi kèm, nơi bình luận, tên hiển thị và lời bạn viết.',
  },
  /** For each status: its name, what it means and what the sender can do. */
  statuses: {
    pending: {
      label: 'Đang chờ duyệt',
      meaning: 'Bình luận đã đến nơi và đang chờ người kiểm duyệt đọc.',
      next: 'Bạn không cần gửi lại. Mời bạn quay lại trang này để xem kết quả.',
    },
    published: {
      label: 'Đã đăng',
      meaning: 'Bình luận đã được đăng, giữ nguyên lời của bạn.',
      next: 'Bạn có thể đọc bình luận của mình trên trang. Bạn vẫn rút được bình luận bất cứ lúc nào.',
    },
    rejected: {
      label: 'Không được đăng',
      meaning: 'Người kiểm duyệt đã đọc và không đăng bình luận này.',
      next: 'Bạn có thể viết lại rồi gửi một bình luận khác. Nếu thấy quyết định chưa đúng, bạn được đề nghị một người khác xem lại, một lần đối với mỗi quyết định.',
    },
    hidden: {
      label: 'Đã ẩn',
      meaning: 'Bình luận từng được đăng, nay không còn hiện trên trang. Ở chỗ đó chỉ còn ghi lý do ẩn.',
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
      next: 'Nếu muốn, bạn có thể gửi một bình luận khác.',
    },
    erased: {
      label: 'Đã xoá',
      meaning:
        'Nội dung và tên đã được xoá hẳn theo đề nghị. Nhật ký kiểm duyệt chỉ còn ghi rằng từng có một bình luận.',
      next: 'Nội dung đã xoá không khôi phục được. Nếu muốn, bạn có thể gửi một bình luận khác.',
    },
  },
}
