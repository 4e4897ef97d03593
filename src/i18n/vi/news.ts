export const news = {
  newest: 'Tin mới',
  allNews: 'Xem tất cả tin tức',
  noArticles: 'Chưa có bài nào ở mục này.',
  filter: {
    heading: 'Chuyên mục',
    all: 'Tất cả',
    district: 'Bài về {name}',
    clearDistrict: 'Xem tất cả địa phương',
  },
  pagination: {
    heading: 'Các trang',
    previous: 'Trang trước',
    next: 'Trang sau',
    page: 'Trang {n}',
  },
  article: {
    updated: 'Cập nhật lúc {time}',
    photo: 'Ảnh: {credit}',
    correctedOn: 'Bài này được đính chính ngày {date}.',
    correctedTimes: 'Bài này được đính chính {n} lần, lần gần nhất ngày {date}.',
    readCorrections: 'Xem nội dung đính chính',
    corrections: 'Đính chính',
    correctionOn: 'Ngày {date}',
    sources: 'Nguồn',
    number: 'số {number}',
    districts: 'Địa phương trong bài',
  },
}
