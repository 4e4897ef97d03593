import type { IncomingMessage, ServerResponse } from 'node:http'
import { matches } from '../answer.ts'
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
