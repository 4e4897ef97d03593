import { sql, type Kysely } from 'kysely'

/** When the submitter of a comment that was taken back asked for its text to be erased. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('comment').addColumn('erasure_asked_at', 'text').execute()
  await sql`create index comment_erasure_asked on comment (status, submitted_at, id)
    where erasure_asked_at is not null`.execute(db)
}
