import type { Strings } from '../strings.ts'

export const languages: Strings['languages'] = {
  only: 'This article is available in {language} only.',
  onlyPage: 'This page is available in {language} only.',
  translated: 'Translated from {original}, last compared with it on {date}.',
  outdated: 'The original was changed after that day.',
  read: 'Read the original',
  mark: 'in {language}',
  filter: { heading: 'Language of articles', all: 'All languages', articles: 'Articles in {language}' },
  names: {
    vi: 'Vietnamese',
    en: 'English',
    blt: 'Tai Dam',
    twh: 'Tai Dón',
    hmn: 'Hmong',
    mww: 'White Hmong',
    hnj: 'Green Hmong',
    mtq: 'Muong',
    kjg: 'Khmu',
  },
}
