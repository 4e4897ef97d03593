import { beforeAll, describe, expect, test } from 'vitest'
import { isPermitted, PERMISSIONS, STAFF_ROLES, type Permission } from '../../../src/domain/accounts/rules.ts'
import * as staffDesk from '../../../src/domain/accounts/staff.ts'
import * as answering from '../../../src/domain/answers/answering.ts'
import * as asking from '../../../src/domain/answers/asking.ts'
import * as answers from '../../../src/domain/answers/service.ts'
import * as audit from '../../../src/domain/audit/service.ts'
import type { StaffContext } from '../../../src/domain/context.ts'
import * as bulk from '../../../src/domain/moderation/bulk.ts'
import * as claims from '../../../src/domain/moderation/claims.ts'
import * as drafts from '../../../src/domain/moderation/drafts.ts'
import * as live from '../../../src/domain/moderation/live.ts'
import * as neighbours from '../../../src/domain/moderation/neighbours.ts'
import * as notes from '../../../src/domain/moderation/notes.ts'
import * as queue from '../../../src/domain/moderation/queue.ts'
import * as moderation from '../../../src/domain/moderation/service.ts'
import * as notices from '../../../src/domain/notices/service.ts'
import * as uploads from '../../../src/domain/packages/uploads.ts'
import * as releaseDrafts from '../../../src/domain/releases/drafts.ts'
import * as reports from '../../../src/domain/reports/service.ts'
import * as screening from '../../../src/domain/screening/service.ts'
import { makePending } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { projectFiles, readProjectFile } from '../../fixtures/project-files.ts'
import { staffContext } from '../../fixtures/staff.ts'

/** The table of the design, written out a second time: whoever changes one has to mean it. */
const EXPECTED: Record<Permission, string> = {
  'comments.read': 'moderator auditor admin',
  'comments.decide': 'moderator admin',
  'comments.ask-answer': 'moderator publisher admin',
  'comments.erase': 'admin',
  'answers.read': 'moderator publisher auditor admin',
  'answers.publish': 'publisher admin',
  'switches.read': 'moderator auditor admin',
  'switches.set': 'moderator admin',
  'audit.read': 'auditor admin',
  'releases.read': 'publisher auditor admin',
  'releases.publish': 'publisher admin',
  'staff.read': 'auditor admin',
  'staff.manage': 'admin',
}

/** Modules with use cases of staff. */
const MODULES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'accounts/staff': staffDesk,
  'answers/answering': answering,
  'answers/asking': asking,
  'answers/service': answers,
  'audit/service': audit,
  'moderation/bulk': bulk,
  'moderation/claims': claims,
  'moderation/drafts': drafts,
  'moderation/live': live,
  'moderation/neighbours': neighbours,
  'moderation/notes': notes,
  'moderation/queue': queue,
  'moderation/service': moderation,
  'notices/service': notices,
  'packages/uploads': uploads,
  'releases/drafts': releaseDrafts,
  'reports/service': reports,
  'screening/service': screening,
}

/** Every exported function that asks for a permission, as the sources have it. */
const GUARDED = projectFiles()
  .filter((file) => file.startsWith('src/domain/'))
  .flatMap((file) =>
    readProjectFile(file)
      .split(/^(?=export (?:async )?function |(?:async )?function )/mu)
      .flatMap((piece) => {
        const name = /^export (?:async )?function (\w+)/u.exec(piece)?.[1]
        const permission = /requirePermission\(ctx, '([a-z.-]+)'\)/u.exec(piece)?.[1]
        const module = file.replace(/^src\/domain\/|\.ts$/gu, '')
        return name === undefined || permission === undefined
          ? []
          : [{ module, name, permission: permission as Permission }]
      }),
  )

test.each(Object.keys(PERMISSIONS) as Permission[])(
  '%s is for exactly the roles of the design',
  (permission) => {
    expect(STAFF_ROLES.filter((role) => isPermitted(role, permission)).sort()).toEqual(
      EXPECTED[permission].split(' ').sort(),
    )
  },
)

test('every permission but one is carried by a use case that asks for it first', () => {
  const carried = new Set(GUARDED.map(({ permission }) => permission))
  // Erasing is a step among the others, judged with them; it has a test below.
  expect(Object.keys(PERMISSIONS).filter((permission) => !carried.has(permission as Permission))).toEqual([
    'comments.erase',
  ])
  expect([...new Set(GUARDED.map(({ module }) => module))].sort()).toEqual(Object.keys(MODULES).sort())
})

describeOnBothDatabases('use cases of staff', (open) => {
  let site: TestSite
  const people = new Map<string, StaffContext>()

  beforeAll(async () => {
    site = await open()
    for (const role of STAFF_ROLES) people.set(role, await staffContext(site, role))
  })

  /** What a use case makes of someone who asks for nothing that is there. */
  const outcome = async (
    run: (ctx: StaffContext, ...rest: unknown[]) => unknown,
    role: string,
  ): Promise<string> => {
    const ctx = people.get(role)
    if (ctx === undefined) throw new Error(role)
    // Only whether it is forbidden counts here; a database that must not be touched makes the rest fail.
    const untouchable = { ...ctx, db: undefined } as unknown as StaffContext
    try {
      await run(untouchable, {}, {}, {})
      return 'let in'
    } catch (error) {
      return (error as { code?: string }).code === 'forbidden' ? 'forbidden' : 'let in'
    }
  }

  describe.each(GUARDED)('$module $name', ({ module, name, permission }) => {
    test.each(STAFF_ROLES)('%s', async (role) => {
      const run = MODULES[module]?.[name] as (ctx: StaffContext, ...rest: unknown[]) => unknown
      expect(run).toBeTypeOf('function')
      expect(await outcome(run, role)).toBe(
        EXPECTED[permission].split(' ').includes(role) ? 'let in' : 'forbidden',
      )
    })
  })

  test.each(STAFF_ROLES)('erasing a comment: %s', async (role) => {
    const ctx = people.get(role)
    const boss = people.get('admin')
    if (ctx === undefined || boss === undefined) throw new Error(role)
    const { id, revision } = await makePending(site, boss)
    const erased = moderation
      .decide(ctx, { commentId: id, revision, action: 'erase', reason: null, note: null })
      .then(
        () => 'let in',
        (error: unknown) => (error as { code: string }).code,
      )
    expect(await erased).toBe(role === 'admin' ? 'let in' : 'forbidden')
  })
})
