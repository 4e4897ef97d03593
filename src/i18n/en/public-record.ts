import type { Strings } from '../strings.ts'
import { publicRecord as vi } from '../vi/public-record.ts'

export const publicRecord: Strings['publicRecord'] = vi
