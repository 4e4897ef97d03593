import type { HeldReason } from '../../domain/screening/rules.ts'

const held: Readonly<Record<HeldReason, string>> = {
  'busy-network': 'Mạng này gửi nhiều bình luận',
  'busy-target': 'Mục này nhận nhiều bình luận cùng lúc',
  'busy-site': 'Gửi lúc toàn trang có nhiều bình luận',
  'slow-mode': 'Gửi trong chế độ chậm',
  'confirmed-by-hand': 'Người gửi tự bấm xác nhận',
  'hidden-field': 'Điền vào ô ẩn',
  'too-fast': 'Gửi quá nhanh',
  'same-text': 'Trùng với bình luận khác',
  'similar-text': 'Gần giống bình luận khác',
  links: 'Nhiều liên kết',
  advertising: 'Có từ ngữ quảng cáo',
  insult: 'Có từ ngữ xúc phạm',
  unlawful: 'Có từ ngữ về việc trái pháp luật',
  'phone-number': 'Có số điện thoại',
  'id-number': 'Có số giấy tờ tuỳ thân',
  'bank-account': 'Có số tài khoản ngân hàng',
}

export const screeningDesk = {
  /** Why the system holds a comment for a closer look, by code. */
  held,
  switches: {
    nav: 'Chế độ',
    heading: 'Chế độ nhận bình luận',
    intro:
      'Hai chế độ dưới đây áp dụng cho cả trang, có hiệu lực ngay từ lần gửi kế tiếp. Mỗi lần bật hay tắt đều được ghi vào nhật ký.',
    arrivals: 'Trong 10 phút qua có {n} bình luận gửi đến còn chờ duyệt, từ {m} mạng.',
    calendar:
      'Lịch nghỉ mới ghi đủ đến ngày {day}. Hạn duyệt và hạn trả lời rơi sau ngày đó có thể bị tính sớm. Cần ghi thêm ngày nghỉ vào content/site.yaml.',
    problem: 'Chưa đổi được chế độ',
    on: 'Đang bật',
    off: 'Đang tắt',
    since: 'từ {time}',
    by: ', do {name} đổi',
    never: '(chưa đổi lần nào)',
    effect: 'Tác dụng',
    readers: 'Người đọc thấy gì',
    names: {
      'slow-mode': {
        label: 'Chế độ chậm',
        effect:
          'Mỗi bình luận phải qua một phép tính do máy người gửi tự làm, mất vài giây; mỗi mạng gửi được nhiều nhất 100 bình luận trong 10 phút. Bình luận gửi trong lúc này được đánh dấu ở hàng chờ.',
        readers:
          'Ô bình luận vẫn mở, gửi chậm hơn vài giây. Máy không chạy được phép tính thì có trang xác nhận.',
        turnOn: 'Bật chế độ chậm',
        turnOff: 'Tắt chế độ chậm',
      },
      'comments-paused': {
        label: 'Tạm ngừng nhận bình luận',
        effect:
          'Không mục nào nhận thêm bình luận. Bình luận đã gửi vẫn được duyệt, tra cứu và xem lại như thường.',
        readers:
          'Bình luận đã đăng vẫn hiện. Thay cho ô bình luận là câu “Trang đang tạm ngừng nhận bình luận.”',
        turnOn: 'Tạm ngừng nhận bình luận',
        turnOff: 'Nhận bình luận trở lại',
      },
    },
  },
}
