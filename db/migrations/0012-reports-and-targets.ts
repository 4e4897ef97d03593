import { sql, type Kysely } from 'kysely'

/** Reports of readers; comments about one revision of a figure; corrections that followed a comment. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('comment').addColumn('figure_revision', 'integer').execute()
  await db.schema
    .alterTable('comment')
    .addColumn('open_reports', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await db.schema
    .createIndex('comment_reported')
    .on('comment')
    .columns(['status', 'submitted_at', 'id'])
    .where(sql.ref('open_reports'), '>', sql.lit(0))
    .execute()
  await db.schema
    .createTable('comment_report')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('comment_id', 'text', (c) => c.notNull().references('comment.id'))
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.check(sql`length(note) between 1 and 500`))
    .addColumn('network_hash', 'text')
    .addColumn('reported_at', 'text', (c) => c.notNull())
    .addColumn('closed_at', 'text')
    .addColumn('closed_by_event', 'integer', (c) => c.references('moderation_event.seq'))
    .addColumn('closed_by', 'text', (c) => c.references('staff.id'))
    .addUniqueConstraint('comment_report_once', ['comment_id', 'network_hash'])
    .addCheckConstraint(
      'comment_report_closed',
      sql`closed_at is not null or (closed_by_event is null and closed_by is null)`,
    )
    .execute()
  await db.schema
    .createIndex('comment_report_network')
    .on('comment_report')
    .columns(['reported_at'])
    .where(sql.ref('network_hash'), 'is not', null)
    .execute()
  await db.schema
    .createTable('comment_correction')
    .addColumn('revision_seq', 'integer', (c) => c.primaryKey().notNull().references('figure_revision.seq'))
    .addColumn('comment_id', 'text', (c) => c.notNull().references('comment.id'))
    .execute()
  await db.schema
    .createIndex('comment_correction_comment')
    .on('comment_correction')
    .column('comment_id')
    .execute()
}
