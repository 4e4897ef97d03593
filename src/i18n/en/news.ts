import type { Strings } from '../strings.ts'

export const news: Strings['news'] = {
  newest: 'Latest news',
  allNews: 'All news',
  about: 'News on sustainable poverty reduction in Sơn La province, newest first.',
  aboutList: '{list}: news on sustainable poverty reduction in Sơn La province, newest first.',
  noArticles: 'There are no articles in this section yet.',
  filter: {
    heading: 'Sections',
    all: 'All',
    district: 'Articles about {name}',
    clearDistrict: 'Show all places',
  },
  pagination: {
    heading: 'Pages',
    previous: 'Previous page',
    next: 'Next page',
    page: 'Page {n}',
  },
  article: {
    updated: 'Updated {time}',
    photo: 'Photo: {credit}',
    correctedOn: 'This article was corrected on {date}.',
    correctedTimes: 'This article was corrected {n} {n:time|times}, most recently on {date}.',
    readCorrections: 'Read what was corrected',
    figuresCorrected: 'Figures in this article were corrected after it was published.',
    corrections: 'Corrections',
    correctionOn: '{date}',
    sources: 'Sources',
    number: 'no. {number}',
    districts: 'Places in this article',
  },
  readAloud: {
    start: 'Listen to this article',
    pause: 'Pause reading',
    resume: 'Continue reading',
    stop: 'Stop reading',
  },
}
