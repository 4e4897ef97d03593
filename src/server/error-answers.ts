import { MAX_UPLOAD_BYTES } from '../domain/releases/desk-rules.ts'
import { UPLOAD_PATH } from '../http/uploads.ts'
import type { Answer, AnswerHeaders } from './answer.ts'

/** What a reader is told when the server itself has to refuse or fails. */
interface Wording {
  title: string
  detail: string
}

const WORDING: Readonly<Record<number, Wording>> = {
  400: {
    title: 'Địa chỉ không hợp lệ',
    detail: 'Địa chỉ hoặc yêu cầu gửi tới không đúng dạng. Bạn vui lòng kiểm tra lại địa chỉ.',
  },
  404: {
    title: 'Không tìm thấy trang',
    detail: 'Trang bạn tìm không có ở địa chỉ này. Bạn vui lòng kiểm tra lại địa chỉ.',
  },
  405: {
    title: 'Cách gửi yêu cầu không được hỗ trợ',
    detail: 'Địa chỉ này không nhận cách gửi yêu cầu đó.',
  },
  413: {
    title: 'Nội dung quá dài',
    detail:
      'Nội dung bạn gửi quá dài nên chúng tôi không nhận được. Mỗi ý kiến có tối đa 500 ký tự. ' +
      'Bạn vui lòng bấm nút quay lại của trình duyệt: nội dung đã nhập vẫn còn, bạn rút ngắn rồi gửi lại.',
  },
  417: {
    title: 'Yêu cầu không được hỗ trợ',
    detail: 'Máy chủ không đáp ứng được điều kiện kèm theo yêu cầu.',
  },
  500: {
    title: 'Trang đang gặp lỗi',
    detail:
      'Xin lỗi bạn, máy chủ gặp lỗi ngoài dự kiến. Lỗi đã được ghi lại. Bạn vui lòng thử lại sau ít phút.',
  },
  503: {
    title: 'Trang đang khởi động lại',
    detail: 'Trang đang được khởi động lại. Bạn vui lòng thử lại sau ít giây.',
  },
}
const UPLOAD_TOO_LARGE: Wording = {
  title: 'Tệp quá lớn',
  detail:
    `Tệp gửi lên có tối đa ${MAX_UPLOAD_BYTES / 1024 / 1024} MB. Chưa có gì được lưu. ` +
    'Bạn vui lòng bấm nút quay lại của trình duyệt, chia gói thành nhiều tệp rồi gửi lại từng tệp.',
}
const REFUSED: Wording = {
  title: 'Không thực hiện được yêu cầu',
  detail: 'Máy chủ không thực hiện được yêu cầu này.',
}
const FAILED: Wording = { title: 'Trang đang gặp lỗi', detail: 'Bạn vui lòng thử lại sau ít phút.' }

/** Whether errors at this path are problem+json (RFC 9457) rather than a page. */
export function isApi(path: string): boolean {
  return path === '/api' || path.startsWith('/api/')
}

/** A complete answer for an error that no page of the site explains. */
export function errorAnswer(
  status: number,
  about: { path: string; requestId: string },
  headers: AnswerHeaders = {},
): Answer {
  const tooLarge = status === 413 && about.path === UPLOAD_PATH ? UPLOAD_TOO_LARGE : undefined
  const { title, detail } = tooLarge ?? WORDING[status] ?? (status < 500 ? REFUSED : FAILED)
  const json = isApi(about.path)
  const body = json
    ? JSON.stringify({ type: 'about:blank', title, status, detail })
    : page(title, detail, status >= 500 ? about.requestId : undefined)
  return {
    status,
    headers: {
      'content-type': json ? 'application/problem+json' : 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      ...headers,
    },
    body: Buffer.from(body),
  }
}

/** Nothing here comes from the request, so nothing needs escaping. */
function page(title: string, detail: string, requestId: string | undefined): string {
  const report =
    requestId === undefined ? '' : `\n<p>Mã lỗi để báo cho chúng tôi: <code>${requestId}</code></p>`
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${detail}</p>${report}
<p><a href="/">Về trang chủ</a></p>
</main>
</body>
</html>
`
}
