import type { Strings } from '../strings.ts'
import { figures as vi } from '../vi/figures.ts'

export const figures: Strings['figures'] = vi
