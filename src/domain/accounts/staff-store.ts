import type { Reader, Writer } from '../../../db/connect.ts'
import type { StaffLinkTable } from '../../../db/schema/staff-link.ts'
import type { StaffRole } from '../../../db/schema/staff.ts'
import type { OpenLink, StaffEntry } from './factor-rules.ts'

/** Every account, by name; those that are open first. */
export async function listAccounts(db: Reader, now: string): Promise<StaffEntry[]> {
  const rows = await db
    .selectFrom('staff')
    .select(['id', 'email', 'name', 'role', 'disabled_at', 'totp_sealed', 'created_at'])
    .select((eb) => [
      eb
        .selectFrom('staff_passkey')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('staff_passkey.staff_id', '=', 'staff.id')
        .as('passkeys'),
      eb
        .selectFrom('staff_session')
        .select((inner) => inner.fn.max('staff_session.last_seen_at').as('at'))
        .whereRef('staff_session.staff_id', '=', 'staff.id')
        .where('staff_session.expires_at', '>', now)
        .as('last_seen_at'),
    ])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const entries = rows.map((row) => ({
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    disabled: row.disabled_at !== null,
    totp: row.totp_sealed !== null,
    passkeys: row.passkeys ?? 0,
    lastSeenAt: row.last_seen_at,
    createdAt: row.created_at,
  }))
  return [...entries.filter((entry) => !entry.disabled), ...entries.filter((entry) => entry.disabled)]
}

export async function findStaff(
  db: Reader,
  id: string,
): Promise<{ id: string; email: string; name: string; role: StaffRole; disabled: boolean } | null> {
  const row = await db
    .selectFrom('staff')
    .select(['id', 'email', 'name', 'role', 'disabled_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return null
  const { disabled_at, ...person } = row
  return { ...person, disabled: disabled_at !== null }
}

/** Keeps every open admin account as it is until the transaction ends. @returns their ids */
export async function holdAdmins(tx: Writer): Promise<string[]> {
  const held = await tx
    .updateTable('staff')
    .set((eb) => ({ role: eb.ref('role') }))
    .where('role', '=', 'admin')
    .where('disabled_at', 'is', null)
    .returning('id')
    .execute()
  return held.map(({ id }) => id)
}

/** @returns false where the account has another role by now, or is not there */
export async function moveRole(tx: Writer, id: string, from: StaffRole, to: StaffRole): Promise<boolean> {
  const moved = await tx
    .updateTable('staff')
    .set({ role: to })
    .where('id', '=', id)
    .where('role', '=', from)
    .returning('id')
    .executeTakeFirst()
  return moved !== undefined
}

/** Null makes the account usable again. @returns false where nothing changed */
export async function setDisabledAt(tx: Writer, id: string, at: string | null): Promise<boolean> {
  const changed = await tx
    .updateTable('staff')
    .set({ disabled_at: at })
    .where('id', '=', id)
    .where('disabled_at', at === null ? 'is not' : 'is', null)
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}

export async function insertLink(tx: Writer, link: Omit<StaffLinkTable, 'used_at'>): Promise<void> {
  await tx.insertInto('staff_link').values(link).execute()
}

/** Links that may still be used, newest first. */
export async function listOpenLinks(db: Reader, now: string): Promise<OpenLink[]> {
  const rows = await db
    .selectFrom('staff_link')
    .select(['id', 'kind', 'email', 'name', 'role', 'expires_at'])
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map(({ expires_at: expiresAt, ...link }) => ({ ...link, expiresAt }))
}

export async function findLink(db: Reader, tokenHash: string): Promise<StaffLinkTable | null> {
  const row = await db
    .selectFrom('staff_link')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return row ?? null
}

/** Uses a link up, once. @returns null where it was used before */
export async function closeLink(tx: Writer, id: string, at: string): Promise<StaffLinkTable | null> {
  const closed = await tx
    .updateTable('staff_link')
    .set({ used_at: at })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return closed ?? null
}

/** Withdraws the unused links to one address, or those that one person made. */
export async function closeLinks(
  tx: Writer,
  whose: { email: string } | { createdBy: string },
  at: string,
): Promise<void> {
  await tx
    .updateTable('staff_link')
    .set({ used_at: at })
    .where('used_at', 'is', null)
    .where((eb) =>
      'email' in whose ? eb('email', '=', whose.email) : eb('created_by', '=', whose.createdBy),
    )
    .execute()
}
