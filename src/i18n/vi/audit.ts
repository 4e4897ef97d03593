import type { AuditAction, AuditPart } from '../../domain/audit/rules.ts'
import type { AuditKind } from '../../domain/audit/query-rules.ts'

/** Kept complete by the type: an action without words does not compile. */
const actions: Readonly<Record<AuditAction, string>> = {
  'session.opened': 'Đăng nhập',
  'session.opened-with-recovery-code': 'Đăng nhập bằng mã dự phòng',
  'session.opened-with-passkey': 'Đăng nhập bằng khoá truy cập',
  'session.closed': 'Kết thúc phiên làm việc',
  'session.all-closed': 'Đăng xuất khỏi mọi thiết bị',
  'account.password-changed': 'Đổi mật khẩu',
  'account.totp-set': 'Đặt ứng dụng xác thực',
  'account.recovery-codes-made': 'Tạo mã dự phòng',
  'account.passkey-added': 'Thêm khoá truy cập',
  'account.passkey-renamed': 'Đổi tên khoá truy cập',
  'account.passkey-removed': 'Gỡ khoá truy cập',
  'staff.added': 'Thêm tài khoản',
  'staff.invited': 'Mời người mới',
  'staff.invitation-withdrawn': 'Huỷ liên kết dùng một lần',
  'staff.joined': 'Nhận lời mời',
  'staff.role-changed': 'Đổi vai trò',
  'staff.disabled': 'Khoá tài khoản',
  'staff.enabled': 'Mở lại tài khoản',
  'staff.reset-link-made': 'Tạo liên kết đặt lại mật khẩu',
  'staff.reset': 'Đặt lại mật khẩu qua liên kết',
  'staff.signed-out': 'Kết thúc mọi phiên của một người',
  'answer.asked': 'Chuyển bình luận để chờ trả lời',
  'answer.redirected': 'Chuyển cơ quan trả lời',
  'answer.request-dropped': 'Bỏ yêu cầu trả lời',
  'reports.dismissed': 'Bỏ qua báo vi phạm',
  'notice.retried': 'Gửi lại một thông báo',
  'switch.turned-on': 'Bật một chế độ của toàn trang',
  'switch.turned-off': 'Tắt một chế độ của toàn trang',
}

const parts: Readonly<Record<AuditPart, string>> = {
  session: 'Đăng nhập',
  account: 'Tài khoản của mình',
  staff: 'Nhân sự',
  answer: 'Trả lời chính thức',
  reports: 'Báo vi phạm',
  notice: 'Thông báo gửi ra ngoài',
  switch: 'Chế độ của trang',
}

const kinds: Readonly<Record<Exclude<AuditKind, AuditPart>, string>> = {
  decision: 'Quyết định về bình luận',
  release: 'Công bố số liệu',
}

export const audit = {
  heading: 'Nhật ký',
  intro: 'Mọi việc cán bộ đã làm, mới nhất trước. Nhật ký chỉ ghi thêm, không sửa và không xoá được.',
  filter: 'Lọc nhật ký',
  person: 'Người làm',
  everyone: 'Mọi người',
  kind: 'Loại việc',
  everything: 'Mọi việc',
  from: 'Từ ngày',
  to: 'Đến ngày',
  apply: 'Lọc',
  clear: 'Bỏ lọc',
  csv: 'Tải CSV',
  empty: 'Không có việc nào khớp với bộ lọc.',
  time: 'Lúc',
  what: 'Việc',
  who: 'Ai',
  about: 'Về',
  next: 'Việc cũ hơn',
  first: 'Về việc mới nhất',
  command: 'Người quản trị máy chủ',
  system: 'Hệ thống',
  gone: 'Tài khoản đã gỡ',
  release: 'Công bố: {title}, phiên bản {n}',
  actions,
  kinds: { ...kinds, ...parts } as Readonly<Record<AuditKind, string>>,
} as const
