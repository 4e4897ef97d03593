import type { Strings } from '../strings.ts'
import { citations as vi } from '../vi/citations.ts'

export const citations: Strings['citations'] = vi
