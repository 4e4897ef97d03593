import type { Strings } from '../strings.ts'
import { catalogue as vi } from '../vi/catalogue.ts'

export const catalogue: Strings['catalogue'] = vi
