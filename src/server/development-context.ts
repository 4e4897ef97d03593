import { readConfig } from '../config.ts'
import type { Context } from '../domain/context.ts'
import { createContext } from './context.ts'

let context: Context | undefined

/** One context for Astro's development server, which has no process of ours around it. */
export function developmentContext(): Context {
  context ??= createContext(readConfig())
  return context
}
