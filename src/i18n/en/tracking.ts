import type { Strings } from '../strings.ts'
import { tracking as vi } from '../vi/tracking.ts'

export const tracking: Strings['tracking'] = vi
