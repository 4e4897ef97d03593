export const results = {
  heading: 'Kết quả',

  /** Parts that stand beside figures on every page of them. */
  source: {
    label: 'Nguồn',
    short: 'Nguồn: {issuer}',
    number: 'số {number}',
    page: 'trang {page}',
    noIssuer: 'không rõ nơi công bố',
    derivedTitle: 'tên bài suy từ địa chỉ của trang',
    secondary: 'nguồn thứ cấp, chưa đối chiếu bản gốc',
    none: 'không ghi nguồn',
  },
  asof: {
    summary: 'Xem số liệu như đã công bố đến một ngày',
    label: 'Như đã công bố đến hết ngày',
    submit: 'Xem',
    shown: 'Đang xem số liệu trang đã công bố đến hết ngày {date}.',
    hint: 'Những gì công bố hoặc đính chính sau ngày đó không hiện ở đây.',
    now: 'Về số liệu hiện nay',
  },
  corrections: {
    heading: 'Đính chính',
    intro: 'Số liệu trên trang này đã được đính chính:',
    change: '{before} sửa thành {after}',
    reason: 'Lý do: {reason}',
    ledger: 'Xem nhật ký thay đổi',
  },
}
