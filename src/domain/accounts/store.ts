import type { Reader, Writer } from '../../../db/connect.ts'
import type { StaffTable } from '../../../db/schema/staff.ts'
import type { StaffMember } from '../context.ts'

/** A staff member with what signing in needs; never leaves this folder. */
export interface Account {
  staff: StaffMember
  passwordHash: string
  totpSealed: string | null
  disabled: boolean
}

export type NewAccount = Omit<StaffTable, 'totp_last_step' | 'disabled_at'>

export async function findAccount(db: Reader, email: string): Promise<Account | null> {
  const row = await db
    .selectFrom('staff')
    .select(['id', 'email', 'name', 'role', 'password_hash', 'totp_sealed', 'disabled_at'])
    .where('email', '=', email)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    staff: { id: row.id, email: row.email, name: row.name, role: row.role },
    passwordHash: row.password_hash,
    totpSealed: row.totp_sealed,
    disabled: row.disabled_at !== null,
  }
}

/** @returns false when the e-mail is taken */
export async function insertAccount(tx: Writer, account: NewAccount): Promise<boolean> {
  const inserted = await tx
    .insertInto('staff')
    .values(account)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** Moves the account's last step forward; false when this step, or a later one, was accepted before. */
export async function acceptTotpStep(tx: Writer, staffId: string, step: number): Promise<boolean> {
  const accepted = await tx
    .updateTable('staff')
    .set({ totp_last_step: step })
    .where('id', '=', staffId)
    .where((eb) => eb.or([eb('totp_last_step', 'is', null), eb('totp_last_step', '<', step)]))
    .returning('id')
    .executeTakeFirst()
  return accepted !== undefined
}

export interface StoredSession {
  staff: StaffMember
  expiresAt: string
  createdAt: string
}

/** The session and its holder; none once the holder is disabled. */
export async function findSession(db: Reader, idHash: string): Promise<StoredSession | null> {
  const row = await db
    .selectFrom('staff_session as session')
    .innerJoin('staff', 'staff.id', 'session.staff_id')
    .select([
      'staff.id',
      'staff.email',
      'staff.name',
      'staff.role',
      'session.expires_at',
      'session.created_at',
    ])
    .where('session.id', '=', idHash)
    .where('staff.disabled_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    staff: { id: row.id, email: row.email, name: row.name, role: row.role },
    expiresAt: row.expires_at,
    createdAt: row.created_at,
  }
}

/** @returns the account's id, or null where there is none */
export async function updatePassword(
  tx: Writer,
  email: string,
  passwordHash: string,
): Promise<string | null> {
  const updated = await tx
    .updateTable('staff')
    .set({ password_hash: passwordHash })
    .where('email', '=', email)
    .returning('id')
    .executeTakeFirst()
  return updated?.id ?? null
}

/** Null for `at` makes the account usable again. @returns the account's id, or null where there is none */
export async function markDisabled(tx: Writer, email: string, at: string | null): Promise<string | null> {
  const disabled = await tx
    .updateTable('staff')
    .set({ disabled_at: at })
    .where('email', '=', email)
    .returning('id')
    .executeTakeFirst()
  return disabled?.id ?? null
}
