import type { Strings } from '../strings.ts'
import { answers as vi } from '../vi/answers.ts'

export const answers: Strings['answers'] = vi
