import type { OutboxState, Workload } from '../../domain/notices/rules.ts'

const states: Readonly<Record<OutboxState, string>> = {
  waiting: 'Đang chờ gửi',
  failed: 'Không gửi được',
  sent: 'Đã gửi',
  dropped: 'Thôi không gửi',
}

const workload: Readonly<Record<keyof Workload, string>> = {
  pending: 'Bình luận chờ duyệt: {n}',
  appealed: 'Đề nghị xem lại: {n}',
  overdue: 'Trong đó đã quá hạn quyết định: {n}',
  answersDue: 'Bình luận chờ trả lời chính thức: {n}',
  answersOverdue: 'Trong đó đã quá hạn trả lời: {n}',
  reported: 'Bình luận đã đăng có báo vi phạm chưa xem: {n}',
}

/** Words of the notices that were sent, at the desk, and of the mail to the desk. */
export const noticesDesk = {
  nav: 'Thông báo',
  heading: 'Thông báo gửi ra ngoài',
  off: 'Trang chưa cấu hình máy chủ thư và địa chỉ nhận tin, nên không gửi gì ra ngoài.',
  on: 'Thư: {mail}. Địa chỉ nhận tin tự động: {n}.',
  mailOn: 'đang bật',
  mailOff: 'chưa cấu hình',
  states,
  channels: { mail: 'Thư', webhook: 'Tin tự động' },
  kinds: {
    confirm: 'Xác nhận địa chỉ',
    step: 'Quyết định về bình luận',
    answer: 'Câu trả lời chính thức',
    summary: 'Tóm tắt trong ngày',
  } as Readonly<Record<string, string>>,
  columns: {
    what: 'Thông báo',
    created: 'Tạo lúc',
    next: 'Lần gửi tới',
    attempts: 'Số lần gửi',
    problem: 'Vướng mắc',
  },
  retry: 'Gửi lại',
  none: 'Không có thông báo nào.',
  mail: {
    summarySubject: 'Việc chờ ở bàn kiểm duyệt',
    summary: 'Tình hình lúc thư được gửi:',
    workload,
    desk: 'Mở bàn kiểm duyệt:\n{url}',
  },
}
