import type {
  ChangeKind,
  Claim,
  Figure,
  FigureRevision,
  FigureStatus,
  Qualifier,
  SourceDocument,
} from '../figures/rules.ts'
import type { CheckResult, ClaimRow, FigureRow, Waiver } from './rules.ts'

/** Fewer characters of a waiver's reason explain nothing. */
export const MIN_WAIVER_REASON = 10

/** Characters of the reason why a draft is sent back. */
export const RETURN_REASON = { min: 10, max: 500 } as const

/** What publishing a package would do to one figure. */
export interface DifferenceEntry {
  figureId: string
  kind: ChangeKind | 'unchanged'
  /** What stands now; null where the figure is new. */
  before: FigureRevision | null
  after: FigureRow
  /** Claims of the package on this figure, in their order. */
  claims: readonly ClaimRow[]
  /** What it would say differently besides its numbers; nothing of a figure that is new or stays as it is. */
  parts: readonly PartChange[]
  /** The numbers stay as they are. */
  sameNumbers: boolean
  /** Someone else has to agree to it in the browser. */
  guarded: boolean
  /** Public. Null where nothing is to be explained, or where the package does not explain it and so cannot be published. */
  reason: string | null
}

/** One thing besides its numbers that a figure would say differently. */
export type PartChange =
  | { part: 'qualifier'; before: Qualifier | null; after: Qualifier | null }
  | { part: 'status'; before: FigureStatus; after: FigureStatus }
  | { part: 'source'; before: SourceDocument | null; after: SourceDocument | null }
  | { part: 'page' | 'reason' | 'note'; before: string | null; after: string | null }
  /** Another reported value that comes, goes or changes. */
  | { part: 'claim'; before: Claim | null; after: Claim | null }
  | { part: 'claim-order' }

export type ChangeCounts = Record<ChangeKind | 'unchanged', number>

/** What publishing a package would change. */
export interface Difference {
  /** One for each figure of the package, in its order. */
  entries: DifferenceEntry[]
  counts: ChangeCounts
  /**
   * In the browser someone else has to confirm: a published figure is corrected, or a final one gets another number,
   * another source, other reported values or another reason for its source.
   */
  needsSecondPerson: boolean
  /** Changes without the reason that they need. */
  unexplained: DifferenceEntry[]
  /** The same for the same guarded changes: what someone saw and agreed to. */
  fingerprint: string
  /** Place of the newest revision when this was worked out: while it stands, so does the difference. */
  head: number
}

export type ReleaseChannel = 'start' | 'command' | 'desk'

/** A release as lists show it. */
export interface ReleaseSummary {
  /** Place in the chain of releases, from 1. */
  seq: number
  dataset: string
  /** Counts the releases of one dataset, from 1. */
  version: number
  title: string
  sample: boolean
  /** Moment, ISO-8601 UTC. */
  publishedAt: string
  /** `start`: found among the site's own files when it started. */
  channel: ReleaseChannel
  /** Name of the member of staff; null where it came from the command line or with the start. */
  publishedBy: string | null
  /** A second person confirmed its corrections. */
  confirmed: boolean
  counts: ChangeCounts
  hash: string
  previousHash: string
}

/** A file of a release: the same bytes at any time. */
export interface ManifestFile {
  path: string
  bytes: number
  sha256: string
}

/** What the signature covers: which files a release consists of, and its place in the chain. */
export interface Manifest {
  dataset: string
  version: number
  title: string
  /** Moment, ISO-8601 UTC. */
  publishedAt: string
  releaseHash: string
  previousReleaseHash: string
  files: ManifestFile[]
}

/** A waiver as it was published, with the number of findings that it let through. */
export interface PublishedWaiver extends Waiver {
  findings: number
}

/** `datapackage.json` as the site writes it: these keys, among any others that the package has. */
export interface CanonicalDescriptor {
  $schema: string
  name: string
  title: string
  description: string
  sample: boolean
  licenses: readonly { name: string; title?: string; path?: string }[]
  sources: readonly CanonicalSource[]
  resources: readonly CanonicalResource[]
}

export interface CanonicalSource {
  name: string
  title: string
  titleDerived?: true
  issuer?: string
  number?: string
  date?: string
  path?: string
  kind: string
  /** `secondary`, or another word of the package. */
  confidence?: string
}

export interface CanonicalResource {
  /** As the package calls it, or else its kind; a second table of one kind has a number as well. */
  name: string
  type: 'table'
  path: string
  format: string
  mediatype: string
  encoding: string
  schema: { fields: readonly { name: string; type: string }[]; missingValues: readonly string[] }
}

/** Everything about one release that its page tells. */
export interface Release extends ReleaseSummary {
  /** Newest version of the dataset. */
  newest: number
  descriptor: CanonicalDescriptor
  waivers: PublishedWaiver[]
  files: ManifestFile[]
  /** `manifest.json`, byte for byte as it was signed. */
  manifest: string
  /** Ed25519 over the manifest, base64. */
  signature: string
  /** First 16 hex digits of the SHA-256 of the public key. */
  keyId: string
  /** The array whose JSON text has {@link ReleaseSummary.hash} as its SHA-256. */
  record: readonly unknown[]
}

/** One entry of the public ledger. First publications are one entry a release. */
export type LedgerEntry =
  | { kind: 'first'; release: ReleaseSummary; figures: number }
  | {
      kind: 'revision' | 'correction'
      release: Pick<ReleaseSummary, 'dataset' | 'version' | 'title'>
      /** With the revision that this entry is about as the current one. */
      figure: Figure
      before: FigureRevision
    }

export type DraftState = 'open' | 'awaiting-confirmation' | 'published' | 'discarded'

/** A package that a publisher uploaded. */
export interface Draft {
  id: string
  /** Every step names the revision that was on the screen. */
  revision: number
  state: DraftState
  /** As the browser named it. */
  fileName: string
  waivers: Waiver[]
  createdAt: string
  createdBy: { id: string; name: string }
  /** Who asked for publication where a second person has to confirm. */
  requestedBy: { id: string; name: string } | null
  changedAt: string
  /** Set while it is open again because a second person sent it back; the reason is for staff alone. */
  returned: { by: string; reason: string } | null
  /** Once it is published. */
  release: PublishedDraft | null
}

/** What became of a draft. */
export interface PublishedDraft {
  dataset: string
  version: number
  title: string
  /** Name of the second person; null where none was needed. */
  confirmedBy: string | null
}

/** A draft with what publishing it would do; nothing of that once it was published or discarded. */
export interface DraftView {
  draft: Draft
  check: CheckResult | null
  /** Null where too little of the package could be read. */
  difference: Difference | null
  needsSecondPerson: boolean
  /** Who is looking may drop it. */
  mayDiscard: boolean
  /** Names of the sheets of an uploaded workbook, by the path of their file; null where it was none. */
  sheets: ReadonlyMap<string, string> | null
}
