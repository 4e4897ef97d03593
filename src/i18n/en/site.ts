import type { Strings } from '../strings.ts'
import { site as vi } from '../vi/site.ts'

export const site: Strings['site'] = vi
