import type { Strings } from '../strings.ts'

/** Words of the open data catalogue. */
export const catalogue: Strings['catalogue'] = {
  heading: 'Open data',
  intro:
    'All figures of this site can be downloaded, by dataset and by release. Each release is a data package that does not change: CSV tables with a descriptor, a list of files and a signature.',
  use: {
    heading: 'Using the data',
    text: [
      'You may copy, share and build on these data, also commercially, on condition that you name the source. The licence of each dataset is given below.',
      'The figures are quoted from the press and from documents of state bodies. The source of each figure is in the table itself; please keep it when you use the figure.',
      'To quote a figure, use its own page, which has a citation and a permanent address.',
    ],
  },
  datasets: 'Datasets',
  samples: 'Sample datasets',
  samplesHint: 'Made by a program to try out the tables. Not to be cited.',
  empty: 'The site has not published any dataset yet.',
  newest: 'Latest: version {version}, published {day}',
  open: 'Description, sources and files',
  older: 'Earlier versions',
  version: 'Version {version}',
  licence: 'Licence',
  noLicence: 'not stated',
  counts: {
    first: '{n} new {n:figure|figures}',
    revision: '{n} updated {n:figure|figures}',
    correction: '{n} corrected {n:figure|figures}',
    unchanged: '{n} unchanged {n:figure|figures}',
  },
  machine: {
    heading: 'For machines',
    json: 'Catalogue as JSON',
    dcat: 'Catalogue as DCAT (JSON-LD)',
    api: 'API documentation',
    ledger: 'Change log',
  },

  release: {
    title: '{title}, version {version}',
    superseded: 'There is a newer version',
    supersededText: 'This version is kept as it is. The latest is version {version}.',
    supersededLink: 'Open version {version}',
    description: 'Description',
    published: 'Published',
    channels: {
      start: 'Package delivered with the software of the site, published when the site started',
      command: 'Published by an administrator’s command',
      desk: 'Published at the editors’ desk',
    },
    confirmed: 'A second person confirmed the corrections.',
    changes: 'Compared with the version before',
    changesFirst: 'Contents',
    ledger: 'See each change in the change log',
    waivers: 'Check results that were set aside',
    waiversIntro:
      'The automatic check reported the points below. The publisher looked at them and let them pass, for the reasons given.',
    waived: '{type}: {n} {n:place|places}',
    files: 'Files',
    columns: { file: 'File', size: 'Size', sha256: 'SHA-256' },
    bytes: '{n} {n:byte|bytes}',
    manifest: 'List of files with the hash of each',
    signature: 'Ed25519 signature of the list of files',
    sources: 'Sources',
    derivedTitle: 'title taken from the address of the page',
    secondary: 'secondary source, not checked against the original',
    kinds: { official: 'official source', press: 'as reported in the press', sample: 'sample' },
    number: 'no. {number}',
    hash: 'Hash of the release (SHA-256)',
    previousHash: 'Hash of the release before it',
  },

  verify: {
    heading: 'Check the signature and the hashes of the files',
    intro:
      'The signature shows that this site made the list of files; the SHA-256 hashes show that each file is unchanged. On a computer with curl, jq and OpenSSL 3, enter one after the other:',
    results:
      'The fourth command must print “Signature Verified Successfully”, the last one OK after the name of each file.',
    key: 'Public key',
    keyId: 'Code of the key in use: {id}',
    otherKey: 'This version was signed with the key {id}, which is not the key the site uses now.',
    download: 'Download the key (PEM)',
    fingerprint: 'The code of a key is the first 16 digits of the SHA-256 of the key in DER form.',
  },
}
