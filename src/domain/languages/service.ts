import type { Context } from '../context.ts'
import type { Language } from './rules.ts'

/** The same context with the office's words in a language: what use cases name and what views print follows it. */
export function contextIn(ctx: Context, lang: Language): Context {
  return { ...ctx, ...ctx.editions[lang] }
}
