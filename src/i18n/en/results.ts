import type { Strings } from '../strings.ts'
import { results as vi } from '../vi/results.ts'

export const results: Strings['results'] = vi
