import { RELEASE_DESK } from '../domain/releases/desk-rules.ts'

/** Where staff send packages of figures; the one address that takes more than a form with text. */
export const UPLOAD_PATH = RELEASE_DESK

/** Bytes of one upload, with everything around the file. */
export const UPLOAD_LIMIT_BYTES = 16 * 1024 * 1024
