import type { Context } from '../context.ts'
import { checkFolder } from '../packages/check.ts'
import { canonicalDescriptor, canonicalFiles, contentHash } from './canonical.ts'
import { listFiles } from './manifest.ts'
import { publishPackage, type Publication } from './publish.ts'
import type { CheckResult, ReadPackage } from './rules.ts'
import { readHead, wasPublished } from './store.ts'

/** A package in a folder that was looked at. */
export interface FolderCheck {
  folder: string
  check: CheckResult
  /** Exactly this content was published before. */
  known: boolean
}

export async function lookAtFolder(ctx: Context, folder: string): Promise<FolderCheck> {
  const check = await checkFolder(ctx, folder)
  const { package: pkg } = check
  // Whatever the check found: what was corrected since stands against it, and it was published all the same.
  const known = pkg !== null && (await wasPublished(ctx.db.read, pkg.descriptor.name, hashOf(pkg)))
  return { folder, check, known }
}

/** The same package compared with what is published by now. */
export async function checkAgain(
  ctx: Context,
  { folder, check }: Pick<FolderCheck, 'folder' | 'check'>,
): Promise<CheckResult> {
  const { seq } = await readHead(ctx.db.read, 'figures')
  return check.head === seq ? check : checkFolder(ctx, folder)
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
