import { errors } from './errors.ts'

/** What the form says; handed to the island, so that it knows no language itself. */
const form = {
  heading: 'Gửi bình luận',
  body: 'Bình luận của bạn',
  limit: 'Từ {min} đến {max} ký tự',
  left: 'Bạn còn {n}/{max} ký tự',
  over: 'Bạn đã nhập quá {n} ký tự',
  name: 'Tên hiển thị (không bắt buộc)',
  nameHint: 'Để trống thì bình luận ghi là “Bạn đọc”.',
  consentLink: 'Đọc trang Bảo vệ dữ liệu cá nhân',
  submit: 'Gửi bình luận',
  sending: 'Đang gửi…',
  problems: {
    summary: 'Bình luận chưa gửi được',
    /** The server's own words for what the form can notice by itself, by pointer and code. */
    fields: pickFields(
      '/body too-short',
      '/body too-long',
      '/body no-letters',
      '/displayName too-long',
      '/consent required',
    ),
    network: 'Không kết nối được. Bình luận của bạn vẫn còn ở đây, mời bạn gửi lại khi có mạng.',
    server: 'Trang đang gặp sự cố. Bình luận của bạn vẫn còn ở đây, mời bạn gửi lại sau ít phút.',
    refused: 'Trang chưa nhận bình luận này. Nội dung bạn viết vẫn còn ở đây.',
    waitSeconds: 'Bạn gửi hơi nhanh. Mời bạn gửi lại sau {n} giây.',
    waitMinutes: 'Bạn đã gửi nhiều lần trong thời gian ngắn. Mời bạn gửi lại sau {n} phút.',
  },
}

export type CommentFormTexts = typeof form

export const comments = {
  heading: 'Bình luận',
  anonymous: 'Bạn đọc',
  sample: 'Bình luận mẫu',
  empty: 'Chưa có bình luận nào.',
  write: 'Viết bình luận',
  previous: 'Xem bình luận trước',
  next: 'Xem bình luận sau',
  erased: 'Nội dung bình luận đã được xoá.',
  /** In the place of a comment that was published before. */
  hidden: 'Bình luận đã bị ẩn. Lý do: {reason}.',
  aboutRevision: 'Nói về bản {n}',
  corrected: 'Số liệu đã được đính chính sau bình luận này:',
  correctedTo: 'xem bản {n}',
  closed: {
    article: 'Bài này không nhận bình luận.',
    figure: 'Số này không nhận bình luận.',
    unit: 'Trang này không nhận bình luận.',
  },
  closedWithComments: {
    article: 'Bài này không nhận thêm bình luận.',
    figure: 'Số này không nhận thêm bình luận.',
    unit: 'Trang này không nhận thêm bình luận.',
  },
  intro:
    'Bình luận được đọc trước khi đăng, chậm nhất sau {n} ngày làm việc. Gửi xong, bạn nhận được mã để tra cứu kết quả.',
  rules: 'Quy tắc bình luận',
  reasons: 'Các lý do không đăng hoặc ẩn bình luận',
  form,
}

function pickFields(...keys: (keyof typeof errors.field)[]): Readonly<Record<string, string>> {
  return Object.fromEntries(keys.map((key) => [key, errors.field[key]]))
}
