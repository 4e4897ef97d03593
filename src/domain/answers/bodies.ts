import type { Context } from '../context.ts'
import { refused } from './rules.ts'

/** Printed name of a body that may answer. @throws DomainError invalid for one that is not in `content/site.yaml` */
export function nameOfBody(ctx: Context, code: string): string {
  const { bodies } = ctx.site.settings
  const name = Object.hasOwn(bodies, code) ? bodies[code] : undefined
  if (name === undefined) throw refused('/office', code === '' ? 'required' : 'unknown')
  return name
}

/** With the name of its body in the language of the page, where some body is still called so. */
export function sayBody<T extends { bodyName: string }>({ lang, site, editions }: Context, signed: T): T {
  if (lang === 'vi') return signed
  const named = Object.entries(editions.vi.site.settings.bodies)
  const code = named.find(([, name]) => name === signed.bodyName)?.[0] ?? ''
  return { ...signed, bodyName: site.settings.bodies[code] ?? signed.bodyName }
}
