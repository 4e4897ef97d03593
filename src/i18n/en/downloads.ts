import type { Strings } from '../strings.ts'

/** Words of files that are taken away. */
export const downloads: Strings['downloads'] = {
  results: 'Results',
  funding: 'Funding',
  units: 'Administrative units',
  unit: 'Figures of {unit}',
  fundingOf: 'Funding: {programme}, {period}',
  sheets: { table: 'Figures', about: 'Source and citation' },
  about: {
    title: 'Contents',
    address: 'Address',
    asof: 'As published up to the end of',
    citation: 'Citation',
    licence: 'Licence',
    source: 'Source',
    sample: 'Please note',
  },
  size: { exact: '{size}', about: 'about {size}', most: 'up to about {size}' },
  samples: { apart: 'The files above contain no sample figures. Files with sample figures only:' },
  sampleNote:
    'All rows in this file are sample data, not official figures. Do not add them to other figures or compare them.',
  samplesLeftOutNote:
    'Sample data are not in this file. To get them separately, add minh-hoa=1 to the address of the download.',
  citation: '{author}. {title}. Figures as published up to the end of {day}. {site}. {address}',
  claim: '{value} ({source})',
  claimNote: '{value} ({source}; {note})',
}
