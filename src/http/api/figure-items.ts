import type { z } from 'zod'
import {
  publicNote,
  revisionAddress,
  type Claim,
  type Figure,
  type FigureRevision,
  type FundingFigure,
  type ResultFigure,
  type SourceDocument,
} from '../../domain/figures/rules.ts'
import { rateOf } from '../../domain/funding/rules.ts'
import type { Context } from '../../domain/context.ts'
import type { figureItem, fundingItem } from './figure-schemas.ts'

export type FigureItem = z.infer<typeof figureItem>
export type FundingItem = z.infer<typeof fundingItem>

/** A figure of either kind as the API and the JSON downloads print it. */
export function toItem(ctx: Context, figure: Figure): FigureItem | FundingItem {
  return figure.kind === 'result' ? toFigureItem(ctx, figure) : toFundingItem(ctx, figure)
}

function toFigureItem(ctx: Context, figure: ResultFigure): FigureItem {
  const { indicator, breakdown, current } = figure
  const { id, revision, unit, period, status, qualifier, ...rest } = common(ctx, figure)
  return {
    ...{ id, revision, indicator, unit, period, breakdown },
    ...numberOf(current),
    ...{ status, qualifier },
    measure: ctx.reference.indicators.get(indicator)?.measure || null,
    source: toSource(current.document),
    claims: current.claims.map((claim) => ({
      ...numberOf(claim),
      qualifier: claim.qualifier,
      source: sourceOf(claim.document),
      page: claim.page,
      note: claim.note,
    })),
    ...rest,
  }
}

function toFundingItem(ctx: Context, figure: FundingFigure): FundingItem {
  const { programme, project, source, capital, current } = figure
  const { id, revision, unit, period, status, qualifier, ...rest } = common(ctx, figure)
  const rate = rateOf(current)
  return {
    ...{ id, revision, programme, project, source, capital, unit, period },
    allocated: current.allocated,
    disbursed: current.disbursed,
    rate: rate === null ? null : Number(rate.percent.toFixed(2)),
    ...{ status, qualifier },
    source_document: toSource(current.document),
    claims: current.claims.map((claim) => ({
      allocated: claim.allocated,
      disbursed: claim.disbursed,
      qualifier: claim.qualifier,
      source_document: sourceOf(claim.document),
      page: claim.page,
      note: claim.note,
    })),
    ...rest,
  }
}

function common(ctx: Context, { id, unit, period, sample, current }: Figure) {
  const { dataset, version } = current.release
  return {
    id,
    revision: current.revision,
    unit,
    period,
    status: current.status,
    qualifier: current.qualifier,
    page: current.page,
    note: publicNote(current.note),
    sourceReason: current.sourceReason,
    sample,
    change: current.change,
    changeReason: current.changeReason,
    publishedAt: current.publishedAt,
    release: { dataset, version },
    hash: current.hash,
    address: new URL(revisionAddress(id, current.revision), ctx.config.siteUrl).href,
  }
}

function numberOf({ value }: Pick<FigureRevision | Claim, 'value'>) {
  return { value: value === null ? null : Number(value), valueText: value }
}

function toSource(document: SourceDocument | null) {
  return document === null ? null : sourceOf(document)
}

function sourceOf({ title, issuer, number, date, url, kind, secondary }: SourceDocument) {
  const confidence = secondary ? ('secondary' as const) : ('primary' as const)
  return { title, issuer, number, date, url, kind, confidence }
}
