import type { Strings } from '../strings.ts'

/** Words of a figure's own page, of its citation and of embeds. */
export const citations: Strings['citations'] = {
  title: {
    result: '{indicator}, {unit}, {period}',
    breakdown: '{indicator} ({breakdown})',
    funding: 'Funding: {programme}, {unit}, {period}',
    fundingPart: 'Funding: {programme}, {parts}, {unit}, {period}',
    project: 'Project {code}',
    sample: '{title} (sample)',
    revision: '{title}, revision {n}',
  },
  noAmount: 'no amount',
  edition: 'revision {n}',
  basis: 'Based on {issuer}: {title}',
  basisSecondary: 'Based on {issuer}: {title} (secondary source, not checked against the original)',
  sampleRemark: 'Sample data, not official figures',
  text: '{author} ({year}). {title}: {value} [{edition}, published {day}]. {site}. {url}. {remarks}',

  trail: { results: 'Results', funding: 'Funding' },
  status: 'Status',
  sampleStatus: 'sample data, not official figures',
  statuses: {
    final: 'as reported',
    provisional: 'provisional, may still change',
    revised: 'revised after first publication',
    'not-available': 'not available',
    'not-applicable': 'does not apply to this place or period',
    confidential: 'not published',
    target: 'a target that was set, not a result',
    forecast: 'a forecast, not a result',
  },
  published: 'Published',
  source: 'Source',
  note: 'Note',
  release: 'Release',
  releaseOf: '{title}, version {version}',
  rateHint: 'computed by this site from the two amounts above',
  hash: 'Hash (SHA-256)',
  previousHash: 'Hash of the entry before it in the ledger',
  hashHint:
    'This hash is computed from everything the revision says and from the hash before it. If a single letter is changed, the hash changes.',

  choice: 'Why this source was chosen',
  claims: 'Other sources say',
  claimsIntro:
    'The sources below give other figures for the same thing. The site does not use them but shows them so that you can compare.',

  history: 'Published revisions',
  historyIntro: 'Older revisions stay at their own addresses; none is removed or changed.',
  historyOnce: 'This figure was published once and has not changed.',
  columns: {
    revision: 'Revision',
    day: 'Published',
    value: 'Value',
    change: 'Change',
    release: 'Release',
    hash: 'Hash',
  },
  revisionName: 'Revision {n}',
  inUse: 'current',

  superseded: 'This revision has been superseded',
  supersededBy: 'Since {time} revision {n} gives {value}.',
  supersededSame: 'Since {time} revision {n} stands in its place; the figure is still {value}.',
  supersededWhy: '{change}. Reason: {reason}',
  supersededNow: 'See the current figure',
  supersededNowValue: 'The current figure is {value} (revision {n}).',
  frozen:
    'This is revision {n}. What it says does not change; for the current figure and the other revisions, open',
  frozenLink: 'the page of this figure',

  notYet: {
    detail: 'By the end of {date} the site had not published this figure. It was first published on {first}.',
    now: 'See the current figure',
  },

  cite: 'Cite',
  citeIntro:
    'The citation names the revision, the day of publication and the hash, so it stays right when the figure is updated.',
  download: 'Download',
  citeFiles: 'For reference managers:',
  permanent: 'Permanent address of this revision',

  embed: 'Embed in another site',
  embedIntro:
    'Copy the code below into a web page. The frame shows the figure with its source, and says so when it has been superseded.',
  embedPreview: 'Preview the frame',
  embedTitle: 'Figure: {title}',

  related: 'See also',
  table: 'Table of this indicator',
  fundingTable: 'Funding table of this period',
  unit: 'Page of {unit}',
  programme: 'Funding: {programme}',
  releaseLink: 'Release with this figure',
  ledger: 'Change log',
  check: 'Check a quoted figure',
  data: 'Download this figure',

  frame: {
    superseded: 'The figure in this frame was superseded on {day}: it is now {value}.',
    supersededNote: 'What is said with this figure was updated on {day}; the figure itself has not changed.',
    source: 'Source: {issuer}',
    open: 'See the source, the revisions and how to cite',
    openTable: 'See all of it on the site',
    from: 'From {site}',
    day: 'Published {day}',
    changed:
      'The figures in this frame are those of {date}. Since then {n} {n:figure has|figures have} been updated or corrected.',
    rate: 'Rate',
    missing: 'There are no figures at this address.',
    home: 'Open the home page',
    empty: 'There are no figures to show here yet.',
    overlap: 'The periods overlap; they are not added up.',
    secondary: 'secondary source',
    period: 'Period',
    fundingCaption: 'Funding: {programme}, {period}',
    part: 'Part',
  },
}
