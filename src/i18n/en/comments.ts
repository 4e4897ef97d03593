import type { Strings } from '../strings.ts'
import { comments as vi } from '../vi/comments.ts'

export const comments: Strings['comments'] = vi
