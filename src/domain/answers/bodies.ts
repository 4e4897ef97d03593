import type { Context } from '../context.ts'
import { refused } from './rules.ts'

/** Printed name of a body that may answer. @throws DomainError invalid for one that is not in `content/site.yaml` */
export function nameOfBody(ctx: Context, code: string): string {
  const { bodies } = ctx.site.settings
  const name = Object.hasOwn(bodies, code) ? bodies[code] : undefined
  if (name === undefined) throw refused('/office', code === '' ? 'required' : 'unknown')
  return name
}
