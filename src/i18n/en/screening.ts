import type { Strings } from '../strings.ts'
import { screening as vi } from '../vi/screening.ts'

export const screening: Strings['screening'] = vi
