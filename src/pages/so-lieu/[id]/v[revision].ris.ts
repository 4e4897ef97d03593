import { citationRoute } from '../../../http/citation-file.ts'

export const GET = citationRoute('ris')
