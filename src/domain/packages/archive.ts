import { DESCRIPTOR_FILE } from '../releases/canonical.ts'
import { isInside, resourcePaths } from './descriptor.ts'
import { fileFinding } from './findings.ts'
import type { FoundPackage } from './folder.ts'
import { unzip } from './zip.ts'

/** Reads an uploaded ZIP of a package, as it is or within one folder. */
export function readArchive(bytes: Uint8Array, fileName: string): FoundPackage {
  const { files, problem } = unzip(bytes, (name) => !isClutter(name))
  if (problem !== null) return { files: [], findings: [fileFinding(fileName, problem.type, problem.message)] }
  const outside = [...files.keys()].find((name) => !isInside(name))
  if (outside !== undefined) {
    const message = `"${outside}" dẫn ra ngoài tệp nén. Hãy nén lại thư mục của gói.`
    return { files: [], findings: [fileFinding(fileName, 'path-outside', message, { cell: outside })] }
  }
  const [first = ''] = files.keys()
  const folder = files.has(DESCRIPTOR_FILE) ? '' : first.slice(0, first.indexOf('/') + 1)
  const descriptor = files.get(folder + DESCRIPTOR_FILE)
  if (descriptor === undefined) {
    const message = `Tệp nén không có ${DESCRIPTOR_FILE}. Hãy nén cả thư mục của gói.`
    return { files: [], findings: [fileFinding(DESCRIPTOR_FILE, 'source-error', message)] }
  }
  const tables = resourcePaths(descriptor).flatMap((path) => {
    const table = files.get(folder + path)
    return table === undefined ? [] : [{ path, bytes: table }]
  })
  return { files: [{ path: DESCRIPTOR_FILE, bytes: descriptor }, ...tables], findings: [] }
}

/** What macOS puts into every archive. */
function isClutter(name: string): boolean {
  return name.startsWith('__MACOSX/') || name.endsWith('.DS_Store')
}
