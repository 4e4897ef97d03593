import { DESCRIPTOR_FILE } from '../releases/canonical.ts'
import type { Finding } from '../releases/rules.ts'
import { isInside, resourcePaths } from './descriptor.ts'
import { fileFinding } from './findings.ts'
import type { FoundPackage } from './folder.ts'
import { parseObject } from './json-object.ts'
import { unzip } from './zip.ts'

/** Folders that a message names; the rest are counted. */
const MAX_NAMED = 3

/** Reads an uploaded ZIP of one package, in whichever folder of the archive its descriptor lies. */
export function readArchive(bytes: Uint8Array, fileName: string): FoundPackage {
  const { files, problem } = unzip(bytes, (name) => !isClutter(name))
  const refuse = (finding: Finding): FoundPackage => ({ files: [], findings: [finding] })
  if (problem !== null) return refuse(fileFinding(fileName, problem.type, problem.message))
  const outside = [...files.keys()].find((name) => !isInside(name))
  if (outside !== undefined) {
    const message = `"${outside}" dẫn ra ngoài tệp nén. Hãy nén lại thư mục của gói.`
    return refuse(fileFinding(fileName, 'path-outside', message, { cell: outside }))
  }
  const folders = [...files.keys()]
    .filter((name) => name === DESCRIPTOR_FILE || name.endsWith(`/${DESCRIPTOR_FILE}`))
    .map((name) => name.slice(0, -DESCRIPTOR_FILE.length))
  const [folder, ...others] = folders
  if (folder === undefined) {
    const message = `Tệp nén không có ${DESCRIPTOR_FILE}. Hãy nén cả thư mục của gói.`
    return refuse(fileFinding(DESCRIPTOR_FILE, 'source-error', message))
  }
  if (others.length > 0) {
    const named = folders.slice(0, MAX_NAMED).map((one) => `"${one}${DESCRIPTOR_FILE}"`)
    const rest = folders.length > MAX_NAMED ? ', …' : ''
    const message = `Tệp nén có ${folders.length} gói (${named.join(', ')}${rest}). Mỗi tệp nén chỉ chứa một gói: hãy nén riêng từng thư mục.`
    return refuse(fileFinding(fileName, 'source-error', message))
  }
  const descriptor = files.get(folder + DESCRIPTOR_FILE) ?? new Uint8Array()
  const tables = resourcePaths(descriptor).flatMap((path) => {
    const table = files.get(folder + path)
    return table === undefined ? [] : [{ path, bytes: table }]
  })
  return {
    files: [{ path: DESCRIPTOR_FILE, bytes: descriptor }, ...tables],
    findings: findUnnamed([...files.keys()], folder, descriptor),
  }
}

/** Tables that came along and would not be read. */
function findUnnamed(names: readonly string[], folder: string, descriptor: Uint8Array): Finding[] {
  const { resources } = parseObject(descriptor).value ?? {}
  // Without a list of tables that alone is said.
  if (!Array.isArray(resources) || resources.length === 0) return []
  // An entry with a mistake still names its table.
  const listed = JSON.stringify(resources)
  return names
    .filter((name) => /\.csv$/iu.test(name))
    .map((name) => (name.startsWith(folder) ? name.slice(folder.length) : name))
    .filter((path) => !listed.includes(JSON.stringify(path)))
    .map((path) => {
      const message = `Tệp "${path}" có trong tệp nén mà mục resources của ${DESCRIPTOR_FILE} không ghi, nên không được đọc. Hãy ghi thêm vào resources, hoặc bỏ tệp khỏi tệp nén.`
      return fileFinding(path, 'resource-error', message)
    })
}

/** What macOS puts into every archive. */
function isClutter(name: string): boolean {
  return name.startsWith('__MACOSX/') || name.endsWith('.DS_Store')
}
