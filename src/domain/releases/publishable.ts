import type { Context } from '../context.ts'
import { DomainError, type FieldFault } from '../errors.ts'
import { MIN_WAIVER_REASON, type Difference, type PublishedWaiver } from './publication-rules.ts'
import { blockingTypes, isWaivable, type CheckResult, type ReadPackage, type Waiver } from './rules.ts'

/**
 * The package of a check that lets it through.
 * @throws DomainError invalid: findings block it (a fault for each type at `/findings`), a waiver cannot be used, or it
 *   holds samples and the site is no demonstration
 */
export function requirePublishable(
  ctx: Context,
  check: CheckResult,
  waivers: readonly Waiver[],
): ReadPackage {
  requireWaivers(waivers)
  const blocking = blockingTypes(check, waivers)
  if (check.package === null || blocking.length > 0) {
    throw new DomainError('invalid', `findings block it: ${blocking.join(', ')}`, {
      fields: blocking.map((code) => ({ pointer: '/findings', code })),
    })
  }
  if (check.package.descriptor.sample && !ctx.config.demo) {
    throw new DomainError('invalid', 'samples are for demonstrations', {
      fields: [{ pointer: '/sample', code: 'sample-in-public' }],
    })
  }
  requireWhole(check, check.package)
  return check.package
}

/** @throws DomainError invalid with a fault for each that names another type, or explains nothing */
export function requireWaivers(waivers: readonly { type: string; reason: string }[]): void {
  const fields = waivers.flatMap(faultsOf)
  if (fields.length > 0) throw new DomainError('invalid', 'a waiver cannot be used', { fields })
}

function faultsOf({ type, reason }: { type: string; reason: string }, at: number): FieldFault[] {
  const faults: FieldFault[] = []
  if (!isWaivable(type)) faults.push({ pointer: `/waivers/${at}/type`, code: 'not-waivable' })
  if (Array.from(reason.trim()).length < MIN_WAIVER_REASON) {
    faults.push({ pointer: `/waivers/${at}/reason`, code: 'too-short', count: MIN_WAIVER_REASON })
  }
  return faults
}

/** A row that a check left out would be missing in public, without a word. */
function requireWhole({ rowCounts }: CheckResult, { rows, claims }: ReadPackage): void {
  const counted = [...rowCounts.values()].reduce((sum, count) => sum + count, 0)
  if (counted !== rows.length + claims.length) throw new Error('the package lost rows while it was checked')
}

/** Only what a waiver let through becomes part of the public record. */
export function usedWaivers({ counts }: CheckResult, waivers: readonly Waiver[]): PublishedWaiver[] {
  return waivers
    .map(({ type, reason }) => ({ type, reason: reason.trim(), findings: counts.get(type)?.errors ?? 0 }))
    .filter(({ findings }) => findings > 0)
}

/** @throws DomainError invalid where a published figure would change without a reason */
export function requireExplained({ unexplained }: Difference): void {
  if (unexplained.length === 0) return
  throw new DomainError('invalid', 'a change of a published figure gives no reason', {
    fields: [{ pointer: '/rows', code: 'revision-reason', count: unexplained.length }],
  })
}
