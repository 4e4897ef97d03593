import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../domain/context.ts'
import { isDomainError } from '../domain/errors.ts'
import { checkAgain, lookAtFolder, publishAtStart, type NewFolder } from '../domain/releases/folders.ts'
import { blockingTypes, type Finding } from '../domain/releases/rules.ts'
import { CONTENT_DIR } from './context.ts'

/** No package: what packages refer to. */
const REFERENCE = 'reference'
/** Findings that are printed of one package; `release check` prints them all. */
const MAX_PRINTED = 5

/**
 * Publishes the packages under `content/data/` that were not published before, real ones first. What is wrong with a
 * package is printed, and the site starts all the same, with what was published so far.
 */
export async function publishNewPackages(
  context: Context,
  {
    contentDir = CONTENT_DIR,
    print = printOut,
  }: { contentDir?: string; print?: (line: string) => void } = {},
): Promise<void> {
  const found: NewFolder[] = []
  for (const folder of await listPackages(join(contentDir, 'data'))) {
    await carryOn(folder, print, async () => {
      const one = await lookAtFolder(context, folder)
      if (one !== null) found.push(holdsFirst(found, one) ? { ...one, check: null } : one)
    })
  }
  for (const samples of [false, true]) {
    if (samples && !context.config.demo) break
    for (const one of found.filter(({ sample }) => sample === samples)) {
      await carryOn(one.folder, print, () => publishOne(context, one, print))
    }
  }
}

/** What is published later is compared anew, with what was published before it: a large package takes much memory. */
function holdsFirst(found: readonly NewFolder[], { sample }: NewFolder): boolean {
  return found.some((earlier) => earlier.sample === sample)
}

async function listPackages(dir: string): Promise<string[]> {
  if (!existsSync(dir)) return []
  const entries = await readdir(dir, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== REFERENCE)
    .map(({ name }) => join(dir, name))
    .filter((folder) => existsSync(join(folder, 'datapackage.json')))
    .sort()
}

async function publishOne(context: Context, found: NewFolder, print: (line: string) => void): Promise<void> {
  const { folder } = found
  const check = await checkAgain(context, found)
  if (check.package === null || blockingTypes(check, []).length > 0) {
    const errors = check.findings.filter(({ severity }) => severity === 'error')
    print(`Chưa công bố ${folder}, gói còn lỗi:`)
    for (const finding of errors.slice(0, MAX_PRINTED)) print(`  ${lineOf(finding)}`)
    print(`  Xem đủ: npm run admin -- release check ${folder}`)
    return
  }
  const publication = await publishAtStart(context, check)
  if (publication.kind === 'unchanged') return
  const { first, revision, correction } = publication.difference.counts
  print(
    `Đã công bố số liệu ${publication.dataset}, phiên bản ${publication.version}: mới ${first}, cập nhật ${revision}, đính chính ${correction}.`,
  )
}

function lineOf({ file, rowNumber, fieldName, message }: Finding): string {
  const row = rowNumber === null ? '' : `, dòng ${rowNumber}`
  const column = fieldName === null ? '' : `, cột ${fieldName}`
  return `${file}${row}${column}: ${message}`
}

/** No package keeps the site from starting, whatever is wrong with it. */
async function carryOn(
  folder: string,
  print: (line: string) => void,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    const cause = isDomainError(error)
      ? error.fields.map(({ code }) => code).join(', ') || error.message
      : String(error)
    print(`Chưa công bố ${folder}: ${cause}`)
  }
}

function printOut(line: string): void {
  process.stdout.write(`${line}\n`)
}
