import { PostgresAdapter, sql, type Kysely } from 'kysely'

const BATCH = 500

/**
 * Sixteen bands a comment, each with three indexes and the comment's id twice, were three quarters of what the database
 * did for a comment. Two numbers in one index find the same; by which of them a comment is found stands beside its
 * fingerprint, so that they can be taken away again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  await sql`create table text_band (
    band bigint not null, number integer not null, primary key (band, number)
  ) ${sql.raw(isPostgres ? '' : 'without rowid')}`.execute(db)
  await db.schema.alterTable('comment_fingerprint').addColumn('number', 'integer').execute()
  await db.schema.alterTable('comment_fingerprint').addColumn('bands', 'text').execute()
  await db.schema
    .createIndex('comment_fingerprint_banded')
    .on('comment_fingerprint')
    .column('at')
    .where(sql.ref('bands'), 'is not', null)
    .execute()
  await carryOver(db)
}

/** Comments from before the chain of arrivals have no number until the site starts, and are not compared any more. */
async function carryOver(db: Kysely<unknown>): Promise<void> {
  for (let after = ''; ;) {
    const { rows } = await sql<{ id: string; number: number | null }>`
      select band.comment_id as id, submission.seq as number
      from (select distinct comment_id from comment_band where comment_id > ${after}
        order by comment_id limit ${BATCH}) as band
      left join submission on submission.comment_id = band.comment_id order by band.comment_id`.execute(db)
    const last = rows.at(-1)
    if (last === undefined) break
    after = last.id
    await carry(db, new Map(rows.map(({ id, number }) => [id, number])))
  }
  await sql`delete from comment_band`.execute(db)
}

async function carry(db: Kysely<unknown>, numbers: ReadonlyMap<string, number | null>): Promise<void> {
  const bandsOf = new Map<string, Set<number>>()
  const { rows } = await sql<{ id: string; band: string }>`select comment_id as id, band from comment_band
    where comment_id in (${sql.join([...numbers.keys()])})`.execute(db)
  for (const { id, band } of rows) bandsOf.set(id, (bandsOf.get(id) ?? new Set()).add(keyOf(band)))
  for (const [id, bands] of bandsOf) {
    const number = numbers.get(id)
    if (number == null) continue
    const list = [...bands]
    await sql`update comment_fingerprint set number = ${number}, bands = ${JSON.stringify(list)}
      where comment_id = ${id}`.execute(db)
    await sql`insert into text_band (band, number)
      values ${sql.join(list.map((band) => sql`(${band}, ${number})`))}`.execute(db)
  }
}

/** From `3:1x.2y.3z.4`, the place of a band and its values to base 36, as domain/screening/likeness-rules.ts makes it. */
function keyOf(band: string): number {
  const [place = '', values = ''] = band.split(':')
  let high = Number(place)
  let low = ~high
  for (const value of values.split('.')) {
    high = mix(high ^ Number.parseInt(value, 36))
    low = mix(Math.imul(low, 0x01_00_01_93) ^ Number.parseInt(value, 36))
  }
  return (high % 2 ** 15) * 2 ** 32 + low
}

function mix(value: number): number {
  let bits = value
  bits = Math.imul(bits ^ (bits >>> 16), 0x85_eb_ca_6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2_b2_ae_35)
  return (bits ^ (bits >>> 16)) >>> 0
}
