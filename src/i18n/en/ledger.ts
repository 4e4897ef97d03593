import type { Strings } from '../strings.ts'
import { ledger as vi } from '../vi/ledger.ts'

export const ledger: Strings['ledger'] = vi
