import { PostgresAdapter, sql, type Kysely } from 'kysely'

const STATUSES = sql`('final', 'provisional', 'revised', 'not-available', 'not-applicable', 'confidential', 'target', 'forecast')`
const QUALIFIERS = sql`('more-than', 'about', 'nearly', 'at-least', 'average')`

/** Codes and hashes sort by their bytes on both databases, which is also quicker than by the rules of a language. */
const codeOf = (db: Kysely<unknown>) => (isPostgres(db) ? sql`text collate "C"` : 'text')
const isPostgres = (db: Kysely<unknown>) => db.getExecutor().adapter instanceof PostgresAdapter

/** Rows that are written once: what was published stays as it was. */
const APPEND_ONLY = {
  release: 'seq = new.seq or (dataset = new.dataset and version = new.version)',
  source_document: 'hash = new.hash',
  figure_revision: 'seq = new.seq or (figure_id = new.figure_id and revision = new.revision)',
  figure_claim: 'revision_seq = new.revision_seq and position = new.position',
  release_row: 'release_seq = new.release_seq and file = new.file and row_number = new.row_number',
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await createReleases(db)
  await createFigures(db)
  await createRevisions(db)
  await createDrafts(db)
  for (const [table, same] of Object.entries(APPEND_ONLY)) await refuseChange(db, table, same)
  await sql`insert into ledger_head (ledger, seq, hash) values ('figures', 0, ''), ('releases', 0, '')`.execute(
    db,
  )
}

