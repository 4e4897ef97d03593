import type { Writer } from '../../../db/connect.ts'
import type { Context } from '../context.ts'
import { base32, parseRecoveryCode, RECOVERY_CODES } from './factor-rules.ts'

/** Replaces every code of one person. @returns the new codes, which are kept nowhere */
export async function replaceRecoveryCodes(ctx: Context, tx: Writer, staffId: string): Promise<string[]> {
  const bytes = Math.ceil((RECOVERY_CODES.length * 5) / 8)
  const codes = Array.from({ length: RECOVERY_CODES.count }, () =>
    base32(ctx.randomBytes(bytes)).slice(0, RECOVERY_CODES.length),
  )
  const createdAt = ctx.now().toISOString()
  await tx.deleteFrom('staff_recovery_code').where('staff_id', '=', staffId).execute()
  await tx
    .insertInto('staff_recovery_code')
    .values(
      codes.map((code) => ({ hash: hashOf(ctx, staffId, code), staff_id: staffId, created_at: createdAt })),
    )
    .execute()
  return codes
}

/** Uses a code up. Of two uses at the same moment one is refused. @returns false where it is none, or used */
export async function useRecoveryCode(ctx: Context, staffId: string, typed: string): Promise<boolean> {
  const code = parseRecoveryCode(typed)
  if (code === null) return false
  const used = await ctx.db.transaction((tx) =>
    tx
      .updateTable('staff_recovery_code')
      .set({ used_at: ctx.now().toISOString() })
      .where('hash', '=', hashOf(ctx, staffId, code))
      .where('staff_id', '=', staffId)
      .where('used_at', 'is', null)
      .returning('hash')
      .executeTakeFirst(),
  )
  return used !== undefined
}

function hashOf(ctx: Context, staffId: string, code: string): string {
  return ctx.secrets.hmac('recovery-code', `${staffId} ${code}`)
}
