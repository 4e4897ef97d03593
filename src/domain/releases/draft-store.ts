import type { Reader, Writer } from '../../../db/connect.ts'
import type { ReleaseDraftTable } from '../../../db/schema/release-draft.ts'
import type { Draft, DraftState } from './publication-rules.ts'
import type { PackageFile, Waiver } from './rules.ts'

/** A draft with what staff never sees of it. */
export interface StoredDraft {
  draft: Draft
  /** None once the draft was published or discarded. */
  files: PackageFile[]
  /** E-mail address of who asked for publication. */
  requestedByEmail: string | null
}

export type NewDraft = Pick<ReleaseDraftTable, 'id' | 'file_name' | 'created_at' | 'created_by'> & {
  files: readonly PackageFile[]
}

export async function insertDraft(tx: Writer, { files, ...draft }: NewDraft): Promise<void> {
  await tx
    .insertInto('release_draft')
    .values({
      ...draft,
      revision: 1,
      state: 'open',
      package: encodeFiles(files),
      waivers: '[]',
      changed_at: draft.created_at,
    })
    .execute()
}

/** Drafts in these states, those that changed last first. */
export async function listDraftRows(db: Reader, states: readonly DraftState[]): Promise<Draft[]> {
  const rows = await selectDrafts(db)
    .where('draft.state', 'in', states)
    .orderBy('draft.changed_at', 'desc')
    .orderBy('draft.id', 'desc')
    .limit(200)
    .execute()
  return rows.map(toDraft)
}

export async function findDraft(db: Reader, id: string): Promise<StoredDraft | null> {
  const row = await selectDrafts(db)
    .select(['draft.package', 'requester.email as requester_email'])
    .where('draft.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return null
  return { draft: toDraft(row), files: decodeFiles(row.package), requestedByEmail: row.requester_email }
}

/** What may change about a draft. Its files go when it ends. */
export interface DraftChanges {
  state?: DraftState
  waivers?: readonly Waiver[]
  requestedBy?: string
  releaseSeq?: number
  /** Null takes it off again. */
  returned?: { by: string; reason: string } | null
}

/** @returns false where the draft is no longer at this revision: someone else was first */
export async function moveDraft(
  tx: Writer,
  { id, revision }: Pick<Draft, 'id' | 'revision'>,
  { state, waivers, requestedBy, releaseSeq, returned }: DraftChanges,
  at: string,
): Promise<boolean> {
  const ended = state === 'published' || state === 'discarded'
  const moved = await tx
    .updateTable('release_draft')
    .set({
      revision: revision + 1,
      changed_at: at,
      ...(state !== undefined && { state }),
      ...(waivers !== undefined && { waivers: JSON.stringify(waivers) }),
      ...(requestedBy !== undefined && { requested_by: requestedBy }),
      ...(releaseSeq !== undefined && { release_seq: releaseSeq }),
      ...(returned !== undefined && {
        returned_by: returned?.by ?? null,
        return_reason: returned?.reason ?? null,
      }),
      ...(ended && { package: encodeFiles([]) }),
    })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst()
  return moved !== undefined
}

function selectDrafts(db: Reader) {
  return db
    .selectFrom('release_draft as draft')
    .innerJoin('staff as creator', 'creator.id', 'draft.created_by')
    .leftJoin('staff as requester', 'requester.id', 'draft.requested_by')
    .leftJoin('staff as returner', 'returner.id', 'draft.returned_by')
    .leftJoin('release', 'release.seq', 'draft.release_seq')
    .leftJoin('staff as confirmer', 'confirmer.id', 'release.confirmed_by')
    .select(['draft.id', 'draft.revision', 'draft.state', 'draft.file_name', 'draft.waivers'])
    .select(['draft.created_at', 'draft.created_by', 'draft.requested_by', 'draft.changed_at'])
    .select(['creator.name as creator_name', 'requester.name as requester_name'])
    .select(['returner.name as returner_name', 'draft.return_reason'])
    .select(['release.dataset', 'release.version', 'release.title', 'confirmer.name as confirmer_name'])
}

type DraftRow = Awaited<ReturnType<ReturnType<typeof selectDrafts>['executeTakeFirstOrThrow']>>

function toDraft(row: DraftRow): Draft {
  const { requested_by: requester, requester_name: requesterName, dataset, version, title } = row
  return {
    id: row.id,
    revision: row.revision,
    state: row.state,
    fileName: row.file_name,
    waivers: JSON.parse(row.waivers) as Waiver[],
    createdAt: row.created_at,
    createdBy: { id: row.created_by, name: row.creator_name },
    requestedBy: requester === null ? null : { id: requester, name: requesterName ?? '' },
    changedAt: row.changed_at,
    returned: row.return_reason === null ? null : { by: row.returner_name ?? '', reason: row.return_reason },
    release:
      dataset === null || version === null || title === null
        ? null
        : { dataset, version, title, confirmedBy: row.confirmer_name },
  }
}

/** Uploads need not be text, and JSON holds nothing else. */
function encodeFiles(files: readonly PackageFile[]): string {
  return JSON.stringify(
    files.map(({ path, bytes }) => ({ path, base64: Buffer.from(bytes).toString('base64') })),
  )
}

function decodeFiles(text: string): PackageFile[] {
  const files = JSON.parse(text) as { path: string; base64: string }[]
  return files.map(({ path, base64 }) => ({ path, bytes: Buffer.from(base64, 'base64') }))
}
