/** Over a page that was kept. The worker behind the pages takes these words alone. */
export const savedWords = {
  offline: 'Bản đã lưu lúc {time}; máy bạn đang không có mạng.',
  slow: 'Bản đã lưu lúc {time}; mạng đang quá chậm để tải bản mới.',
}

/** On a comment that was written without a connection. */
export const outboxWords = {
  heading: 'Bình luận chờ gửi',
  waiting: 'Bình luận đang chờ kết nối',
  waitingHint:
    'Bình luận nằm trong trình duyệt này và tự gửi khi có mạng, một lần duy nhất. Bạn không cần viết lại.',
  sending: 'Đang gửi bình luận…',
  stale: 'Chưa rõ bình luận đã tới nơi hay chưa',
  staleHint:
    'Lần gửi trước không có trả lời và đã quá lâu. Nếu gửi lại, trang có thể nhận hai bình luận giống nhau.',
  sent: 'Đã gửi bình luận lúc {time}',
  code: 'Mã tra cứu:',
  codeHint: 'Hãy ghi lại mã này rồi đóng, nhất là trên máy dùng chung.',
  refused: 'Trang chưa nhận bình luận này',
  confirm: 'Trình duyệt chưa làm được bước xác nhận. Mời bạn bấm “Sửa” rồi gửi lại.',
  written: 'Viết lúc {time}',
  send: 'Gửi ngay',
  again: 'Gửi lại',
  edit: 'Sửa',
  occupied: 'Ô viết bình luận đang có nội dung khác. Mời bạn gửi hoặc xoá nội dung đó trước khi sửa.',
  cancel: 'Huỷ bình luận',
  close: 'Đóng',
}

/** What browsers say themselves where there is no connection; their scripts bring both languages along. */
export const offline = {
  saved: savedWords,
  page: {
    title: 'Đọc khi không có mạng',
    lead: 'Trang này giữ lại trong trình duyệt những trang bạn đã đọc, để mở được khi mất mạng.',
    rules:
      'Được giữ: bài viết, trang địa phương, kết quả, kinh phí và các trang giới thiệu; nhiều nhất 60 trang, mỗi trang nhiều nhất 30 ngày kể từ lần đọc cuối; trang cũ nhất bị bỏ trước. Không giữ: mã tra cứu, kết quả gửi bình luận, tìm kiếm và khu vực của cán bộ.',
    missing:
      'Trang bạn mở chưa được lưu, và hiện không có kết nối. Bạn có thể đọc các trang đã lưu dưới đây.',
    list: 'Các trang đã lưu',
    empty: 'Chưa có trang nào được lưu.',
    unable: 'Trình duyệt này không lưu trang, hoặc chưa chạy được phần mã lưu trang.',
    clear: 'Xoá các trang đã lưu',
    cleared: 'Đã xoá.',
    own: {
      heading: 'Bình luận trong trình duyệt này',
      held: 'Bản nháp: {drafts}. Bình luận chờ gửi hoặc còn hiện mã tra cứu: {waiting}.',
      empty: 'Không có bản nháp, bình luận chờ gửi hay mã tra cứu nào.',
      unable: 'Trình duyệt này không giữ bình luận, hoặc chưa chạy được phần mã của trang.',
      hint: 'Trên máy dùng chung, hãy xoá trước khi rời đi. Bình luận chưa gửi sẽ mất, mã tra cứu không lấy lại được.',
      clear: 'Xoá bản nháp, bình luận chờ gửi và mã tra cứu',
    },
  },
  outbox: outboxWords,
}
