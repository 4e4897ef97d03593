import type { Strings } from '../strings.ts'
import { downloads as vi } from '../vi/downloads.ts'

export const downloads: Strings['downloads'] = vi
