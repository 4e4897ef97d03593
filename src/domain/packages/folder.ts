import { constants } from 'node:fs'
import { lstat, open, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { DESCRIPTOR_FILE } from '../releases/canonical.ts'
import { isInside, resourcePaths } from './descriptor.ts'
import { fileFinding } from './findings.ts'
import type { Finding, PackageFile } from '../releases/rules.ts'

/** Bytes of one file of a package. */
export const MAX_FILE_BYTES = 32 * 1024 * 1024
/** Bytes of all of them. */
export const MAX_PACKAGE_BYTES = 64 * 1024 * 1024

/** A package as it was found, with what was wrong about finding it. */
export interface FoundPackage {
  files: PackageFile[]
  findings: Finding[]
}

/**
 * Reads `datapackage.json` and the files that it names, and nothing else: no link is followed, nothing outside the
 * folder is opened, and nothing that is no plain file.
 */
export async function readPackageFolder(dir: string): Promise<FoundPackage> {
  const found: FoundPackage = { files: [], findings: [] }
  const missing = await explainMissing(dir)
  if (missing !== null)
    return { files: [], findings: [fileFinding(DESCRIPTOR_FILE, 'source-error', missing)] }
  const descriptor = await readInto(found, dir, DESCRIPTOR_FILE)
  if (descriptor === null) return found
  let total = descriptor.byteLength
  for (const path of resourcePaths(descriptor)) {
    if (!isInside(path)) continue // checkPackage says so
    const bytes = await readInto(found, dir, path)
    total += bytes?.byteLength ?? 0
    if (total > MAX_PACKAGE_BYTES) {
      found.findings.push(tooLarge(path, 'Các tệp của gói', MAX_PACKAGE_BYTES))
      found.files.pop()
      break
    }
  }
  return found
}

/** Why a folder cannot be looked into; null where it can. */
async function explainMissing(dir: string): Promise<string | null> {
  try {
    if ((await stat(dir)).isDirectory()) return null
    return `"${dir}" không phải thư mục. Hãy ghi thư mục chứa ${DESCRIPTOR_FILE}.`
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return `Không có thư mục "${dir}". Hãy kiểm tra đường dẫn.`
    return `Không mở được thư mục "${dir}" (${code}). Hãy kiểm tra quyền đọc của thư mục.`
  }
}

async function readInto(found: FoundPackage, dir: string, path: string): Promise<Uint8Array | null> {
  const bytes = await readPlainFile(dir, path)
  if (!(bytes instanceof Uint8Array)) {
    found.findings.push(bytes)
    return null
  }
  found.files.push({ path, bytes })
  return bytes
}

async function readPlainFile(dir: string, path: string): Promise<Uint8Array | Finding> {
  let file: FileHandle | undefined
  try {
    const link = await findLink(dir, path)
    if (link !== null) {
      return fileFinding(
        path,
        'path-outside',
        `"${link}" là liên kết, có thể dẫn ra ngoài thư mục của gói. Hãy chép chính tệp đó vào thư mục.`,
      )
    }
    // Without NONBLOCK a named pipe would be waited for.
    file = await open(join(dir, path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    const found = await file.stat()
    if (!found.isFile()) {
      return fileFinding(
        path,
        'source-error',
        `"${path}" không phải là tệp. Hãy sửa đường dẫn hoặc đặt tệp vào đó.`,
      )
    }
    if (found.size > MAX_FILE_BYTES) return tooLarge(path, `Tệp "${path}"`, MAX_FILE_BYTES)
    return await file.readFile()
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const cause =
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `Trong thư mục của gói không có tệp "${path}". Hãy thêm tệp, hoặc sửa đường dẫn.`
        : `Không đọc được tệp "${path}" (${code}). Hãy kiểm tra quyền đọc của tệp.`
    return fileFinding(path, 'source-error', cause)
  } finally {
    await file?.close()
  }
}

/** The first part of a path that is a symbolic link. @throws where a part is not there */
async function findLink(dir: string, path: string): Promise<string | null> {
  const parts = path.split('/')
  for (let at = 1; at <= parts.length; at += 1) {
    const part = parts.slice(0, at).join('/')
    if ((await lstat(join(dir, part))).isSymbolicLink()) return part
  }
  return null
}

function tooLarge(path: string, what: string, limit: number): Finding {
  const megabytes = limit / 1024 / 1024
  return fileFinding(
    path,
    'too-large',
    `${what} vượt quá ${megabytes} MB. Hãy chia gói thành nhiều gói nhỏ hơn.`,
  )
}
