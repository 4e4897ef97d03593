import { sql, type Kysely } from 'kysely'

/** Who checks a quote often knows nothing but the number: without these each number reads every revision. */
const NUMBERS = {
  figure_revision: ['value', 'allocated', 'disbursed'],
  figure_claim: ['value', 'allocated', 'disbursed'],
}

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [table, columns] of Object.entries(NUMBERS)) {
    for (const column of columns) {
      await db.schema
        .createIndex(`${table}_${column}`)
        .on(table)
        .column(column)
        .where(sql.ref(column), 'is not', null)
        .execute()
    }
  }
}
