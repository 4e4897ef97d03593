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
  draft:
    'Bản nháp được giữ trong trình duyệt này, nhiều nhất 30 ngày; trên máy dùng chung, hãy xoá trước khi rời đi.',
  dropDraft: 'Xoá bản nháp',
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
  feed: { title: 'Bình luận: {title}', entry: 'Bình luận của {name}', link: 'Theo dõi bình luận (Atom)' },
  write: 'Viết bình luận',
  previous: 'Xem bình luận trước',
  next: 'Xem bình luận sau',
  erased: 'Nội dung bình luận đã được xoá.',
  /** In the place of a comment that was published before. */
  hidden: 'Bình luận đã bị ẩn. Lý do: {reason}.',
  aboutRevision: 'Nói về bản {n}',
  /** Beside a correction, leading to the comment. */
  causedCorrection: 'Đính chính sau một bình luận của bạn đọc',
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
  paused: 'Trang đang tạm ngừng nhận bình luận. Mời bạn quay lại sau.',
  intro:
    'Bình luận được đọc trước khi đăng, chậm nhất sau {n} ngày làm việc. Gửi xong, bạn nhận được mã để tra cứu kết quả.',
  rules: 'Quy tắc bình luận',
  reasons: 'Các lý do không đăng hoặc ẩn bình luận',
  guide: {
    writing: 'Viết thế nào',
    limits:
      'Bình luận dài từ {min} đến {max} ký tự, chỉ có chữ, không có hình ảnh hay định dạng. Tên không bắt buộc, dài nhất {name} ký tự; nếu bạn điền, tên hiện cùng bình luận.',
    published:
      'Bình luận không rơi vào lý do nào trong danh sách ở cuối trang này thì được đăng, kể cả khi phê bình hay trái ý cơ quan. Lời của bạn không bị biên tập.',
    after: 'Sau khi gửi',
    decision:
      'Bình luận chưa hiện ngay. Một người đọc trước rồi quyết định, chậm nhất sau {n} ngày làm việc, không tính ngày gửi, ngày nghỉ cuối tuần và ngày lễ.',
    tracking:
      'Gửi xong, bạn nhận một mã tra cứu. Nhập mã ở trang tra cứu để xem bình luận đang ở bước nào, hạn có kết quả và cách tính hạn.',
    answer:
      'Câu hỏi cần cơ quan trả lời được chuyển cho cơ quan đó. Hạn trả lời là {n} ngày làm việc kể từ ngày đăng; câu trả lời đứng ngay dưới bình luận.',
    refused: 'Nếu không được đăng hoặc bị ẩn',
    hidden:
      'Bình luận đã đăng mà bị ẩn thì ở chỗ đó còn ghi lý do. Bạn đọc khác có thể bấm “Báo vi phạm” dưới bình luận đã đăng; người kiểm duyệt xem lại rồi mới quyết định.',
    appeal:
      'Bạn được đề nghị xem lại, một lần đối với mỗi quyết định, bằng mã tra cứu. Lời đề nghị dài nhất {note} ký tự. Người xem lại không phải là người đã quyết định, và cũng có {n} ngày làm việc.',
    withdraw:
      'Bạn rút được bình luận bất cứ lúc nào bằng mã tra cứu. Bình luận đã rút không để lại gì trên trang.',
  },
  consents: {
    heading: 'Các bản của phần đồng ý',
    intro:
      'Mỗi bình luận gửi từ trang này được lưu kèm bản mà người gửi đã đồng ý. Bình luận gửi qua chương trình khác thì chương trình đó tự hỏi, và trang ghi là không có bản nào.',
    version: 'Bản {version}',
    current: 'đang dùng',
  },
  form,
}

function pickFields(...keys: (keyof typeof errors.field)[]): Readonly<Record<string, string>> {
  return Object.fromEntries(keys.map((key) => [key, errors.field[key]]))
}
