/** The publisher's desk: packages that were uploaded, and what was published. */
export const RELEASE_DESK = '/quan-tri/so-lieu/'

/** Bytes of a file that is uploaded. */
export const MAX_UPLOAD_BYTES = 8 * 1024 * 1024

/** Workbooks and archives alike begin so. */
const ZIP = [0x50, 0x4b, 0x03, 0x04]

export function isZip(bytes: Uint8Array): boolean {
  return ZIP.every((byte, at) => bytes[at] === byte)
}

export const draftAddress = (id: string): `${typeof RELEASE_DESK}${string}/` => `${RELEASE_DESK}${id}/`
