import type { Writer } from '../../../db/connect.ts'
import { isPermitted, requirePermission } from '../accounts/rules.ts'
import { requireStanding } from '../accounts/standing.ts'
import { recordAudit } from '../audit/service.ts'
import { countCharacters, normalizeBody } from '../comments/rules.ts'
import type { StaffContext } from '../context.ts'
import { DomainError } from '../errors.ts'
import { differenceOf } from './difference.ts'
import { checkDraft } from './draft-checks.ts'
import {
  findDraft,
  insertDraft,
  listDraftRows,
  moveDraft,
  type DraftChanges,
  type StoredDraft,
} from './draft-store.ts'
import { MAX_UPLOAD_BYTES } from './desk-rules.ts'
import { RETURN_REASON, type Draft, type DraftState, type DraftView } from './publication-rules.ts'
import { requireExplained, requirePublishable, requireWaivers } from './publishable.ts'
import { publishPackage, type Publisher } from './publish.ts'
import type { CheckResult, PackageFile, Waiver } from './rules.ts'
import { inSheets } from '../packages/workbook-places.ts'

const LONGEST_NAME = 200
const LIVE: readonly DraftState[] = ['open', 'awaiting-confirmation']
const ENDED: readonly DraftState[] = ['published', 'discarded']

/**
 * Takes an uploaded package in, whatever is wrong with it: what that is shows when it is looked at.
 * @throws DomainError forbidden, or invalid where it has no file or is too large
 */
export async function createDraft(
  ctx: StaffContext,
  { fileName, files }: { fileName: string; files: readonly PackageFile[] },
): Promise<Draft> {
  requirePermission(ctx, 'releases.publish')
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const fault = size === 0 ? 'required' : size > MAX_UPLOAD_BYTES ? 'too-large' : null
  if (fault !== null) {
    throw new DomainError('invalid', 'no usable upload', { fields: [{ pointer: '/file', code: fault }] })
  }
  const id = ctx.newId()
  const draft = {
    id,
    file_name: fileName
      .toWellFormed()
      .replace(/\p{Cc}/gu, '')
      .slice(0, LONGEST_NAME),
    created_at: ctx.now().toISOString(),
    created_by: ctx.staff.id,
    files,
  }
  await ctx.db.transaction(async (tx) => {
    await requireStanding(tx, ctx)
    await insertDraft(tx, draft)
  })
  return (await requireDraft(ctx, id)).draft
}

/** Drafts that wait for someone, those that changed last first; `ended` for those that were published or discarded. */
export async function listDrafts(ctx: StaffContext, { ended = false } = {}): Promise<Draft[]> {
  requirePermission(ctx, 'releases.read')
  return listDraftRows(ctx.db.read, ended ? ENDED : LIVE)
}

/** A draft, checked anew against what is published now. @throws DomainError forbidden or not-found */
export async function getDraft(ctx: StaffContext, id: string): Promise<DraftView> {
  requirePermission(ctx, 'releases.read')
  const stored = await requireDraft(ctx, id)
  const { draft } = stored
  if (ENDED.includes(draft.state))
    return { draft, check: null, difference: null, needsSecondPerson: false, sheets: null, mayDiscard: false }
  const { check, difference, places } = await checkDraft(ctx, stored)
  return {
    draft,
    check:
      places === null ? check : { ...check, findings: check.findings.map((one) => inSheets(one, places)) },
    difference,
    needsSecondPerson: difference?.needsSecondPerson ?? false,
    sheets: places?.sheets ?? null,
    mayDiscard: mayDiscard(ctx, draft),
  }
}

/** What someone decides, on the revision and the difference that were on the screen. */
export interface DraftDecision {
  revision: number
  /** {@link Difference.fingerprint} */
  seen: string
}

/** @throws DomainError forbidden, not-found, invalid, or conflict where the draft is no longer open at this revision */
export async function setWaivers(
  ctx: StaffContext,
  id: string,
  { revision, waivers }: { revision: number; waivers: readonly Waiver[] },
): Promise<Draft> {
  requirePermission(ctx, 'releases.publish')
  requireWaivers(waivers)
  const stored = await requireAt(ctx, id, revision, ['open'])
  return step(ctx, stored, { waivers: waivers.map(({ type, reason }) => ({ type, reason: reason.trim() })) })
}

/**
 * Publishes an open draft, or puts it before a second person where it corrects a published figure.
 * @throws DomainError forbidden, not-found, invalid (see {@link requirePublishable}), or conflict where the draft, or
 *   what publishing it would correct, is no longer what was on the screen
 */
export async function publishDraft(
  ctx: StaffContext,
  id: string,
  { revision, seen }: DraftDecision,
): Promise<Draft> {
  requirePermission(ctx, 'releases.publish')
  const stored = await requireAt(ctx, id, revision, ['open'])
  const { draft } = stored
  const { check } = await checkDraft(ctx, stored)
  const difference = await differenceOf(ctx.db.read, requirePublishable(ctx, check, draft.waivers))
  requireExplained(difference)
  if (difference.fingerprint !== seen) throw conflictOf(draft)
  if (difference.needsSecondPerson) {
    return step(ctx, stored, {
      ...{ state: 'awaiting-confirmation', requestedBy: ctx.staff.id, returned: null },
    })
  }
  return publish(ctx, stored, check, seen, {
    channel: 'desk',
    publishedBy: ctx.staff.email,
    staffId: ctx.staff.id,
    confirmedBy: null,
  })
}

