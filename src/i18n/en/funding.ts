import type { Strings } from '../strings.ts'
import { funding as vi } from '../vi/funding.ts'

export const funding: Strings['funding'] = vi
