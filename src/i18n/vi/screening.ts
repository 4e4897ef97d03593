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

export const screening = {
  /** Why the system holds a comment for a closer look, by code. */
  held,
}
