import type { z } from 'zod'
import type { Context } from '../../domain/context.ts'
import type { DownloadTable } from '../../domain/downloads/rules.ts'
import type { Release, ReleaseSummary } from '../../domain/releases/publication-rules.ts'
import { releaseAddress } from '../../domain/releases/rules.ts'
import type { releaseDetail, releaseItem } from './release-schemas.ts'

type ReleaseItem = z.infer<typeof releaseItem>

/** Who published it is no part of an item: the ledger names people where they may be named. */
export function toReleaseItem(ctx: Context, release: ReleaseSummary): ReleaseItem {
  const { dataset, version, title, sample, publishedAt, channel, counts, hash, previousHash } = release
  return {
    id: `${dataset}_${version}`,
    ...{ dataset, version, title, sample, publishedAt, channel, counts, hash, previousHash },
    address: new URL(releaseAddress(dataset, version), ctx.config.siteUrl).href,
  }
}

export function toReleaseDetail(ctx: Context, release: Release): z.infer<typeof releaseDetail> {
  const { newest, descriptor, waivers, files, signature, keyId } = release
  return {
    ...toReleaseItem(ctx, release),
    newest,
    licences: descriptor.licenses.map(({ name, title, path }) => ({
      name,
      title: title ?? null,
      path: path ?? null,
    })),
    waivers: waivers.map(({ type, reason, findings }) => ({ type, reason, findings })),
    files: files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
    signature,
    keyId,
  }
}

/** Releases as a table, in the order given. */
export function releaseTable(items: readonly ReleaseItem[]): DownloadTable {
  const columns = ['dataset', 'version', 'title', 'sample', 'published_at', 'channel']
  const counted = ['first', 'revision', 'correction', 'unchanged'] as const
  return {
    columns: [...columns, ...counted, 'hash', 'previous_hash', 'address'],
    rows: items.map((item) => [
      item.dataset,
      { decimal: String(item.version) },
      item.title,
      item.sample,
      item.publishedAt,
      item.channel,
      ...counted.map((kind) => ({ decimal: String(item.counts[kind]) })),
      item.hash,
      item.previousHash,
      item.address,
    ]),
  }
}
