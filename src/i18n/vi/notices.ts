import type { CommentStatus } from '../../domain/moderation/rules.ts'

/** First line of a mail to the submitter, by where the comment stands. */
const steps: Readonly<Partial<Record<CommentStatus, string>>> = {
  published: 'Bình luận của bạn đã được đăng.',
  rejected: 'Bình luận của bạn không được đăng.',
  hidden: 'Bình luận của bạn đã đăng nay bị ẩn.',
  pending: 'Bình luận của bạn đang chờ duyệt lại.',
  appealed: 'Đề nghị xem lại của bạn đang được xem xét.',
}

export const notices = {
  form: {
    heading: 'Nhận thư báo',
    intro: 'Khi có quyết định hoặc câu trả lời, trang gửi thư đến địa chỉ này. Địa chỉ chỉ dùng vào việc ấy.',
    email: 'Địa chỉ email',
    submit: 'Gửi thư xác nhận',
    unconfirmed:
      'Trang đã gửi một thư đến địa chỉ bạn ghi. Mời bạn mở liên kết trong thư để xác nhận; nếu không thấy thư, hãy xem hộp thư rác hoặc ghi lại địa chỉ.',
    confirmed: 'Trang sẽ gửi thư cho bạn khi có quyết định hoặc câu trả lời.',
    stop: 'Thôi nhận thư',
  },
  link: {
    confirmHeading: 'Xác nhận nhận thư báo',
    confirmLead: 'Bạn sẽ nhận thư khi bình luận của mình có quyết định hoặc câu trả lời.',
    confirm: 'Tôi muốn nhận thư',
    stopHeading: 'Thôi nhận thư báo',
    stopLead: 'Trang sẽ xoá địa chỉ email của bạn và không gửi thư nữa. Bình luận không thay đổi.',
    stop: 'Thôi nhận thư',
    stoppedHeading: 'Đã thôi nhận thư',
    stoppedLead: 'Địa chỉ email của bạn đã được xoá.',
    unknownHeading: 'Liên kết không còn dùng được',
    unknownLead:
      'Liên kết đã hết hạn, hoặc bạn đã thôi nhận thư. Bạn vẫn xem được bình luận bằng mã tra cứu.',
    track: 'Tra cứu bình luận',
  },
  mail: {
    confirmSubject: 'Xác nhận nhận thư báo về bình luận',
    confirm:
      'Có người đề nghị nhận thư tại địa chỉ này về một bình luận trên trang {site}.\n\nNếu là bạn, mời mở liên kết sau trong {n} ngày để xác nhận:\n{url}\n\nNếu không phải bạn, xin bỏ qua thư này; trang không gửi thêm thư nào.',
    stepSubject: 'Bình luận của bạn có quyết định',
    steps,
    about: 'Bình luận gửi lúc {time} về “{title}”.',
    aboutGone: 'Bình luận gửi lúc {time}.',
    reason: 'Lý do: {label}. {explanation}',
    note: 'Lời nhắn của người duyệt: {note}',
    appeal:
      'Nếu không đồng ý, bạn được đề nghị một người khác xem lại, một lần đối với mỗi quyết định, ở trang tra cứu.',
    answerSubject: 'Bình luận của bạn có câu trả lời',
    answer: 'Cơ quan đã trả lời bình luận của bạn, hoặc đã sửa câu trả lời.',
    track: 'Xem tại:\n{url}',
    keep: 'Liên kết trên có mã tra cứu của bạn, xin đừng chuyển thư này cho người khác.',
    stop: 'Thôi nhận thư:\n{url}',
  },
}
