import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ACTIONS,
  TRANSITIONS,
  UNDO_MS,
  findTransition,
  judgeStep,
  type Action,
  type CommentStatus,
  type History,
} from '../../../src/domain/moderation/rules.ts'

const STATUSES: readonly CommentStatus[] = [
  'pending',
  'published',
  'rejected',
  'hidden',
  'appealed',
  'withdrawn',
  'erased',
]
const status = fc.constantFrom(...STATUSES)
const action = fc.constantFrom(...ACTIONS)
const now = new Date('2026-03-02T01:00:00Z')

const history = fc.record({
  status,
  lastStep: fc.option(
    fc.record({
      staffId: fc.constantFrom('an', 'bình'),
      from: status,
      at: fc.date({ min: new Date('2026-03-02T00:40:00Z'), max: now }),
    }),
  ),
  deciders: fc.subarray(['an', 'bình', 'chi']),
  othersMayDecide: fc.boolean(),
})
const decider = fc.record({ id: fc.constantFrom('an', 'bình', 'chi'), isAdmin: fc.boolean() })
const reason = fc.constantFrom(null, 'insult' as const)

describe('the table of steps', () => {
  test('holds exactly these steps', () => {
    const table = TRANSITIONS.map(({ from, action: step, to, who }) => `${from} ${step} ${to} ${who}`).sort()
    expect(table).toEqual([
      'appealed erase erased admin',
      'appealed hide hidden other-moderator',
      'appealed publish published other-moderator',
      'appealed reject rejected other-moderator',
      'appealed withdraw withdrawn submitter',
      'hidden appeal appealed submitter',
      'hidden erase erased admin',
      'hidden restore published moderator',
      'hidden withdraw withdrawn submitter',
      'pending erase erased admin',
      'pending publish published moderator',
      'pending reject rejected moderator',
      'pending withdraw withdrawn submitter',
      'published erase erased admin',
      'published hide hidden moderator',
      'published undo pending last-decider',
      'published withdraw withdrawn submitter',
      'rejected appeal appealed submitter',
      'rejected erase erased admin',
      'rejected undo pending last-decider',
      'rejected withdraw withdrawn submitter',
      'withdrawn erase erased admin',
    ])
  })

  test('has one outcome for a state and an action', () => {
    const keys = TRANSITIONS.map((transition) => `${transition.from} ${transition.action}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('leads nowhere from erased, and only to erased from withdrawn', () => {
    for (const step of ACTIONS) {
      expect(findTransition('erased', step)).toBeNull()
      expect(findTransition('withdrawn', step)?.to).toBe(step === 'erase' ? 'erased' : undefined)
    }
  })

  test('publishes nothing that nobody decided on', () => {
    for (const { to, action: step } of TRANSITIONS)
      if (to === 'published') expect(['publish', 'restore']).toContain(step)
  })
})

describe('judging a step', () => {
  const judge = (
    known: History,
    step: Action,
    who: { id: string; isAdmin: boolean },
    why: 'insult' | null = 'insult',
  ) => judgeStep(known, step, who, { now, reason: why })

  test('allows only what the table holds', () => {
    fc.assert(
      fc.property(history, action, decider, reason, (known, step, who, why) => {
        const verdict = judge(known, step, who, why)
        const transition = findTransition(known.status, step)
        if (verdict.ok) expect(verdict.transition).toBe(transition)
        if (transition === null || transition.who === 'submitter')
          expect(verdict).toEqual({ ok: false, refusal: 'no-such-step' })
      }),
    )
  })

  test('never rejects or hides without a reason', () => {
    fc.assert(
      fc.property(
        history,
        fc.constantFrom('reject' as const, 'hide' as const),
        decider,
        (known, step, who) => {
          expect(judge(known, step, who, null).ok).toBe(false)
        },
      ),
    )
  })

  test('lets nobody decide an appeal who decided before, except an admin who is alone', () => {
    const appealed = history.map((known) => ({ ...known, status: 'appealed' as const }))
    fc.assert(
      fc.property(
        appealed,
        fc.constantFrom('publish' as const, 'reject' as const, 'hide' as const),
        decider,
        (known, step, who) => {
          const before = known.deciders.includes(who.id)
          expect(judge(known, step, who).ok).toBe(!before || (who.isAdmin && !known.othersMayDecide))
        },
      ),
    )
  })

  test('lets only the last decider undo, and only for ten minutes', () => {
    const published = (staffId: string, ago: number): History => ({
      status: 'published',
      lastStep: { staffId, at: new Date(now.getTime() - ago), from: 'pending' },
      deciders: [staffId],
      othersMayDecide: true,
    })
    const an = { id: 'an', isAdmin: false }
    expect(judge(published('an', UNDO_MS), 'undo', an).ok).toBe(true)
    expect(judge(published('an', UNDO_MS + 1), 'undo', an)).toEqual({ ok: false, refusal: 'too-late' })
    expect(judge(published('bình', 0), 'undo', an)).toEqual({ ok: false, refusal: 'not-yours' })
  })

  test('opens no undo where the clock was set back to before the decision', () => {
    const known: History = {
      status: 'published',
      lastStep: { staffId: 'an', at: new Date(now.getTime() + 1), from: 'pending' },
      deciders: ['an'],
      othersMayDecide: true,
    }
    expect(judge(known, 'undo', { id: 'an', isAdmin: false })).toEqual({ ok: false, refusal: 'too-late' })
  })

  test('lets nobody undo what was decided on an appeal or restored', () => {
    for (const from of ['appealed', 'hidden'] as const) {
      const known: History = {
        status: 'published',
        lastStep: { staffId: 'an', at: now, from },
        deciders: ['an'],
        othersMayDecide: true,
      }
      expect(judge(known, 'undo', { id: 'an', isAdmin: false }).ok).toBe(false)
    }
  })

  test('lets only an admin erase', () => {
    const known: History = { status: 'rejected', lastStep: null, deciders: [], othersMayDecide: true }
    expect(judge(known, 'erase', { id: 'an', isAdmin: false }).ok).toBe(false)
    expect(judge(known, 'erase', { id: 'an', isAdmin: true }).ok).toBe(true)
  })
})
