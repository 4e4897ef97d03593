import type { IncomingHttpHeaders } from 'node:http'
import { isEncodable, type Answer } from './answer.ts'
import { encodingPicker } from './encoding.ts'
import { loggedRoute } from './log.ts'
import type { Form } from './page-cache/kept-pages.ts'
import { formOf } from './page-cache/sending.ts'
import type { Secure } from './security-headers.ts'
import type { StaticFiles } from './static-files.ts'

/**
 * Files of the build ready to be sent, by exactly the address that most ask for; other spellings of it are answered as
 * everything else is. Nothing is copied: a form has its headers, and the bytes are those of the file.
 */
export function fileForms(
  files: StaticFiles,
  secure: Secure,
): (url: string, headers: IncomingHttpHeaders) => Form | null {
  const pick = encodingPicker()
  const made = new Map<Answer, Map<string, Form>>()
  return (url, headers) => {
    const file = files.get(url)
    if (file === undefined || !Buffer.isBuffer(file.body)) return null
    const encoding = isEncodable(file) ? pick(headers['accept-encoding']) : 'identity'
    if (encoding !== 'identity' && file.encoded?.[encoding] === undefined) return null
    const forms = made.get(file) ?? new Map<string, Form>()
    made.set(file, forms)
    const known = forms.get(encoding)
    if (known !== undefined) return known
    const about = { route: loggedRoute(url), isFile: true, secure }
    const form = formOf({ ...file, body: file.body }, encoding, about)
    forms.set(encoding, form)
    return form
  }
}
