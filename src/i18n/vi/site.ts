export const site = {
  skipToContent: 'Đến nội dung chính',
  navigation: 'Mục chính',
  home: 'Trang chủ',
  pageUpdated: 'Cập nhật ngày {date}',
  nav: {
    results: 'Kết quả',
    news: 'Tin tức',
    funding: 'Kinh phí',
    units: 'Địa phương',
    tracking: 'Tra cứu bình luận',
    about: 'Giới thiệu',
  },
  footer: {
    heading: 'Thông tin về trang',
    publisher: 'Đơn vị quản lý: {name}',
    rules: 'Quy tắc bình luận',
    privacy: 'Bảo vệ dữ liệu cá nhân',
    about: 'Giới thiệu',
    data: 'Dữ liệu mở',
    ledger: 'Nhật ký thay đổi',
    quotes: 'Kiểm tra số liệu được dẫn',
    api: 'Tài liệu API',
  },
  breadcrumbs: 'Bạn đang ở',
  failure: {
    notFound: {
      title: 'Không tìm thấy trang',
      detail: 'Địa chỉ này không có trên trang, hoặc bài viết đã được gỡ. Mời bạn xem các mục dưới đây.',
    },
    typed: 'Nội dung bạn đã nhập',
    reference: 'Khi báo lỗi, xin kèm mã yêu cầu {id}.',
  },
}
