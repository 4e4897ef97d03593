import { RequestError, type FormValues } from './errors.ts'

/** A form with a file, as a browser sends it. */
export interface Upload {
  /** First value of each field that is no file, without NUL. */
  values: FormValues
  /** First file of each field; a field left empty is none. */
  files: ReadonlyMap<string, UploadedFile>
}

export interface UploadedFile {
  /** As it was called where it came from, without any folder. */
  name: string
  bytes: Uint8Array
}

const MAX_NAME_CHARACTERS = 200

/**
 * Reads a form with files. How large it may be was decided before it was read.
 * @throws RequestError unsupported-type, or malformed
 */
export async function readUpload(request: Request): Promise<Upload> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data\s*;/iu.test(type))
    throw new RequestError('unsupported-type', 'no form with files')
  const form = await request.formData().catch(() => {
    throw new RequestError('malformed', 'the form breaks off')
  })
  const values = new Map<string, string>()
  const files = new Map<string, UploadedFile>()
  for (const [field, value] of form) {
    if (typeof value === 'string') {
      if (!values.has(field)) values.set(field, value.replaceAll('\0', ''))
    } else if ((value.name !== '' || value.size > 0) && !files.has(field)) {
      files.set(field, { name: plainName(value.name), bytes: new Uint8Array(await value.arrayBuffer()) })
    }
  }
  return { values, files }
}

/** Old browsers send the whole path; whatever else is in a name is only ever printed. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/u).at(-1) ?? ''
  return Array.from(last.replace(/\p{Cc}/gu, '').normalize('NFC'))
    .slice(0, MAX_NAME_CHARACTERS)
    .join('')
}
