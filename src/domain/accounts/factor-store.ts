import type { Reader, Writer } from '../../../db/connect.ts'
import type { StaffPasskeyTable } from '../../../db/schema/staff-passkey.ts'
import type { OwnAccount, PasskeyEntry } from './factor-rules.ts'

/** What the owner sees of their factors and sessions; sessions newest first. */
export async function readOwnAccount(
  db: Reader,
  staffId: string,
  currentSession: string,
  now: string,
): Promise<OwnAccount> {
  const account = await db
    .selectFrom('staff')
    .select('totp_sealed')
    .where('id', '=', staffId)
    .executeTakeFirstOrThrow()
  const codes = await db
    .selectFrom('staff_recovery_code')
    .select((eb) => eb.fn.countAll<number>().as('left'))
    .where('staff_id', '=', staffId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  const sessions = await db
    .selectFrom('staff_session')
    .selectAll()
    .where('staff_id', '=', staffId)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute()
  return {
    totp: account.totp_sealed !== null,
    recoveryCodes: codes.left,
    passkeys: await listPasskeys(db, staffId),
    sessions: sessions.map((session) => ({
      id: session.id,
      device: session.device,
      createdAt: session.created_at,
      lastSeenAt: session.last_seen_at,
      current: session.id === currentSession,
    })),
  }
}

export async function listPasskeys(db: Reader, staffId: string): Promise<PasskeyEntry[]> {
  const rows = await db
    .selectFrom('staff_passkey')
    .select(['id', 'name', 'created_at', 'last_used_at'])
    .where('staff_id', '=', staffId)
    .orderBy('created_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }))
}

/** @returns false where this credential is registered already */
export async function insertPasskey(
  tx: Writer,
  passkey: Omit<StaffPasskeyTable, 'last_used_at'>,
): Promise<boolean> {
  const inserted = await tx
    .insertInto('staff_passkey')
    .values(passkey)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** A passkey with its holder; none once the holder is disabled. */
export async function findPasskey(
  db: Reader,
  id: string,
): Promise<(StaffPasskeyTable & { email: string; password_hash: string }) | null> {
  const row = await db
    .selectFrom('staff_passkey as passkey')
    .innerJoin('staff', 'staff.id', 'passkey.staff_id')
    .selectAll('passkey')
    .select(['staff.email', 'staff.password_hash'])
    .where('passkey.id', '=', id)
    .where('staff.disabled_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** @returns false where the passkey is not this person's */
export async function renamePasskey(tx: Writer, staffId: string, id: string, name: string): Promise<boolean> {
  const renamed = await tx
    .updateTable('staff_passkey')
    .set({ name })
    .where('id', '=', id)
    .where('staff_id', '=', staffId)
    .returning('id')
    .executeTakeFirst()
  return renamed !== undefined
}

/** @returns false where the passkey is not this person's */
export async function deletePasskey(tx: Writer, staffId: string, id: string): Promise<boolean> {
  const deleted = await tx
    .deleteFrom('staff_passkey')
    .where('id', '=', id)
    .where('staff_id', '=', staffId)
    .returning('id')
    .executeTakeFirst()
  return deleted !== undefined
}

/** Takes both factors and the codes away: what is left is the password. */
export async function deleteFactors(tx: Writer, staffId: string): Promise<void> {
  await tx.updateTable('staff').set({ totp_sealed: null }).where('id', '=', staffId).execute()
  await tx.deleteFrom('staff_passkey').where('staff_id', '=', staffId).execute()
  await tx.deleteFrom('staff_recovery_code').where('staff_id', '=', staffId).execute()
}
