import type { Strings } from '../strings.ts'
import { errors as vi } from '../vi/errors.ts'

export const errors: Strings['errors'] = vi
