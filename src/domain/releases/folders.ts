import type { Context } from '../context.ts'
import { checkFolder, checkPackage } from '../packages/check.ts'
import { readPackageFolder } from '../packages/folder.ts'
import { canonicalDescriptor, canonicalFiles, contentHash } from './canonical.ts'
import { listFiles } from './manifest.ts'
import { publishPackage, type Publication } from './publish.ts'
import type { CheckResult, ReadPackage } from './rules.ts'
import { isPublishedFolder, readHead, rememberFolder, wasPublished } from './store.ts'

/** A folder with something that was not published before. */
export interface NewFolder {
  folder: string
  sample: boolean
  /** What it says, as it was when it was looked at; null where that was let go. */
  check: CheckResult | null
}

/**
 * Looks whether a folder holds something new. Files that were published once as they are, byte for byte, are not read
 * as a package again: with millions of figures a start would take minutes.
 * @returns null where there is nothing new
 */
export async function lookAtFolder(ctx: Context, folder: string): Promise<NewFolder | null> {
  const { files, findings } = await readPackageFolder(folder)
  const hash = contentHash(listFiles(files))
  if (findings.length === 0 && (await isPublishedFolder(ctx.db.read, hash))) return null
  const check = await checkPackage(ctx, files, findings)
  const { package: pkg } = check
  // Whatever the check found: what was corrected since stands against it, and it was published all the same.
  if (pkg === null || !(await wasPublished(ctx.db.read, pkg.descriptor.name, hashOf(pkg)))) {
    return { folder, check, sample: pkg?.descriptor.sample ?? false }
  }
  if (findings.length === 0) await rememberFolder(ctx.db.write, hash)
  return null
}

/** The package compared with what is published by now. */
export async function checkAgain(ctx: Context, { folder, check }: NewFolder): Promise<CheckResult> {
  const { seq } = await readHead(ctx.db.read, 'figures')
  return check?.head === seq ? check : checkFolder(ctx, folder)
}

function hashOf(pkg: ReadPackage): string {
  return contentHash(listFiles(canonicalFiles(canonicalDescriptor(pkg), pkg)))
}

/** Publishes what was found in a folder when the site started: nobody looked at the difference. @throws DomainError */
export async function publishAtStart(ctx: Context, check: CheckResult): Promise<Publication> {
  return publishPackage(
    ctx,
    check,
    { channel: 'start', publishedBy: '', staffId: null, confirmedBy: null },
    [],
  )
}
