import { Lucia, TimeSpan, type Adapter, type DatabaseSession } from 'lucia'
import type { AuditAction } from '../audit/rules.ts'
import { recordAudit } from '../audit/service.ts'
import type { Context, StaffMember } from '../context.ts'
import { DomainError } from '../errors.ts'
import { sha256 } from '../secrets.ts'
import { SESSION, sessionCookieName } from './rules.ts'
import { findSession, holdAccount } from './store.ts'

interface SessionAttributes {
  createdAt: Date
  lastSeenAt: string | null
  device: string | null
  /** Given when a session is opened. */
  opening?: Opening
}

/** How a session comes to be. */
export interface Opening {
  staff: StaffMember
  /** The hash that the sign-in stood on: where it was replaced in between, no session is opened. */
  passwordHash: string
  action: AuditAction
}

interface Holder {
  staff: StaffMember
  /** Whether the account has a second factor of any kind. */
  secondFactor: boolean
}

export type Sessions = Lucia<SessionAttributes, Holder>

declare module 'lucia' {
  interface Register {
    Lucia: Sessions
    DatabaseSessionAttributes: SessionAttributes
    DatabaseUserAttributes: Holder
  }
}

/**
 * Lucia on this site's database and clock: it makes the ids, moves the idle expiry and writes the cookie.
 * It is cheap to make, so each use case makes its own.
 *
 * SameSite is Lax: with Strict a moderator who follows a link to the queue, from a message or an e-mail, would find
 * themselves signed out. What Lax lets through is reading; every change is an unsafe method and passes the origin check.
 */
export function openSessions(ctx: Context): Sessions {
  return new Lucia(sessionAdapter(ctx), {
    sessionExpiresIn: new TimeSpan(SESSION.idleSeconds, 's'),
    sessionCookie: {
      name: sessionCookieName(ctx.config.siteUrl),
      attributes: { secure: ctx.config.siteUrl.protocol === 'https:', sameSite: 'lax', path: '/' },
    },
    getSessionAttributes: (attributes) => attributes,
    getUserAttributes: ({ staff, secondFactor }) => ({ staff, secondFactor }),
  })
}

/**
 * Keeps sessions under the SHA-256 of their id, so that who reads the table, or a backup, cannot sign in with it.
 *
 * Lucia asks the machine's clock, and the site's clock decides: times are moved by the difference on their way in and
 * out. On a running site the difference is nothing.
 */
function sessionAdapter(ctx: Context): Adapter {
  const ahead = ctx.now().getTime() - Date.now()
  const toStored = (time: Date): string => new Date(time.getTime() + ahead).toISOString()
  const toLucia = (stored: string): Date => new Date(Date.parse(stored) - ahead)
  return {
    getSessionAndUser: async (id) => {
      const found = await findSession(ctx.db.read, sha256(id))
      if (found === null) return [null, null]
      const session = {
        id,
        userId: found.staff.id,
        expiresAt: toLucia(found.expiresAt),
        attributes: {
          createdAt: new Date(found.createdAt),
          lastSeenAt: found.lastSeenAt,
          device: found.device,
        },
      }
      const { staff, secondFactor } = found
      return [session, { id: staff.id, attributes: { staff, secondFactor } }]
    },
    // Ids cannot be read back from their hashes, and nothing here lists sessions.
    getUserSessions: (): Promise<DatabaseSession[]> => Promise.reject(new Error('session ids are not kept')),
    setSession: async ({ id, userId, expiresAt, attributes }) => {
      const row = {
        id: sha256(id),
        staff_id: userId,
        expires_at: toStored(expiresAt),
        created_at: attributes.createdAt.toISOString(),
        last_seen_at: attributes.lastSeenAt,
        device: attributes.device,
      }
      const { opening } = attributes
      if (opening === undefined) throw new Error('a session is opened by someone')
      await ctx.db.transaction(async (tx) => {
        if (!(await holdAccount(tx, userId, opening.passwordHash)))
          throw new DomainError('unauthorized', 'the account changed during the sign-in')
        await tx.insertInto('staff_session').values(row).execute()
        const { staff, action } = opening
        await recordAudit(tx, { ctx: { ...ctx, staff }, action, subject: `staff/${staff.id}` })
      })
    },
    updateSessionExpiration: async (id, expiresAt) => {
      await ctx.db.transaction((tx) =>
        tx
          .updateTable('staff_session')
          .set({ expires_at: toStored(expiresAt) })
          .where('id', '=', sha256(id))
          .execute(),
      )
    },
    deleteSession: async (id) => {
      await ctx.db.transaction((tx) => tx.deleteFrom('staff_session').where('id', '=', sha256(id)).execute())
    },
    deleteUserSessions: async (staffId) => {
      await ctx.db.transaction((tx) =>
        tx.deleteFrom('staff_session').where('staff_id', '=', staffId).execute(),
      )
    },
    deleteExpiredSessions: async () => {
      const now = ctx.now().toISOString()
      await ctx.db.transaction((tx) =>
        tx.deleteFrom('staff_session').where('expires_at', '<=', now).execute(),
      )
    },
  }
}
