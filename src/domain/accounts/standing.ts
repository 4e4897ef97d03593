import type { Writer } from '../../../db/connect.ts'
import type { StaffContext } from '../context.ts'
import { DomainError } from '../errors.ts'

/**
 * Keeps the person who acts in office until the transaction ends: who was disabled, or given another role, since the
 * request came in does nothing more. It is the first write of its transaction, so that nobody holds what the one who
 * disables an account waits for.
 * @throws DomainError forbidden
 */
export async function requireStanding(tx: Writer, { staff }: StaffContext): Promise<void> {
  const held = await tx
    .updateTable('staff')
    .set((eb) => ({ role: eb.ref('role') }))
    .where('id', '=', staff.id)
    .where('role', '=', staff.role)
    .where('disabled_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (held === undefined) throw new DomainError('forbidden', 'no longer in office')
}
