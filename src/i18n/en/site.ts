import type { Strings } from '../strings.ts'

export const site: Strings['site'] = {
  skipToContent: 'Skip to main content',
  navigation: 'Main sections',
  home: 'Home',
  pageUpdated: 'Updated {date}',
  nav: {
    results: 'Results',
    news: 'News',
    funding: 'Funding',
    units: 'Places',
    tracking: 'Track a comment',
    about: 'About',
  },
  footer: {
    heading: 'About this site',
    publisher: 'Published by {name}',
    rules: 'Comment rules',
    privacy: 'Protection of personal data',
    accessibility: 'Accessibility',
    about: 'About',
    data: 'Open data',
    ledger: 'Change log',
    quotes: 'Check a quoted figure',
    api: 'API documentation',
  },
  breadcrumbs: 'You are here',
  failure: {
    notFound: {
      title: 'Page not found',
      detail: 'This address is not on the site, or the article was removed. Try one of the sections below.',
    },
    typed: 'What you entered',
    reference: 'When you report this error, please give the request code {id}.',
  },
}
