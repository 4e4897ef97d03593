import type { IncomingMessage, ServerResponse } from 'node:http'
import { headerOf, matches, settle, type Answer } from '../answer.ts'
import type { Encoding } from '../encoding.ts'
import type { Secure } from '../security-headers.ts'
import type { Form } from './kept-pages.ts'

/** Sends a page as it is kept, or says that the reader has it already. @returns bytes of the body */
export function sendKept(req: IncomingMessage, res: ServerResponse, form: Form, requestId: string): number {
  const unchanged = matches(req.headers['if-none-match'], form.etag)
  const headers = unchanged ? form.unchangedHeaders : form.headers
  res.writeHead(unchanged ? 304 : 200, [...headers, 'x-request-id', requestId])
  if (unchanged || req.method === 'HEAD') {
    res.end()
    return 0
  }
  res.end(form.body)
  return form.body.length
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

function linesOf(headers: Answer['headers']): string[] {
  return Object.entries(headers).flatMap(([name, value]) => [value].flat().flatMap((line) => [name, line]))
}
