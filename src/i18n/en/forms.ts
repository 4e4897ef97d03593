import type { Strings } from '../strings.ts'

export const forms: Strings['forms'] = {
  problem: 'Something needs to be put right',
}
