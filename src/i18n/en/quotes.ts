import type { Strings } from '../strings.ts'
import { quotes as vi } from '../vi/quotes.ts'

export const quotes: Strings['quotes'] = vi
