import type { Strings } from '../strings.ts'
import { news as vi } from '../vi/news.ts'

export const news: Strings['news'] = vi
