import type { Strings } from '../strings.ts'

/** Words of the public ledger of figures. */
export const ledger: Strings['ledger'] = {
  heading: 'Change log',
  intro:
    'Every publication, update and correction of the site’s figures, newest first. No line is removed or changed; earlier figures can still be opened at their own addresses.',
  filter: {
    heading: 'Filter the log',
    all: 'All',
    correction: 'Corrections',
    revision: 'Periodic updates',
    first: 'First publications',
    dataset: 'Dataset',
    allDatasets: 'All datasets',
    submit: 'Filter',
  },
  kinds: { first: 'First published', revision: 'Update', correction: 'Correction' },
  firstOf: '{n} {n:figure|figures} published for the first time',
  release: 'Release',
  releaseOf: '{title}, version {version}',
  reason: 'Reason',
  change: '{before} → {after}',
  unchanged: '{after}, the figure itself unchanged',
  hash: 'Hash',
  previousHash: 'previous hash',
  older: 'Older',
  newest: 'Back to the newest',
  empty: 'There are no changes of this kind yet.',
  take: 'Follow and download',
  feed: 'Atom feed',
  formats: 'This log as data:',
  verify: {
    heading: 'Check the log yourself',
    chain:
      'Each revision of a figure has a SHA-256 hash, computed from everything the revision says and from the hash of the entry before it. The revisions form a chain: if an old one is changed or removed, none of the hashes after it fits any more.',
    record:
      'The JSON file of a revision has an item “record”. The SHA-256 of that item, written on one line without spaces, must be exactly the item “hash”. On a computer with curl and jq, enter:',
    command: 'curl -s {example} | jq -cj .record | sha256sum',
    releases:
      'Each version of the data also has a list of files, signed with the key of the site. How to check the signature is told on the page',
    link: 'Open data',
  },
  atom: {
    title: 'Change log of figures – {site}',
    entry: '{kind}: {title}',
  },
}
