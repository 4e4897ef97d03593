import type { Kysely } from 'kysely'

/** Units are read from `content/data/reference/` into the process, like everything else that figures refer to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('unit_succession').execute()
  await db.schema.dropTable('unit').execute()
}
