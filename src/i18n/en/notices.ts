import type { Strings } from '../strings.ts'
import { notices as vi } from '../vi/notices.ts'

export const notices: Strings['notices'] = vi
