/** Append-only: one package that was published whole. Each carries the hash of the one before. */
export interface ReleaseTable {
  /** Position in the chain of releases, from 1, without gaps. */
  seq: number
  /** Name of the data package. */
  dataset: string
  /** Counts the releases of one dataset, from 1. */
  version: number
  title: string
  /** All figures of a release are real, or all are samples. */
  sample: 0 | 1
  /** `start`: found in `content/data/` when the site started. */
  channel: 'start' | 'command' | 'desk'
  /** E-mail address as given; not shown in public. */
  published_by: string
  /** Set where `published_by` is an account. */
  staff_id: string | null
  /** The second person, where one was needed. */
  confirmed_by: string | null
  published_at: string
  /** JSON: `datapackage.json` as published, in canonical form. */
  descriptor: string
  /** JSON: `[{path, bytes, sha256}]` of the canonical files, `datapackage.json` first. */
  files: string
  /** SHA-256 over names and hashes of the canonical files; a package with the same one has been published already. */
  content_hash: string
  /** JSON: `[{type, reason, findings}]`, public. */
  waivers: string
  /** JSON: `{first, revision, correction, unchanged}`. */
  counts: string
  /** Hash of the newest figure revision once this release was in: ties both chains together. */
  last_revision_hash: string
  prev_hash: string
  hash: string
  /** First 16 hex digits of the SHA-256 of the public key that the signature is checked with. */
  key_id: string
  /** Ed25519 over the manifest, base64. Outside the hash: the manifest names it. */
  signature: string
}
