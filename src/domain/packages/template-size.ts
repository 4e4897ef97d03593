import type { Context } from '../context.ts'
import type { Reference } from '../reference/rules.ts'
import type { TemplateKind } from '../releases/desk-rules.ts'
import { makeTemplate } from './template.ts'

/** A row of a table in a workbook, packed, with its share of the documents that it names; bytes. */
const ROW_BYTES = 55

/** Nearly all of a workbook are the codes, which stay as they are until the site starts anew. */
const empty = new WeakMap<Reference, Partial<Record<TemplateKind, Promise<number>>>>()

/** Bytes of the workbook with so many rows filled in, about. */
export async function templateSize(
  ctx: Pick<Context, 'reference'>,
  kind: TemplateKind,
  rows = 0,
): Promise<number> {
  const sizes = empty.get(ctx.reference) ?? {}
  empty.set(ctx.reference, sizes)
  sizes[kind] ??= makeTemplate(ctx, kind).then(({ length }) => length)
  return (await sizes[kind]) + rows * ROW_BYTES
}