/**
 * Publishes what someone else asked for.
 * @throws DomainError forbidden, also for who uploaded it or asked for it; else as {@link publishDraft}
 */
export async function confirmDraft(
  ctx: StaffContext,
  id: string,
  { revision, seen }: DraftDecision,
): Promise<Draft> {
  requirePermission(ctx, 'releases.publish')
  const stored = await requireAt(ctx, id, revision, ['awaiting-confirmation'])
  const { draft, requestedByEmail } = stored
  const { requestedBy } = draft
  if (requestedBy === null || requestedByEmail === null) throw new Error(`nobody asked to publish ${id}`)
  requireSecondPerson(ctx, draft)
  const { check } = await checkDraft(ctx, stored)
  return publish(ctx, stored, check, seen, {
    channel: 'desk',
    publishedBy: requestedByEmail,
    staffId: requestedBy.id,
    confirmedBy: ctx.staff.id,
  })
}

/**
 * Opens a draft again that someone else asked to have published, and says why; only staff read the reason.
 * @throws DomainError forbidden, also for who uploaded it or asked for it; not-found, conflict, or invalid with
 *   `/reason`
 */
export async function returnDraft(
  ctx: StaffContext,
  id: string,
  { revision, reason: raw }: { revision: number; reason: string },
): Promise<Draft> {
  requirePermission(ctx, 'releases.publish')
  const stored = await requireAt(ctx, id, revision, ['awaiting-confirmation'])
  requireSecondPerson(ctx, stored.draft)
  const reason = readReturnReason(raw)
  return step(ctx, stored, { state: 'open', returned: { by: ctx.staff.id, reason } }, (tx) =>
    // The reason stands with the draft: the log keeps no text that people wrote.
    recordAudit(tx, { ctx, action: 'draft.returned', subject: `draft/${id}`, details: { revision } }),
  )
}

function requireSecondPerson({ staff }: StaffContext, { createdBy, requestedBy }: Draft): void {
  if (staff.id === requestedBy?.id || staff.id === createdBy.id) {
    throw new DomainError('forbidden', 'a second person has to decide')
  }
}

function readReturnReason(raw: string): string {
  const reason = normalizeBody(raw)
  const length = countCharacters(reason)
  const { min, max } = RETURN_REASON
  const fault = length < min ? { code: 'too-short', count: min } : { code: 'too-long', count: max }
  if (length >= min && length <= max) return reason
  throw new DomainError('invalid', 'no usable reason', { fields: [{ pointer: '/reason', ...fault }] })
}

/**
 * Drops a draft that was not published; its files are forgotten.
 * @throws DomainError forbidden, also where it waits for confirmation and belongs to others; not-found or conflict
 */
export async function discardDraft(
  ctx: StaffContext,
  id: string,
  { revision }: { revision: number },
): Promise<Draft> {
  requirePermission(ctx, 'releases.publish')
  const stored = await requireAt(ctx, id, revision, LIVE)
  if (!mayDiscard(ctx, stored.draft)) throw new DomainError('forbidden', 'others wait for this draft')
  return step(ctx, stored, { state: 'discarded' })
}

/** What waits for a second person is dropped by those who want it published, or by an admin: else anyone could undo it. */
function mayDiscard({ staff }: StaffContext, { state, createdBy, requestedBy }: Draft): boolean {
  if (state !== 'awaiting-confirmation') return isPermitted(staff.role, 'releases.publish')
  return staff.role === 'admin' || staff.id === createdBy.id || staff.id === requestedBy?.id
}

async function publish(
  ctx: StaffContext,
  { draft }: StoredDraft,
  check: CheckResult,
  seen: string,
  by: Publisher,
): Promise<Draft> {
  const at = ctx.now().toISOString()
  const publication = await publishPackage(ctx, check, by, draft.waivers, {
    seen,
    also: async (tx, releaseSeq) => {
      await requireStanding(tx, ctx)
      if (!(await moveDraft(tx, draft, { state: 'published', releaseSeq }, at))) throw conflictOf(draft)
    },
  })
  if (publication.kind === 'unchanged') {
    throw new DomainError('invalid', 'the package changes nothing', {
      fields: [{ pointer: '/rows', code: 'unchanged' }],
    })
  }
  return (await requireDraft(ctx, draft.id)).draft
}

async function step(
  ctx: StaffContext,
  { draft }: StoredDraft,
  changes: DraftChanges,
  also: (tx: Writer) => Promise<void> = () => Promise.resolve(),
): Promise<Draft> {
  const at = ctx.now().toISOString()
  await ctx.db.transaction(async (tx) => {
    await requireStanding(tx, ctx)
    if (!(await moveDraft(tx, draft, changes, at))) throw conflictOf(draft)
    await also(tx)
  })
  return (await requireDraft(ctx, draft.id)).draft
}

async function requireAt(
  ctx: StaffContext,
  id: string,
  revision: number,
  states: readonly DraftState[],
): Promise<StoredDraft> {
  const stored = await requireDraft(ctx, id)
  if (stored.draft.revision !== revision || !states.includes(stored.draft.state))
    throw conflictOf(stored.draft)
  return stored
}

async function requireDraft(ctx: StaffContext, id: string): Promise<StoredDraft> {
  // What a step just wrote is read again, so not from a copy that lags behind.
  const stored = await findDraft(ctx.db.write, id)
  if (stored === null) throw new DomainError('not-found', `no draft ${id}`)
  return stored
}

function conflictOf({ revision, state }: Draft): DomainError {
  return new DomainError('conflict', 'the draft is not what was on the screen', {
    current: { revision, state },
  })
}
