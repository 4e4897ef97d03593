import type { Release } from '../releases/publication-rules.ts'
import { releaseAddress } from '../releases/rules.ts'
import { fileAddress, mediaType } from './rules.ts'

/** A release as a schema.org Dataset. https://schema.org/Dataset */
export function releaseDataset(
  release: Release,
  { publisher, origin }: { publisher: string; origin: string },
): object {
  const { dataset, version, descriptor, files } = release
  const organization = { '@type': 'Organization', name: publisher, url: `${origin}/` }
  const address = (path: string): string => new URL(path, origin).href
  return {
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    name: release.title,
    description: descriptor.description,
    url: address(releaseAddress(dataset, version)),
    identifier: dataset,
    version: String(version),
    datePublished: release.publishedAt,
    inLanguage: 'vi',
    isAccessibleForFree: true,
    license: descriptor.licenses.flatMap(({ path }) => path ?? []),
    creator: organization,
    publisher: organization,
    spatialCoverage: 'Sơn La',
    distribution: files.map((file) => ({
      '@type': 'DataDownload',
      name: file.path,
      encodingFormat: mediaType(file.path).split(';')[0],
      contentUrl: address(fileAddress(dataset, version, file.path)),
      contentSize: String(file.bytes),
      sha256: file.sha256,
    })),
  }
}