async function createReleases(db: Kysely<unknown>): Promise<void> {
  const code = codeOf(db)
  await db.schema
    .createTable('release')
    .addColumn('seq', 'integer', (c) => c.primaryKey().notNull())
    .addColumn('dataset', code, (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('sample', 'integer', (c) => c.notNull().check(sql`sample in (0, 1)`))
    .addColumn('channel', 'text', (c) => c.notNull().check(sql`channel in ('start', 'command', 'desk')`))
    .addColumn('published_by', 'text', (c) => c.notNull())
    .addColumn('staff_id', 'text', (c) => c.references('staff.id'))
    .addColumn('confirmed_by', 'text', (c) => c.references('staff.id'))
    .addColumn('published_at', 'text', (c) => c.notNull())
    .addColumn('descriptor', 'text', (c) => c.notNull())
    .addColumn('files', 'text', (c) => c.notNull())
    .addColumn('content_hash', code, (c) => c.notNull())
    .addColumn('waivers', 'text', (c) => c.notNull())
    .addColumn('counts', 'text', (c) => c.notNull())
    .addColumn('last_revision_hash', code, (c) => c.notNull())
    .addColumn('prev_hash', code, (c) => c.notNull())
    .addColumn('hash', code, (c) => c.notNull().unique())
    .addColumn('key_id', 'text', (c) => c.notNull())
    .addColumn('signature', 'text', (c) => c.notNull())
    .addUniqueConstraint('release_version', ['dataset', 'version'])
    .execute()
  await db.schema
    .createTable('source_document')
    .addColumn('hash', code, (c) => c.primaryKey().notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('title_derived', 'integer', (c) => c.notNull().check(sql`title_derived in (0, 1)`))
    .addColumn('issuer', 'text')
    .addColumn('number', 'text')
    .addColumn('date', 'text')
    .addColumn('url', 'text')
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('official', 'press', 'sample')`))
    .addColumn('secondary', 'integer', (c) => c.notNull().check(sql`secondary in (0, 1)`))
    .execute()
}

async function createFigures(db: Kysely<unknown>): Promise<void> {
  const code = codeOf(db)
  await db.schema
    .createTable('figure')
    .addColumn('id', code, (c) => c.primaryKey().notNull())
    .addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('result', 'funding')`))
    .addColumn('sample', 'integer', (c) => c.notNull().check(sql`sample in (0, 1)`))
    .addColumn('indicator', code, (c) => c.notNull())
    .addColumn('breakdown', code, (c) => c.notNull())
    .addColumn('programme', code, (c) => c.notNull())
    .addColumn('project', code, (c) => c.notNull())
    .addColumn('source', code, (c) => c.notNull())
    .addColumn('capital', code, (c) => c.notNull())
    .addColumn('unit', code, (c) => c.notNull())
    .addColumn('period', code, (c) => c.notNull())
    .addColumn('last_revision', 'integer', (c) => c.notNull())
    .addColumn('last_seq', 'integer', (c) => c.notNull())
    .addCheckConstraint(
      'figure_kind',
      sql`(kind = 'result') = (indicator <> '') and (kind = 'funding') = (programme <> '')`,
    )
    .addUniqueConstraint('figure_key', [
      'indicator',
      'programme',
      'unit',
      'period',
      'project',
      'source',
      'capital',
      'breakdown',
      'sample',
    ])
    .execute()
  await db.schema.createIndex('figure_programme').on('figure').columns(['programme', 'period']).execute()
  await db.schema.createIndex('figure_unit').on('figure').columns(['unit', 'kind']).execute()
}

/**
 * Neither revisions nor rows have a foreign key to their release: PostgreSQL would look up the same one for each of
 * 180,000 rows. The verification of the chains does it once.
 */
async function createRevisions(db: Kysely<unknown>): Promise<void> {
  const code = codeOf(db)
  await db.schema
    .createTable('figure_revision')
    .addColumn('seq', 'integer', (c) => c.primaryKey().notNull())
    .addColumn('figure_id', code, (c) => c.notNull().references('figure.id'))
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('release_seq', 'integer', (c) => c.notNull())
    .addColumn('change', 'text', (c) => c.notNull().check(sql`change in ('first', 'revision', 'correction')`))
    .addColumn('change_reason', 'text')
    .addColumn('value', 'text')
    .addColumn('allocated', 'bigint')
    .addColumn('disbursed', 'bigint')
    .addColumn('status', 'text', (c) => c.notNull().check(sql`status in ${STATUSES}`))
    .addColumn('qualifier', 'text', (c) => c.check(sql`qualifier in ${QUALIFIERS}`))
    .addColumn('document_hash', code, (c) => c.references('source_document.hash'))
    .addColumn('page', 'text')
    .addColumn('note', 'text')
    .addColumn('source_reason', 'text')
    .addColumn('claims_hash', code)
    .addColumn('published_at', 'text', (c) => c.notNull())
    .addColumn('prev_hash', code, (c) => c.notNull())
    .addColumn('hash', code, (c) => c.notNull().unique())
    .addUniqueConstraint('figure_revision_number', ['figure_id', 'revision'])
    .addCheckConstraint('figure_revision_reason', sql`(change = 'first') = (change_reason is null)`)
    .execute()
  // Nearly all revisions are first ones; the public ledger lists the others one by one.
  await db.schema
    .createIndex('figure_revision_changed')
    .on('figure_revision')
    .column('seq')
    .where(sql.ref('change'), '<>', sql.lit('first'))
    .execute()
  await db.schema
    .createTable('figure_claim')
    .addColumn('revision_seq', 'integer', (c) => c.notNull().references('figure_revision.seq'))
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('value', 'text')
    .addColumn('allocated', 'bigint')
    .addColumn('disbursed', 'bigint')
    .addColumn('qualifier', 'text', (c) => c.check(sql`qualifier in ${QUALIFIERS}`))
    .addColumn('document_hash', code, (c) => c.notNull().references('source_document.hash'))
    .addColumn('page', 'text')
    .addColumn('note', 'text')
    .addPrimaryKeyConstraint('figure_claim_place', ['revision_seq', 'position'])
    .execute()
  await db.schema
    .createTable('release_row')
    .addColumn('release_seq', 'integer', (c) => c.notNull())
    .addColumn('file', code, (c) => c.notNull())
    .addColumn('row_number', 'integer', (c) => c.notNull())
    .addColumn('revision_seq', 'integer', (c) => c.notNull().references('figure_revision.seq'))
    .addColumn('claim_position', 'integer')
    .addPrimaryKeyConstraint('release_row_place', ['release_seq', 'file', 'row_number'])
    .execute()
}

async function createDrafts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('release_draft')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) =>
      c.notNull().check(sql`state in ('open', 'awaiting-confirmation', 'published', 'discarded')`),
    )
    .addColumn('file_name', 'text', (c) => c.notNull())
    .addColumn('package', 'text', (c) => c.notNull())
    .addColumn('waivers', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull().references('staff.id'))
    .addColumn('requested_by', 'text', (c) => c.references('staff.id'))
    .addColumn('changed_at', 'text', (c) => c.notNull())
    .addColumn('release_seq', 'integer', (c) => c.references('release.seq'))
    .execute()
}

async function refuseChange(db: Kysely<unknown>, table: string, same: string): Promise<void> {
  if (isPostgres(db)) {
    await sql`create trigger ${sql.id(`${table}_append_only`)} before update or delete or truncate
      on ${sql.table(table)} for each statement execute function refuse_change()`.execute(db)
    return
  }
  const refuse = sql.raw(`begin select raise(abort, '${table} is append-only'); end`)
  // INSERT OR REPLACE removes the row in its way without asking the delete trigger.
  await sql`create trigger ${sql.id(`${table}_no_replace`)} before insert on ${sql.table(table)}
    when exists (select 1 from ${sql.table(table)} where ${sql.raw(same)}) ${refuse}`.execute(db)
  await sql`create trigger ${sql.id(`${table}_no_update`)} before update on ${sql.table(table)} ${refuse}`.execute(
    db,
  )
  await sql`create trigger ${sql.id(`${table}_no_delete`)} before delete on ${sql.table(table)} ${refuse}`.execute(
    db,
  )
}
