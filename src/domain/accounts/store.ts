import type { Reader, Writer } from '../../../db/connect.ts'
import type { StaffTable } from '../../../db/schema/staff.ts'
import type { StaffMember } from '../context.ts'

/** A staff member with what signing in needs; never leaves this folder. */
export interface Account {
  staff: StaffMember
  passwordHash: string
  totpSealed: string | null
  /** An app or a passkey. */
  secondFactor: boolean
  disabled: boolean
}

export type NewAccount = Omit<StaffTable, 'totp_last_step' | 'disabled_at'>

export async function findAccount(db: Reader, email: string): Promise<Account | null> {
  const row = await db
    .selectFrom('staff')
    .select(['id', 'email', 'name', 'role', 'password_hash', 'totp_sealed', 'disabled_at'])
    .select((eb) =>
      eb
        .selectFrom('staff_passkey')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('staff_passkey.staff_id', '=', 'staff.id')
        .as('passkeys'),
    )
    .where('email', '=', email)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    staff: { id: row.id, email: row.email, name: row.name, role: row.role },
    passwordHash: row.password_hash,
    totpSealed: row.totp_sealed,
    secondFactor: row.totp_sealed !== null || row.passkeys !== 0,
    disabled: row.disabled_at !== null,
  }
}

/** Keeps the account as it is until the transaction ends; false where it is disabled or its password was replaced. */
export async function holdAccount(tx: Writer, id: string, passwordHash: string): Promise<boolean> {
  const held = await tx
    .updateTable('staff')
    .set((eb) => ({ name: eb.ref('name') }))
    .where('id', '=', id)
    .where('password_hash', '=', passwordHash)
    .where('disabled_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return held !== undefined
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
  secondFactor: boolean
  expiresAt: string
  createdAt: string
  lastSeenAt: string | null
  device: string | null
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
      'session.last_seen_at',
      'session.device',
      'staff.totp_sealed',
    ])
    .select((eb) =>
      eb
        .selectFrom('staff_passkey')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('staff_passkey.staff_id', '=', 'staff.id')
        .as('passkeys'),
    )
    .where('session.id', '=', idHash)
    .where('staff.disabled_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    staff: { id: row.id, email: row.email, name: row.name, role: row.role },
    secondFactor: row.totp_sealed !== null || row.passkeys !== 0,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    device: row.device,
  }
}

export async function markSeen(tx: Writer, idHash: string, at: string): Promise<void> {
  await tx.updateTable('staff_session').set({ last_seen_at: at }).where('id', '=', idHash).execute()
}

/** @returns false where it is over already */
export async function deleteSession(tx: Writer, idHash: string): Promise<boolean> {
  const ended = await tx
    .deleteFrom('staff_session')
    .where('id', '=', idHash)
    .returning('id')
    .executeTakeFirst()
  return ended !== undefined
}

/** Ends sessions of one person: all of them, one, or all but one. @returns how many there were */
export async function deleteSessions(
  tx: Writer,
  staffId: string,
  { only, except }: { only?: string; except?: string } = {},
): Promise<number> {
  let query = tx.deleteFrom('staff_session').where('staff_id', '=', staffId)
  if (only !== undefined) query = query.where('id', '=', only)
  if (except !== undefined) query = query.where('id', '<>', except)
  return Number((await query.executeTakeFirst()).numDeletedRows)
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

/** Replaces exactly this password. @returns false where it is another by now */
export async function replaceHash(tx: Writer, id: string, from: string, to: string): Promise<boolean> {
  const replaced = await tx
    .updateTable('staff')
    .set({ password_hash: to })
    .where('id', '=', id)
    .where('password_hash', '=', from)
    .returning('id')
    .executeTakeFirst()
  return replaced !== undefined
}

/** The code that confirmed it is used up with it. */
export async function replaceTotp(tx: Writer, id: string, sealed: string, step: number): Promise<void> {
  await tx
    .updateTable('staff')
    .set({ totp_sealed: sealed, totp_last_step: step })
    .where('id', '=', id)
    .execute()
}
