import type { z } from 'zod'
import type { Context } from '../../domain/context.ts'
import { indicatorAddress, type Indicator, type Programme } from '../../domain/reference/rules.ts'
import { unitAddress, type AdministrativeUnit, type Succession } from '../../domain/units/rules.ts'
import type { UnitProfile } from '../../domain/units/service.ts'
import type { indicatorItem, programmeItem, unitDetail, unitItem } from './reference-schemas.ts'

export function toUnitItem(ctx: Context, unit: AdministrativeUnit): z.infer<typeof unitItem> {
  const { id, name, level, officialCode, parentId, validFrom, validTo, seenBy, goneBy, tile } = unit
  const address = new URL(unitAddress(id), ctx.config.siteUrl).href
  return {
    ...{ id, name, level, officialCode, parent: parentId },
    ...{ validFrom, validTo, seenBy, goneBy, tile, address },
  }
}

export function toUnitDetail(
  ctx: Context,
  { unit, predecessors, successors }: Pick<UnitProfile, 'unit' | 'predecessors' | 'successors'>,
): z.infer<typeof unitDetail> {
  return {
    ...toUnitItem(ctx, unit),
    predecessors: predecessors.map(toStep),
    successors: successors.map(toStep),
  }
}

function toStep({ unit, kind, extent, date, legalBasis }: Succession) {
  return { unit: unit.id, name: unit.name, kind, extent, date, legalBasis }
}

export function toIndicatorItem(ctx: Context, indicator: Indicator): z.infer<typeof indicatorItem> {
  const { id, name, topic, measure, decimals, kind, direction, aggregation, definition, method, breaks } =
    indicator
  return {
    ...{ id, name, topic, measure: measure || null, decimals, kind, direction, aggregation },
    ...{ definition, method, breaks: breaks.map(({ period, note }) => ({ period, note })) },
    address: new URL(indicatorAddress(id), ctx.config.siteUrl).href,
  }
}

export function toProgrammeItem(ctx: Context, programme: Programme): z.infer<typeof programmeItem> {
  const { id, parentId, name, shortName, period, legalBasis, description } = programme
  const projects = [...ctx.reference.projects.values()]
    .filter(({ programmeId }) => programmeId === id)
    .map(({ code, parentCode, name: words }) => ({ code, parent: parentCode, name: words }))
  return { id, parent: parentId, name, shortName, period, legalBasis, description, projects }
}
