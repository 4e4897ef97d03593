import type { IncomingHttpHeaders } from 'node:http'
import { isEncodable, type Answer } from './answer.ts'
import { encodingPicker, type Encoding } from './encoding.ts'
import { loggedRoute } from './log.ts'
import type { Form } from './page-cache/kept-pages.ts'
import { formOf } from './page-cache/sending.ts'
import type { Secure } from './security-headers.ts'
import type { StaticFiles } from './static-files.ts'

/** A file with its headers by encoding, made when first wanted. */
interface Forms {
  file: Answer & { body: Buffer }
  encodable: boolean
  made: Map<Encoding | 'identity', Form>
}

/**
 * Files of the build ready to be sent, by exactly the address that most ask for; other spellings of it are answered as
 * everything else is. Nothing is copied: a form has its headers, and the bytes are those of the file.
 */
export function fileForms(
  files: StaticFiles,
  secure: Secure,
): (url: string, headers: IncomingHttpHeaders) => Form | null {
  const pick = encodingPicker()
  const all = new Map<string, Forms>()
  for (const [path, file] of files) {
    const { body } = file
    if (Buffer.isBuffer(body)) {
      all.set(path, { file: { ...file, body }, encodable: isEncodable(file), made: new Map() })
    }
  }
  return (url, headers) => {
    const forms = all.get(url)
    if (forms === undefined) return null
    const { file, encodable, made } = forms
    const encoding = encodable ? pick(headers['accept-encoding']) : 'identity'
    const known = made.get(encoding)
    if (known !== undefined) return known
    if (encoding !== 'identity' && file.encoded?.[encoding] === undefined) return null
    const form = formOf(file, encoding, { route: loggedRoute(url), isFile: true, secure })
    made.set(encoding, form)
    return form
  }
}
