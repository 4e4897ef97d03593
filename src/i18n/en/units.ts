import type { Strings } from '../strings.ts'
import { units as vi } from '../vi/units.ts'

export const units: Strings['units'] = vi
