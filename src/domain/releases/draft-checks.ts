import type { Database } from '../../../db/connect.ts'
import type { Context } from '../context.ts'
import { isDomainError } from '../errors.ts'
import { readFiguresHead } from '../figures/store.ts'
import { vietnamDay } from '../periods/rules.ts'
import type { Reference } from '../reference/rules.ts'
import { checkPackage } from '../packages/check.ts'
import { MAX_UPLOAD_ROWS } from './desk-rules.ts'
import { differenceOf } from './difference.ts'
import type { StoredDraft } from './draft-store.ts'
import type { Difference } from './publication-rules.ts'
import type { CheckResult, PackageFile } from './rules.ts'
import { openUpload } from '../packages/uploads.ts'
import type { WorkbookPlaces } from '../packages/workbook-places.ts'

/** What a look at an uploaded package brought to light. */
export interface CheckedDraft {
  check: CheckResult
  /** What publishing it would do; null where too little of it could be read. */
  difference: Difference | null
  places: WorkbookPlaces | null
}

/** Drafts whose outcome is kept; each may take some megabytes. */
const MAX_KEPT = 4

type Outcomes = Map<string, Promise<CheckedDraft>>
const kept = new WeakMap<Database, WeakMap<Reference, Outcomes>>()

/**
 * Checks a draft against what is published now. The outcome stays the same until someone publishes, the codes that
 * figures refer to are read anew, or the day ends, so it is kept that long: looking at a large draft again costs nothing, and those who look at once share one check.
 */
export async function checkDraft(
  ctx: Context,
  { draft: { id, revision }, files }: Pick<StoredDraft, 'draft' | 'files'>,
): Promise<CheckedDraft> {
  const head = await readFiguresHead(ctx.db.read)
  const key = [id, revision, head, vietnamDay(ctx.now())].join(' ')
  const outcomes = outcomesOf(ctx)
  const known = outcomes.get(key)
  // Put in anew, so that it counts as the one that was wanted last.
  outcomes.delete(key)
  const outcome = known ?? checkUpload(ctx, files)
  outcomes.set(key, outcome)
  const [oldest] = outcomes.keys()
  if (outcomes.size > MAX_KEPT && oldest !== undefined) outcomes.delete(oldest)
  try {
    return await outcome
  } catch (error) {
    outcomes.delete(key)
    throw error
  }
}

function outcomesOf({ db, reference }: Context): Outcomes {
  const ofDatabase = kept.get(db) ?? new WeakMap<Reference, Outcomes>()
  kept.set(db, ofDatabase)
  const outcomes = ofDatabase.get(reference) ?? new Map<string, Promise<CheckedDraft>>()
  ofDatabase.set(reference, outcomes)
  return outcomes
}

async function checkUpload(ctx: Context, uploaded: readonly PackageFile[]): Promise<CheckedDraft> {
  const { files, findings, places } = await openUpload(uploaded)
  const check = await checkPackage(ctx, files, findings, MAX_UPLOAD_ROWS)
  return { check, difference: await previewOf(ctx, check), places }
}

/** What publishing would do, as far as the package could be read. */
async function previewOf(ctx: Context, { package: pkg }: CheckResult): Promise<Difference | null> {
  if (pkg === null) return null
  try {
    return await differenceOf(ctx.db.read, pkg)
  } catch (error) {
    // Claims on a row that was left out, or two figures of one id: the findings say what to mend first.
    if (isDomainError(error)) return null
    throw error
  }
}
