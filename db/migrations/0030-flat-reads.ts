import { PostgresAdapter, sql, type Kysely } from 'kysely'

/**
 * What a page costs must not grow with what is stored: the moments at which articles close, the languages that there
 * are and the articles of one district are found without reading every article, and a change of a few tags without
 * reading every tag.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('article_closing').on('article').column('comments_until').execute()
  await db.schema
    .createIndex('article_language')
    .on('article')
    .columns(['language', 'published_at desc', 'slug desc'])
    .execute()
  await db.schema
    .createTable('article_district')
    .addColumn('slug', 'text', (c) => c.notNull())
    .addColumn('district', 'text', (c) => c.notNull())
    .addColumn('published_at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('article_district_key', ['slug', 'district'])
    .execute()
  await db.schema
    .createIndex('article_district_newest')
    .on('article_district')
    .columns(['district', 'published_at desc', 'slug desc'])
    .execute()
  if (db.getExecutor().adapter instanceof PostgresAdapter) await followInPostgres(db)
  else await followInSqlite(db)
}

/** The database follows by itself, so that a process of an earlier version forgets no district. */
async function followInSqlite(db: Kysely<unknown>): Promise<void> {
  const list = (of: string): string =>
    `insert or ignore into article_district (slug, district, published_at)
      select ${of}.slug, value, ${of}.published_at from ${of === 'new' ? '' : `${of}, `}json_each(${of}.districts)`
  await sql.raw(list('article')).execute(db)
  const forget = 'delete from article_district where slug = old.slug;'
  await sql`create trigger article_listed after insert on article begin ${sql.raw(list('new'))}; end`.execute(
    db,
  )
  await sql`create trigger article_listed_anew after update of slug, districts, published_at on article
    begin ${sql.raw(forget)} ${sql.raw(list('new'))}; end`.execute(db)
  await sql`create trigger article_unlisted after delete on article begin ${sql.raw(forget)} end`.execute(db)
  // What changed last has the highest number: a reader who knows up to where it has read finds what came after that.
  await sql`create trigger cache_revision_moved after update of revision on cache_revision begin
    update cache_revision set rowid = (select max(rowid) from cache_revision) + 1 where tag = new.tag;
    end`.execute(db)
}

async function followInPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`insert into article_district (slug, district, published_at)
    select distinct slug, district, published_at
    from article, json_array_elements_text(districts::json) as district`.execute(db)
  await sql`create function list_article() returns trigger language plpgsql as $$
    begin
      if tg_op <> 'INSERT' then
        delete from article_district where slug = old.slug;
      end if;
      if tg_op <> 'DELETE' then
        insert into article_district (slug, district, published_at)
          select distinct new.slug, district, new.published_at
          from json_array_elements_text(new.districts::json) as district;
      end if;
      return null;
    end $$`.execute(db)
  await sql`create trigger article_listed after insert or delete or update of slug, districts, published_at
    on article for each row execute function list_article()`.execute(db)
}
