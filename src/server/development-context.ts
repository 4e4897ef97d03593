import { readConfig } from '../config.ts'
import type { Context } from '../domain/context.ts'
import { createContext } from './context.ts'

/** Says in which language a page is wanted, once that is off the address; nobody else's header of this name counts. */
export const LANGUAGE_HEADER = 'x-page-language'

let context: Context | undefined

/** One context for Astro's development server, which has no process of ours around it. */
export function developmentContext(): Context {
  context ??= createContext(readConfig())
  return context
}
