import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('unit')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('level', 'text', (c) => c.notNull().check(sql`level in ('province', 'district', 'commune')`))
    .addColumn('official_code', 'text', (c) => c.notNull())
    .addColumn('parent_id', 'text')
    .addColumn('valid_from', 'text')
    .addColumn('seen_by', 'text')
    .addColumn('valid_to', 'text')
    .addColumn('gone_by', 'text')
    .addColumn('tile_row', 'integer')
    .addColumn('tile_column', 'integer')
    .addColumn('sort_order', 'integer', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('unit_parent').on('unit').columns(['parent_id', 'sort_order']).execute()
  await db.schema
    .createTable('unit_succession')
    .addColumn('predecessor_id', 'text', (c) => c.notNull().references('unit.id'))
    .addColumn('successor_id', 'text', (c) => c.notNull().references('unit.id'))
    .addColumn('kind', 'text', (c) =>
      c.notNull().check(sql`kind in ('merge', 'replaced', 'renamed', 'boundary')`),
    )
    .addColumn('extent', 'text', (c) => c.notNull().check(sql`extent in ('whole', 'part', 'unknown')`))
    .addColumn('date', 'text')
    .addColumn('legal_basis', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('unit_succession_pair', ['predecessor_id', 'successor_id', 'kind'])
    .execute()
  await db.schema
    .createIndex('unit_succession_successor')
    .on('unit_succession')
    .column('successor_id')
    .execute()
}
