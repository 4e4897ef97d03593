import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('article')
    .addColumn('slug', 'text', (c) => c.primaryKey().notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('summary', 'text', (c) => c.notNull())
    .addColumn('published_at', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'text')
    .addColumn('category', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('byline', 'text', (c) => c.notNull())
    .addColumn('districts', 'text', (c) => c.notNull())
    .addColumn('cover', 'text')
    .addColumn('sources', 'text', (c) => c.notNull())
    .addColumn('corrections', 'text', (c) => c.notNull())
    .addColumn('comments_open', 'integer', (c) => c.notNull().check(sql`comments_open in (0, 1)`))
    .addColumn('body_html', 'text', (c) => c.notNull())
    .addColumn('content_hash', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('page')
    .addColumn('slug', 'text', (c) => c.primaryKey().notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('summary', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'text', (c) => c.notNull())
    .addColumn('body_html', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('article_newest')
    .on('article')
    .columns(['published_at desc', 'slug desc'])
    .execute()
  await db.schema
    .createIndex('article_category')
    .on('article')
    .columns(['category', 'published_at desc', 'slug desc'])
    .execute()
  await db.schema
    .createTable('cache_revision')
    .addColumn('tag', 'text', (c) => c.primaryKey().notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .execute()
}
