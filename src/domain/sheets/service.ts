import { encode } from 'uqr'
import type { Context } from '../context.ts'
import { findNewestDay, listResults } from '../figures/service.ts'
import { addressIn, type Language } from '../languages/rules.ts'
import type { Indicator } from '../reference/rules.ts'
import { courseOf, separate, type Course } from '../results/rules.ts'
import { getUnitResults, type UnitResults } from '../results/service.ts'
import { unitAddress } from '../units/rules.ts'
import { getUnit, type UnitProfile } from '../units/service.ts'
import { strokesOf, type SheetCode } from './rules.ts'

/** Everything that stands on the sheet of a unit. */
export interface UnitSheet {
  profile: UnitProfile
  results: UnitResults
  /** Of the first indicator with a number, over the years that can be compared. */
  course: { indicator: Indicator; course: Course } | null
  /** Absolute address that goes on showing what the sheet shows: its unit at the end of the last day with new figures. */
  address: string
  code: SheetCode
}

/** @throws DomainError not-found */
export async function getSheet(ctx: Context, id: string, lang: Language): Promise<UnitSheet> {
  const profile = getUnit(ctx, id)
  // Of a day that is over, which nothing can be added to any more; only where figures came today, it is today.
  const pinned = (await findNewestDay(ctx)) ?? profile.today
  const results = await getUnitResults(ctx, profile.unit, pinned)
  const address = new URL(addressIn(unitAddress(id), lang), ctx.config.siteUrl)
  address.searchParams.set('asof', pinned)
  return {
    profile,
    results,
    course: await findCourse(ctx, { unit: id, asof: pinned }, results),
    address: address.href,
    code: codeOf(address.href),
  }
}

async function findCourse(
  ctx: Context,
  from: { unit: string; asof: string },
  { entries }: UnitResults,
): Promise<UnitSheet['course']> {
  for (const { indicator } of entries) {
    if (indicator.kind !== 'number') continue
    const figures = await listResults(ctx, { ...from, indicator: indicator.id, sample: false })
    const course = courseOf(separate(figures).results, indicator)
    if (course !== null) return { indicator, course }
  }
  return null
}

/** Printed small and photographed by cheap phones: a tenth and more of it may be unreadable. */
function codeOf(text: string): SheetCode {
  const { data, size } = encode(text, { ecc: 'M', border: 0 })
  return { size, path: strokesOf(data) }
}
