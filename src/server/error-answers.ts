import { MAX_UPLOAD_BYTES } from '../domain/releases/desk-rules.ts'
import { addressIn, splitLanguage, type Language } from '../domain/languages/rules.ts'
import { UPLOAD_PATH } from '../http/uploads.ts'
import type { Answer, AnswerHeaders } from './answer.ts'

/** What a reader is told when the server itself has to refuse or fails. */
interface Wording {
  title: string
  detail: string
}

const VIETNAMESE: Readonly<Record<number, Wording>> = {
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
    title: 'Trang tạm thời chưa nhận được yêu cầu',
    detail: 'Trang đang bận hoặc đang được khởi động lại. Bạn vui lòng thử lại sau ít giây.',
  },
}
const ENGLISH: Readonly<Record<number, Wording>> = {
  400: {
    title: 'This address is not valid',
    detail: 'The address or the request is malformed. Please check the address.',
  },
  404: {
    title: 'Page not found',
    detail: 'The page you are looking for is not at this address. Please check the address.',
  },
  405: {
    title: 'This kind of request is not supported',
    detail: 'This address does not take such a request.',
  },
  413: {
    title: 'Too long',
    detail:
      'What you sent is too long for us to take. A comment has at most 500 characters. ' +
      'Please use the back button of your browser: what you wrote is still there. Shorten it and send it again.',
  },
  417: {
    title: 'This request is not supported',
    detail: 'The server cannot meet the condition that came with the request.',
  },
  500: {
    title: 'Something went wrong',
    detail:
      'Sorry, the server met an unexpected error. It has been logged. Please try again in a few minutes.',
  },
  503: {
    title: 'The site cannot answer for a moment',
    detail: 'The site is busy or being restarted. Please try again in a few seconds.',
  },
}
const UPLOAD_TOO_LARGE: Wording = {
  title: 'Tệp quá lớn',
  detail:
    `Tệp gửi lên có tối đa ${MAX_UPLOAD_BYTES / 1024 / 1024} MB. Chưa có gì được lưu. ` +
    'Bạn vui lòng bấm nút quay lại của trình duyệt, chia gói thành nhiều tệp rồi gửi lại từng tệp.',
}
/** The frame of such a page, and what is said where the status has no words of its own. */
const PAGES = {
  vi: {
    wording: VIETNAMESE,
    refused: {
      title: 'Không thực hiện được yêu cầu',
      detail: 'Máy chủ không thực hiện được yêu cầu này.',
    },
    failed: { title: 'Trang đang gặp lỗi', detail: 'Bạn vui lòng thử lại sau ít phút.' },
    reference: 'Mã lỗi để báo cho chúng tôi:',
    home: 'Về trang chủ',
  },
  en: {
    wording: ENGLISH,
    refused: { title: 'This could not be done', detail: 'The server could not do what was asked.' },
    failed: { title: 'Something went wrong', detail: 'Please try again in a few minutes.' },
    reference: 'Code of this error, to tell us:',
    home: 'To the home page',
  },
} as const

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
  const { lang } = splitLanguage(about.path)
  const { wording, refused, failed } = PAGES[lang]
  const { title, detail } = tooLarge ?? wording[status] ?? (status < 500 ? refused : failed)
  const json = isApi(about.path)
  const body = json
    ? JSON.stringify({ type: 'about:blank', title, status, detail })
    : page({ title, detail }, lang, status >= 500 ? about.requestId : undefined)
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
function page({ title, detail }: Wording, lang: Language, requestId: string | undefined): string {
  const { reference, home } = PAGES[lang]
  const report = requestId === undefined ? '' : `\n<p>${reference} <code>${requestId}</code></p>`
  return `<!doctype html>
<html lang="${lang}">
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
<p><a href="${addressIn('/', lang)}">${home}</a></p>
</main>
</body>
</html>
`
}
