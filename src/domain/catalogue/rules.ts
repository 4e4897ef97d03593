import { releaseAddress } from '../releases/rules.ts'
import type { Release, ReleaseSummary } from '../releases/publication-rules.ts'

export const CATALOGUE = '/du-lieu/'
export const PUBLIC_KEY = '/du-lieu/khoa-cong-khai.pem'

/** Files that every release has beside those of its package. */
export const MANIFEST = 'manifest.json'
export const SIGNATURE = 'manifest.sig'

/** Number of a version as an address spells it; 0, which no release has, where it is spelt otherwise. */
export function readVersion(text: string): number {
  return /^[1-9]\d{0,5}$/u.test(text) ? Number(text) : 0
}

export function fileAddress(dataset: string, version: number, path: string): string {
  return `${releaseAddress(dataset, version)}${path.split('/').map(encodeURIComponent).join('/')}`
}

/** Media type of a file of a release, by its ending. */
export function mediaType(path: string): string {
  if (path.endsWith('.csv')) return 'text/csv; charset=utf-8'
  return path.endsWith('.json') ? 'application/json' : 'application/octet-stream'
}

/** How the catalogue describes itself. */
export interface CatalogueSetting {
  title: string
  description: string
  publisher: string
  language: string
  /** Scheme, host and port of the site. */
  origin: string
}

const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  spdx: 'http://spdx.org/rdf/terms#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const

/** The catalogue as JSON-LD in the words of DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/), checksums by SPDX. */
export function toDcat(newest: readonly Release[], setting: CatalogueSetting): object {
  const { title, description, publisher, language, origin } = setting
  const publisherNode = {
    '@type': 'foaf:Agent',
    'foaf:name': publisher,
    'foaf:homepage': { '@id': `${origin}/` },
  }
  const modified = newest
    .map(({ publishedAt }) => publishedAt)
    .sort()
    .at(-1)
  const text = (value: string) => ({ '@value': value, '@language': language })
  return {
    '@context': CONTEXT,
    '@id': new URL(CATALOGUE, origin).href,
    '@type': 'dcat:Catalog',
    'dct:title': text(title),
    'dct:description': text(description),
    'dct:language': language,
    'dct:publisher': publisherNode,
    'foaf:homepage': { '@id': new URL(CATALOGUE, origin).href },
    ...(modified !== undefined && { 'dct:modified': moment(modified) }),
    'dcat:dataset': newest.map((release) => ({
      '@id': new URL(releaseAddress(release.dataset, release.version), origin).href,
      '@type': 'dcat:Dataset',
      'dct:identifier': release.dataset,
      'dct:title': text(release.title),
      'dct:description': text(release.descriptor.description),
      'dct:language': language,
      'dct:publisher': publisherNode,
      'dct:issued': moment(release.publishedAt),
      'dct:license': licences(release),
      'dct:spatial': text('Sơn La'),
      'dcat:version': String(release.version),
      'dcat:landingPage': { '@id': new URL(releaseAddress(release.dataset, release.version), origin).href },
      ...(release.version > 1 && {
        'dcat:previousVersion': {
          '@id': new URL(releaseAddress(release.dataset, release.version - 1), origin).href,
        },
      }),
      'dcat:distribution': release.files.map((file) => {
        const address = new URL(fileAddress(release.dataset, release.version, file.path), origin).href
        return {
          '@id': address,
          '@type': 'dcat:Distribution',
          'dct:title': file.path,
          'dct:license': licences(release),
          'dcat:downloadURL': { '@id': address },
          'dcat:mediaType': {
            '@id': `https://www.iana.org/assignments/media-types/${mediaType(file.path).split(';')[0] ?? ''}`,
          },
          'dcat:byteSize': { '@value': String(file.bytes), '@type': 'xsd:nonNegativeInteger' },
          'spdx:checksum': {
            '@type': 'spdx:Checksum',
            'spdx:algorithm': { '@id': 'spdx:checksumAlgorithm_sha256' },
            'spdx:checksumValue': { '@value': file.sha256, '@type': 'xsd:hexBinary' },
          },
        }
      }),
    })),
  }
}

/** The catalogue as plain JSON. */
export function catalogueItems(
  datasets: readonly { newest: Release; releases: readonly ReleaseSummary[] }[],
  origin: string,
): object[] {
  const address = (path: string): string => new URL(path, origin).href
  return datasets.map(({ newest, releases }) => ({
    dataset: newest.dataset,
    title: newest.title,
    description: newest.descriptor.description,
    sample: newest.sample,
    licenses: newest.descriptor.licenses,
    version: newest.version,
    publishedAt: newest.publishedAt,
    address: address(releaseAddress(newest.dataset, newest.version)),
    files: newest.files.map((file) => ({
      ...file,
      address: address(fileAddress(newest.dataset, newest.version, file.path)),
    })),
    manifest: address(fileAddress(newest.dataset, newest.version, MANIFEST)),
    signature: address(fileAddress(newest.dataset, newest.version, SIGNATURE)),
    keyId: newest.keyId,
    releases: releases.map(({ version, publishedAt, counts, hash, previousHash }) => ({
      version,
      publishedAt,
      counts,
      hash,
      previousHash,
      address: address(releaseAddress(newest.dataset, version)),
    })),
  }))
}

function licences({ descriptor }: Release): ({ '@id': string } | string)[] {
  return descriptor.licenses.map(({ path, title, name }) =>
    path === undefined ? (title ?? name) : { '@id': path },
  )
}

function moment(iso: string): { '@value': string; '@type': string } {
  return { '@value': iso, '@type': 'xsd:dateTime' }
}
