import type { ReleaseTable } from '../../../db/schema/release.ts'
import { sha256 } from '../secrets.ts'

/** Hash before the first release. */
export const GENESIS = ''

export type ReleaseContent = Omit<
  ReleaseTable,
  'seq' | 'files' | 'prev_hash' | 'hash' | 'key_id' | 'signature'
>

/** SHA-256 over the JSON text of the {@link recordOf} a release. */
export function hashRelease(seq: number, previous: string, release: ReleaseContent): string {
  return sha256(JSON.stringify(recordOf(seq, previous, release)))
}

/**
 * A version mark, the previous hash and every column in a fixed order. Who published and who confirmed stand in it by a
 * hash, so that it can be public.
 */
export function recordOf(seq: number, previous: string, release: ReleaseContent): readonly unknown[] {
  return [
    'releases/1',
    previous,
    seq,
    release.dataset,
    release.version,
    release.title,
    release.sample === 1,
    release.channel,
    hashPeople(release),
    release.confirmed_by !== null,
    release.published_at,
    release.descriptor,
    release.content_hash,
    release.waivers,
    release.counts,
    release.last_revision_hash,
  ]
}

/** Stands for the people behind a release in its public record. */
function hashPeople({
  published_by: publishedBy,
  staff_id: staffId,
  confirmed_by: confirmedBy,
}: Pick<ReleaseContent, 'published_by' | 'staff_id' | 'confirmed_by'>): string {
  return sha256(JSON.stringify(['people/1', publishedBy, staffId, confirmedBy]))
}
