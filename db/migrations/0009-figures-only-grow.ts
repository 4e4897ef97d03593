import { PostgresAdapter, sql, type Kysely } from 'kysely'

const DIMENSIONS = [
  'indicator',
  'programme',
  'unit',
  'period',
  'project',
  'source',
  'capital',
  'breakdown',
  'sample',
]
const IDENTITY = ['id', 'kind', ...DIMENSIONS]

const each = (columns: readonly string[], join: string, one: (column: string) => string): string =>
  columns.map(one).join(join)
const OTHER_IDENTITY = each(IDENTITY, ' or ', (column) => `old.${column} <> new.${column}`)
const BACKWARDS = 'new.last_revision < old.last_revision or new.last_seq < old.last_seq'

/** A figure stays what it is and stays there; nothing but its newest revision moves on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    await sql`create trigger figure_stays before delete or truncate on figure
      for each statement execute function refuse_change()`.execute(db)
    await sql`create trigger figure_only_grows before update on figure
      for each row when (${sql.raw(`${OTHER_IDENTITY} or ${BACKWARDS}`)})
      execute function refuse_change()`.execute(db)
    return
  }
  const refuse = sql.raw("begin select raise(abort, 'figure is append-only'); end")
  await sql`create trigger figure_no_delete before delete on figure ${refuse}`.execute(db)
  await sql`create trigger figure_no_update before update on figure
    when ${sql.raw(`${OTHER_IDENTITY} or ${BACKWARDS}`)} ${refuse}`.execute(db)
  // INSERT OR REPLACE removes the row in its way without asking the other two; an upsert asks here first.
  const sameId = `select 1 from figure as old where old.id = new.id and (${OTHER_IDENTITY} or ${BACKWARDS})`
  const sameKey = `select 1 from figure as old where old.id <> new.id and ${each(DIMENSIONS, ' and ', (column) => `old.${column} = new.${column}`)}`
  await sql`create trigger figure_no_replace before insert on figure
    when exists (${sql.raw(sameId)}) or exists (${sql.raw(sameKey)}) ${refuse}`.execute(db)
}
