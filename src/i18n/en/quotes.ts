import type { Strings } from '../strings.ts'

/** Words of the page that checks a quoted number. */
export const quotes: Strings['quotes'] = {
  heading: 'Check a quoted figure',
  intro:
    'Paste a sentence with a number, an address of this site, or the code of a figure with a number. The site tells you whether the number is right, has been superseded, differs from what was published, or is not among the published figures. Only sentences in Vietnamese are understood.',
  field: 'Sentence, address or code to check',
  hint: 'At most {n} characters. Vietnamese with or without diacritics.',
  submit: 'Check',
  empty: 'You have not entered anything to check.',
  tooLong:
    'Your text has {length} characters; the site reads only {n}. Please leave only the sentence with the number.',
  examples: 'Examples',
  // What is checked are Vietnamese sentences, in either language of the page.
  exampleTexts: [
    'Năm 2022 tỷ lệ hộ nghèo Sơn La là 17,83%',
    'hỗ trợ 2.213 căn nhà, hơn 156 tỷ đồng',
    'ty-le-ho-ngheo_son-la_2024 10,89',
  ],

  answer: 'Result of the check',
  limits:
    'The site compares only with the figures published here. A number that is not among them need not be wrong; numbers that are the same need not speak of the same thing.',
  nothing: 'The site finds no number, address or figure code in this text.',
  notFound: 'Not among the published figures: {numbers}.',
  nearby: 'Below are published figures on what the sentence speaks of.',

  verdicts: {
    current: 'Agrees with the current figure',
    computed: 'Agrees with what the site computes from two current figures',
    computedRounded: 'Agrees with what the site computes from two current figures, rounded',
    answer: 'Agrees with what is published',
    otherAnswer: 'Contradicts what is published',
    same: 'Same number as a current figure',
    rounded: 'Agrees with the current figure, rounded',
    projection: 'Agrees with a figure marked “{status}”',
    projectionRounded: 'Agrees with a figure marked “{status}”, rounded',
    qualifier: 'Same number, other words before it',
    unread:
      'This number is among the published figures, but the sentence has words the site does not understand',
    superseded: 'An older figure, since superseded',
    claim: 'Not the figure published here, but one that a source gives',
    different: 'Differs from the published figure',
    elsewhere: 'A figure of another subject, place or period',
    published: 'Current figure',
    sample: 'A sample figure, which confirms nothing',
    address: 'This address leads to the latest figure',
    oldAddress: 'This address leads to an older revision',
    misquoted: 'The revision quoted gives another figure',
    wrongHash: 'The hash in the citation does not fit',
    otherEdition: 'The revision number in the citation does not fit its address',
  },
  says: {
    current: 'The site currently publishes {value}.',
    answer: 'The site currently publishes: {value}.',
    computed:
      'Computed by the site: from {first} ({firstPeriod}) to {last} ({lastPeriod}), that is {change}.',
    otherAnswer: 'The sentence says the opposite.',
    rate: 'The site computes this disbursement rate from {value}.',
    superseded: 'On {date}, {before} was replaced by {after}.',
    supersededSame: 'There is a new revision since {date}; the figure is still {after}.',
    why: '{change}. Reason: {reason}',
    now: 'The current figure is {value}.',
    claim: 'The site publishes {value}. {claims}.',
    claimOf: '{issuer} gives {claim}',
    misquoted: 'Revision {n} gives {before}.',
    different: 'The sentence says {quoted}; the site publishes {value}.',
    elsewhere:
      'The number {quoted} belongs to this figure, not to the subject, place or period named in the sentence.',
    sample: 'These are sample data, not official figures.',
    projection: 'This is {status}.',
  },
  remarks: {
    unread: 'Words the site does not understand: {words}. Please compare with the current figure.',
    moreUnread: 'and others',
    unnamed:
      'The sentence does not name the {dimensions}, so the site knows only that the two numbers are equal.',
    noUnit: 'The sentence names no place; the site compared with the figures of Sơn La province.',
    unsure:
      'The sentence has several names or periods, or a name that several places share; the site is not sure which of them this number belongs to.',
    hasQualifier: 'The published figure says “{word}”; the sentence you pasted does not.',
    addsQualifier: 'The sentence you pasted says “{word}”; the published figure does not.',
    otherQualifier: 'The published figure says “{published}”; the sentence you pasted says “{quoted}”.',
  },
  dimensions: {
    indicator: 'indicator',
    programme: 'programme',
    project: 'project',
    source: 'source of money',
    capital: 'type of funding',
    unit: 'place',
    period: 'period',
    amount: 'kind of amount',
    breakdown: 'group counted apart',
  },
  and: ' and ',

  source: 'Source of the current figure',
  links: {
    figure: 'Page of this figure',
    revision: 'Revision {n}',
    claims: 'Sources that say otherwise',
  },
  notes: {
    'unknown-figure': 'The site has no figure with the code {id}.',
    'unknown-revision': 'The figure {id} has no revision {revision}.',
    'wrong-hash': 'The hash in the citation is not that of revision {revision}.',
    'other-hash': 'The hash in the citation is that of revision {of}, not of revision {revision}.',
    'other-edition': 'The citation names revision {edition}, but the address leads to revision {revision}.',
    'not-yet': 'By the end of {asof} the site had not published the figure {id}.',
    'no-day': '“{asof}” is not a day of the calendar. A day in an address is written like 2026-11-23.',
    foreign: 'The address at {host} is not one of this site, so the site cannot check it.',
    page: '{path} is not the address of a figure.',
    'current-table': 'The table at {path} always gives the current figures.',
    'dated-table':
      'On {asof} the table at {path} had {figures} {figures:figure|figures}. Since then {changed} {changed:figure has|figures have} been updated or corrected.',
    'dated-table-same':
      'On {asof} the table at {path} had {figures} {figures:figure, which is|figures, which are} still current.',
    'dated-table-empty': 'On {asof} the table at {path} had no figures yet.',
  },
}
