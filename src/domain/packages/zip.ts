import { inflateRawSync } from 'node:zlib'
import { MAX_UPLOAD_BYTES } from '../releases/desk-rules.ts'
import type { FindingType } from '../releases/rules.ts'

/** Bytes of everything in it. */
export const MAX_UNPACKED_BYTES = 64 * 1024 * 1024
const MAX_ENTRIES = 500

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const END_SIZE = 22
const LONGEST_COMMENT = 0xffff
/** Stands where a number is in the extension for large archives. */
const ELSEWHERE = 0xffffffff
const [STORED, DEFLATED] = [0, 8]
const SYMBOLIC_LINK = 0o120000

export interface ZipProblem {
  type: FindingType
  /** In Vietnamese. */
  message: string
}

export type Unzipped =
  { files: ReadonlyMap<string, Uint8Array>; problem: null } | { files: null; problem: ZipProblem }

const DAMAGED: ZipProblem = {
  type: 'source-error',
  message: 'Tệp nén bị hỏng hoặc không phải dạng ZIP. Hãy lưu và tải lên lại.',
}

/** What is said of an archive with more than {@link MAX_UPLOAD_BYTES}. */
export const TOO_LARGE: ZipProblem = {
  type: 'too-large',
  message: `Tệp lớn hơn ${MAX_UPLOAD_BYTES / 1024 / 1024} MB. Hãy chia thành nhiều gói nhỏ hơn.`,
}

class Refused extends Error {
  readonly problem: ZipProblem

  constructor(problem: ZipProblem) {
    super(problem.message)
    this.problem = problem
  }
}

/**
 * Unpacks an archive that nobody vouches for: what it says about its own sizes is not believed, and no more is
 * unpacked than {@link MAX_UNPACKED_BYTES}, all entries taken together.
 * @param wanted which entries to unpack, by their names
 */
export function unzip(bytes: Uint8Array, wanted: (name: string) => boolean): Unzipped {
  if (bytes.byteLength > MAX_UPLOAD_BYTES) {
    return { files: null, problem: TOO_LARGE }
  }
  try {
    return {
      files: readEntries(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), wanted),
      problem: null,
    }
  } catch (error) {
    if (error instanceof Refused) return { files: null, problem: error.problem }
    // A number that points outside the file, or bytes that do not inflate.
    if (error instanceof RangeError || isZlibError(error)) return { files: null, problem: DAMAGED }
    throw error
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
}

function readEntries(zip: Buffer, wanted: (name: string) => boolean): ReadonlyMap<string, Uint8Array> {
  const end = findEnd(zip)
  const count = zip.readUInt16LE(end + 10)
  if (count > MAX_ENTRIES) {
    throw new Refused({ type: 'too-large', message: `Tệp nén có hơn ${MAX_ENTRIES} mục bên trong.` })
  }
  const files = new Map<string, Uint8Array>()
  let left = MAX_UNPACKED_BYTES
  let at = zip.readUInt32LE(end + 16)
  for (let seen = 0; seen < count; seen += 1) {
    const entry = readEntry(zip, at)
    at = entry.next
    if (entry.name.endsWith('/') || !wanted(entry.name)) continue
    if (files.has(entry.name)) throw new Refused(DAMAGED)
    const content = unpack(zip, entry, left)
    left -= content.byteLength
    files.set(entry.name, content)
  }
  return files
}

/** The record at the end of an archive stands before a comment of any length. */
function findEnd(zip: Buffer): number {
  const first = Math.max(0, zip.byteLength - END_SIZE - LONGEST_COMMENT)
  for (let at = zip.byteLength - END_SIZE; at >= first; at -= 1) {
    if (zip.readUInt32LE(at) === END) return at
  }
  throw new Refused(DAMAGED)
}

interface Entry {
  name: string
  method: number
  /** Bytes as packed, and where their header stands. */
  size: number
  offset: number
  next: number
}

function readEntry(zip: Buffer, at: number): Entry {
  if (zip.readUInt32LE(at) !== ENTRY) throw new Refused(DAMAGED)
  const flags = zip.readUInt16LE(at + 8)
  const nameLength = zip.readUInt16LE(at + 28)
  const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
  if ((flags & 1) !== 0) {
    throw new Refused({ type: 'source-error', message: 'Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.' })
  }
  if (((zip.readUInt32LE(at + 38) >>> 16) & 0o170000) === SYMBOLIC_LINK) {
    throw new Refused({
      type: 'path-outside',
      message: `"${name}" trong tệp nén là liên kết. Hãy đưa chính tệp đó vào.`,
    })
  }
  return {
    name,
    method: zip.readUInt16LE(at + 10),
    size: zip.readUInt32LE(at + 20),
    offset: zip.readUInt32LE(at + 42),
    next: at + 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32),
  }
}

function unpack(zip: Buffer, { method, size, offset }: Entry, left: number): Uint8Array {
  if (size === ELSEWHERE || offset === ELSEWHERE || zip.readUInt32LE(offset) !== LOCAL)
    throw new Refused(DAMAGED)
  const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28)
  if (start + size > zip.byteLength) throw new Refused(DAMAGED)
  const packed = zip.subarray(start, start + size)
  if (method === STORED && size <= left) return packed
  if (method !== STORED && method !== DEFLATED) throw new Refused(DAMAGED)
  try {
    // Zero would lift the limit.
    if (left > 0 && method === DEFLATED) return inflateRawSync(packed, { maxOutputLength: left })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')) throw error
  }
  throw new Refused({
    type: 'too-large',
    message: `Bung ra, tệp lớn hơn ${MAX_UNPACKED_BYTES / 1024 / 1024} MB. Hãy chia thành nhiều gói nhỏ hơn.`,
  })
}
