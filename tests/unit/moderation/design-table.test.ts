import { describe, expect, test } from 'vitest'
import { STAFF_ROLES, isPermitted } from '../../../src/domain/accounts/rules.ts'
import {
  ACTIONS,
  TRANSITIONS,
  UNDO_MS,
  judgeStep,
  judgeSubmitter,
  type Action,
  type CommentStatus,
  type History,
} from '../../../src/domain/moderation/rules.ts'
import { DESIGN, STATUSES, designed } from '../../fixtures/comment-life.ts'

const NOW = new Date('2026-03-02T01:00:00.000Z')

/** Everybody who may stand before a comment, with what they did to it before. */
const STAFF = [
  { name: 'a moderator who never decided on it', isAdmin: false, before: 'never', othersLeft: true },
  { name: 'the moderator who decided last', isAdmin: false, before: 'last', ago: UNDO_MS, othersLeft: true },
  {
    name: 'the moderator who decided last, too long ago',
    ...{ isAdmin: false, before: 'last', ago: UNDO_MS + 1, othersLeft: true },
  },
  { name: 'a moderator who decided earlier', isAdmin: false, before: 'earlier', othersLeft: true },
  { name: 'a moderator who decided and is alone', isAdmin: false, before: 'earlier', othersLeft: false },
  { name: 'an admin who never decided on it', isAdmin: true, before: 'never', othersLeft: true },
  { name: 'an admin who decided last', isAdmin: true, before: 'last', ago: 0, othersLeft: true },
  { name: 'an admin who decided, where others are', isAdmin: true, before: 'earlier', othersLeft: true },
  { name: 'an admin who decided and is alone', isAdmin: true, before: 'earlier', othersLeft: false },
] as const satisfies readonly {
  name: string
  isAdmin: boolean
  before: 'never' | 'last' | 'earlier'
  ago?: number
  othersLeft: boolean
}[]
type Somebody = (typeof STAFF)[number]

function historyOf(status: CommentStatus, who: Somebody): History {
  const ago = 'ago' in who ? who.ago : 0
  const byMe = { staffId: 'me', at: new Date(NOW.getTime() - ago), from: 'pending' as const }
  return {
    status,
    lastStep: who.before === 'last' ? byMe : { ...byMe, staffId: 'somebody else', at: NOW },
    deciders: who.before === 'never' ? ['somebody else'] : ['me', 'somebody else'],
    othersMayDecide: who.othersLeft,
  }
}

/** What the words of the design's last column mean for one person. */
function mayByDesign(who: string, person: Somebody): boolean {
  const decided = person.before !== 'never'
  switch (who) {
    case 'moderator':
      return true
    case 'the same moderator, within 10 minutes':
      return person.before === 'last' && !person.name.endsWith('too long ago')
    case 'a moderator who did not decide before; an admin where there is no other':
      return !decided || (person.isAdmin && !person.othersLeft)
    case 'admin, on request':
      return person.isAdmin
    case 'the submitter, with the code':
      return false
    default:
      throw new Error(`the design speaks of somebody else: ${who}`)
  }
}

const TRIPLES = STATUSES.flatMap((status) => ACTIONS.map((action) => [status, action] as const))

describe('the table of the design', () => {
  test('is the table of the code, step by step', () => {
    const ofDesign = DESIGN.flatMap(({ from, action, to }) => from.map((state) => `${state} ${action} ${to}`))
    const ofCode = TRANSITIONS.map(({ from, action, to }) => `${from} ${action} ${to}`)
    expect(ofCode.toSorted()).toEqual(ofDesign.toSorted())
    expect(ofCode.length).toBe(22)
  })

  test.each(STAFF)('allows $name exactly what it says, in every state', (person) => {
    for (const [status, action] of TRIPLES) {
      const verdict = judgeStep(
        historyOf(status, person),
        action,
        { id: 'me', isAdmin: person.isAdmin },
        { now: NOW, reason: 'insult' },
      )
      const row = designed(status, action)
      const expected = row !== null && mayByDesign(row.who, person) ? row.to : null
      expect([status, action, verdict.ok ? verdict.transition.to : null]).toEqual([status, action, expected])
    }
  })

  test.each([
    ['once', false],
    ['not again on what an appeal has decided', true],
  ])('allows the submitter to appeal %s, and to withdraw', (_, onAppeal) => {
    for (const [status, action] of TRIPLES) {
      // The address names the step, so that nothing else comes here.
      if (action !== 'appeal' && action !== 'withdraw') continue
      const verdict = judgeSubmitter(status, onAppeal ? 'appealed' : 'pending', action)
      const row = designed(status, action)
      const expected = row === null || (action === 'appeal' && onAppeal) ? null : row.to
      expect([status, action, verdict.ok ? verdict.transition.to : null]).toEqual([status, action, expected])
    }
  })

  test('asks for a reason where the design does, also on an appeal, and nowhere else', () => {
    const asking = new Set(TRANSITIONS.filter((step) => step.needsReason).map(({ action }) => action))
    expect([...asking].toSorted()).toEqual(['hide', 'reject'] satisfies Action[])
    for (const { action, needsReason } of TRANSITIONS) expect(needsReason).toBe(asking.has(action))
  })

  test('gives the system no step at all', () => {
    for (const { who } of TRANSITIONS)
      expect(['moderator', 'last-decider', 'other-moderator', 'submitter', 'admin']).toContain(who)
  })

  test('is open to moderators and admins alone', () => {
    expect(STAFF_ROLES.filter((role) => isPermitted(role, 'comments.decide')).toSorted()).toEqual([
      'admin',
      'moderator',
    ])
  })
})
