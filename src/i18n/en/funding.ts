import type { Strings } from '../strings.ts'

/** Words of the pages about money. */
export const funding: Strings['funding'] = {
  heading: 'Funding',
  intro:
    'Money allocated and money spent on poverty reduction in Sơn La, by programme and by published period.',
  reading: {
    heading: 'How to read these pages',
    rules: [
      'Each amount stands at the period its source gives. Many amounts cover several years; this site does not divide them evenly between the years.',
      'Periods may overlap, so this site does not add one period to another.',
      'The same money may be counted in several programmes, so this site does not add one programme to another.',
      'Where a source says “more than”, “nearly” or “about”, this site keeps the words and does not add such amounts.',
      'The disbursement rate is computed by this site where one line has both an allocated and a disbursed amount.',
      'What has no source yet is left empty, not estimated.',
    ],
  },
  programmes: 'Programmes',
  within: 'Included in the combined amount of {name}.',
  runs: 'Runs {period}',
  legalBasis: 'Legal basis: {basis}',
  empty: 'No figures yet.',
  emptyAsof: 'By this day the site had published no figures of this programme.',
  period: 'Period',
  otherClaims: 'reported differently by {n} other {n:source|sources}',
  wholeNote: 'Read the whole note',
  periodsCaption: '{name}: published amounts by period',
  projectionsCaption: '{name}: forecasts, not yet allocated or spent',
  samplesHeading: 'Sample figures',
  samplesIntro:
    'Made by a computer program to try out the detailed tables. Not to be cited; not added to real figures or compared with them.',
  samplesCaption: '{name}: sample amounts by period',

  allocated: 'Allocated',
  disbursed: 'Disbursed',
  rate: 'Disbursement rate',
  rateOf: '{disbursed} as a percentage of {allocated}',
  share: 'Share of {column}',
  named: '{name} {amount}',
  inUnit: '{label} ({unit})',
  aboutProgramme: 'About this programme',
  about: 'about {value}',
  none: 'no amount',

  title: 'Funding: {name}, {period}',
  pageHeading: '{name}, {period}',
  wholePeriod: 'Amounts of the whole period, {period}; not divided by year.',
  otherPeriods: 'Other periods of {name}',
  results: 'Published amounts',
  projections: 'Forecasts and targets',
  projectionsIntro: 'These are forecasts or targets, not amounts allocated or spent.',
  nothingThen: 'By this day the site had published no figures of this period.',
  nothingHere: 'There are no figures for the part you chose.',
  showWhole: 'Show the whole programme',

  cell: {
    whole: 'Whole programme',
    project: 'Project {code}. {name}',
    projectShort: 'Project {code}',
    chosen: 'Part shown',
    remove: 'Remove {name}',
  },
  noWhole: 'No overall amount has been published; only the parts below.',
  onlyPart: 'So far there are figures of one part only: {name}.',
  missing: 'No figures yet of: {names}.',
  summed: 'Added up by this site from {n} detailed {n:line|lines}.',

  by: {
    label: 'Show by',
    project: 'Project',
    source: 'Source of money',
    capital: 'Type of funding',
    unit: 'Place',
  },
  then: { label: 'Then by', none: 'No further division' },
  money: { label: 'Unit of money', short: 'VND billion, million', exact: 'VND' },
  sort: { label: 'Sort:', by: 'Sort by {column}', none: 'back to the original order' },
  caption: {
    project: '{cell}, {period}: by project',
    source: '{cell}, {period}: by source of money',
    capital: '{cell}, {period}: by type of funding',
    unit: '{cell}, {period}: by place',
  },
  rowSummed: 'sum of {n} detailed {n:line|lines}',
  rowOpen: 'no overall amount yet, see the details',

  remainder: 'Part without detailed figures',
  totals: {
    published: 'Total (published)',
    parts: 'Sum of the rows above',
    lines: 'Total (sum of the detailed lines)',
  },
  statements: {
    exact: 'The rows above add up exactly to the published total.',
    excess:
      'Column {column}: the rows above add up to {sum}, which is {excess} more than the published total. Both are left as in the source.',
    qualifier:
      'Column {column}: not added up, because for some amounts the source says only “more than”, “nearly” or “about”.',
    gap: 'Column {column}: not added up, because some rows have no amount.',
    overlap:
      'Not added up, because the table has a place that was formed from another place in the same table.',
    onlyPrinted: 'No total has been published; the sum covers only the rows printed above.',
    absent: 'The source does not give {column}.',
    bars: 'Pale bar: share of the total {allocated}. Dark part of the bar: {disbursed}.',
    barsPlain: 'Bar: share of the total.',
  },

  notes: {
    heading: 'Source and notes of each amount',
    source: 'Source',
    note: 'Note',
    reason: 'Why this source was chosen',
    claims: 'Other sources say',
  },
  sourceOfAll: 'Source of all amounts in the table',

  download: {
    heading: 'Download and cite',
    csv: 'CSV file',
    json: 'JSON file',
    xlsx: 'Excel file (XLSX)',
    cite: 'Choose an amount to open its own page, with a permanent address, its revisions and a citation.',
  },

  words: {
    heading: 'Words used in the tables',
    terms: 'Common terms',
    sources: 'Sources of money',
    capitals: 'Types of funding',
    partOf: 'part of {name}',
    explained: 'What the words mean',
  },
}
