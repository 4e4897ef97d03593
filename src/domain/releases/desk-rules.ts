/** The publisher's desk: packages that were uploaded, and what was published. */
export const RELEASE_DESK = '/quan-tri/so-lieu/'

/** Bytes of a file that is uploaded. */
export const MAX_UPLOAD_BYTES = 8 * 1024 * 1024

/** Rows of a sheet of a workbook that is uploaded, its header among them. */
export const MAX_SHEET_ROWS = 20_000

/** Rows of a package that is uploaded, in all its tables; larger ones are published from a folder. */
export const MAX_UPLOAD_ROWS = 20_000

/** Workbooks and archives alike begin so. */
const ZIP = [0x50, 0x4b, 0x03, 0x04]

export function isZip(bytes: Uint8Array): boolean {
  return ZIP.every((byte, at) => bytes[at] === byte)
}

/** Which table a workbook is for; each has a file of its own name. */
export const TEMPLATES = { 'mau-ket-qua': 'results', 'mau-kinh-phi': 'funding' } as const
export type TemplateKind = (typeof TEMPLATES)[keyof typeof TEMPLATES]

/** An empty workbook, or one that is filled in with the newest release of a dataset. */
export function templateAddress(kind: TemplateKind, dataset?: string): string {
  const name = kind === 'results' ? 'mau-ket-qua' : 'mau-kinh-phi'
  return `${RELEASE_DESK}${name}.xlsx${dataset === undefined ? '' : `?bo=${dataset}`}`
}

export const draftAddress = (id: string): `${typeof RELEASE_DESK}${string}/` => `${RELEASE_DESK}${id}/`
