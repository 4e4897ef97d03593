import type { Strings } from '../strings.ts'
import { releases as vi } from '../vi/releases.ts'

export const releases: Strings['releases'] = vi
