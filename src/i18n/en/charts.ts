import type { Strings } from '../strings.ts'
import { charts as vi } from '../vi/charts.ts'

export const charts: Strings['charts'] = vi
