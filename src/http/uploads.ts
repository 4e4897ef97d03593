import { MAX_UPLOAD_BYTES, RELEASE_DESK } from '../domain/releases/desk-rules.ts'

/** Where staff send packages of figures; the one address that takes more than a form with text. */
export const UPLOAD_PATH = RELEASE_DESK

/** What a browser puts around the file: its name, the boundaries of the form, the token of the page. */
const FORM_BYTES = 64 * 1024

/** Bytes of one upload, with everything around the file: little more than the file itself may have. */
export const UPLOAD_LIMIT_BYTES = MAX_UPLOAD_BYTES + FORM_BYTES
