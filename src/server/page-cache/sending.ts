import { headerOf, matches, settle, type Answer } from '../answer.ts'
import type { Encoding } from '../encoding.ts'
import type { Passage } from '../passage.ts'
import type { Secure } from '../security-headers.ts'
import type { Form } from './kept-pages.ts'

/** Sends something as it is kept, or says that the reader has it already. */
export function sendKept(passage: Passage, form: Form): void {
  const { req, res, requestId } = passage
  const unchanged = matches(req.headers['if-none-match'], form.etag)
  const headers = unchanged ? form.unchangedHeaders : form.headers
  // Written into the list itself: it is read by `writeHead` at once, and a copy would be as long as the list.
  headers[headers.length - 1] = requestId
  passage.route = form.route
  passage.isFile = form.isFile
  res.writeHead(unchanged ? 304 : 200, headers)
  if (unchanged || req.method === 'HEAD') res.end()
  else {
    passage.bytes = form.body.length
    res.end(form.body)
  }
}

/** @param answer with a body that is there in this encoding already */
export function formOf(
  answer: Answer & { body: Buffer },
  encoding: Encoding | 'identity',
  { route, isFile, secure }: Pick<Form, 'route' | 'isFile'> & { secure: Secure },
): Form {
  const conditions = { method: 'GET', acceptEncoding: encoding, ifNoneMatch: undefined }
  const whole = settle(answer, conditions)
  const unchanged = settle(answer, { ...conditions, ifNoneMatch: '*' })
  return {
    route,
    isFile,
    body: whole.body as Buffer,
    etag: headerOf(whole.headers, 'etag') ?? '',
    headers: linesOf(secure(whole.headers)),
    unchangedHeaders: linesOf(secure(unchanged.headers)),
  }
}

/** With room at the end for the id of the request. */
function linesOf(headers: Answer['headers']): string[] {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().flatMap((line) => [name, line]),
  )
  return [...lines, 'x-request-id', '']
}
