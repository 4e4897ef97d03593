import type { Strings } from '../strings.ts'
import { reports as vi } from '../vi/reports.ts'

export const reports: Strings['reports'] = vi
