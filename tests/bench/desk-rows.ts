/*
 * Comments of two years as the desk's benchmark wants them: the same on every run, with events that `ledger verify`
 * accepts.
 */
import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import type { CommentStatus, CommentTable } from '../../db/schema/comment.ts'
import type { ModerationEventTable } from '../../db/schema/moderation-event.ts'
import type { SubmissionTable } from '../../db/schema/submission.ts'
import { hashSent } from '../../src/domain/comments/receipt.ts'
import { hashEntry } from '../../src/domain/comments/submission-ledger.ts'
import { hashEvent, type EventContent } from '../../src/domain/moderation/ledger.ts'
import { REASONS, type Action } from '../../src/domain/moderation/rules.ts'

const DAY = 86_400_000
const SPAN_DAYS = 730
/** Senders and fingerprints are known for so long. */
const REMEMBERED_DAYS = 30
/** In the newest fifth every second comment waits: one in ten of all. */
const WAITING_FROM = 0.8

export const TARGETS = [
  'news/son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022',
  'news/doc-ty-le-ho-ngheo-son-la-2021-2024',
  ...Array.from({ length: 400 }, (_, n) => `news/bai-viet-de-do-${n}`),
] as const
export const DECIDERS = Array.from({ length: 6 }, (_, n) => `nguoi-duyet-${n}`)

/** Words so frequent and so rare, for searches: in half of the comments, in one of 50, in one of 5,000. */
export const WORDS = { common: 'đường', other: 'trường', some: 'thuỷ lợi', rare: 'sạt lở' } as const

const PLACES = ['Mường La', 'Sốp Cộp', 'Vân Hồ', 'Bắc Yên', 'Phù Yên', 'Thuận Châu', 'Mai Sơn', 'Quỳnh Nhai']
const WISHES = [
  'mong xã sửa sớm cho bà con đi lại',
  'bà con đã chờ từ mùa mưa năm ngoái',
  'đề nghị công khai danh sách hộ được hỗ trợ',
  'năm nay nhà tôi được vay vốn nuôi bò',
  'số liệu trong bài khác với bảng ở xã',
  'cảm ơn đoàn công tác đã lên tận bản',
  'trẻ em đi học qua suối rất nguy hiểm',
  'chưa thấy cán bộ nào xuống xem',
]

/** A number between 0 and 1 that depends on the place alone. */
function chance(at: number, salt: number): number {
  let bits = Math.imul(at + 1, 0x9e_37_79_b1) ^ Math.imul(salt + 1, 0x85_eb_ca_6b)
  bits = Math.imul(bits ^ (bits >>> 16), 0xc2_b2_ae_35)
  bits = Math.imul(bits ^ (bits >>> 13), 0x27_d4_eb_2f)
  return ((bits ^ (bits >>> 16)) >>> 0) / 0x1_00_00_00_00
}

const hex = (text: string): string => createHash('sha256').update(text).digest('hex')
const pick = <T>(list: readonly T[], share: number): T => list[Math.floor(share * list.length)] as T
const iso = (ms: number): string => new Date(ms).toISOString()

interface Step {
  ms: number
  action: Action
  from: CommentStatus
  to: CommentStatus
  reason: string | null
  staffId: string | null
}

/** What happened to the comment at this place. */
function stepsOf(at: number, count: number, sent: number, now: number): Step[] {
  if (at >= count * WAITING_FROM && at % 2 === 1) return []
  const staffId = pick(DECIDERS, chance(at, 1))
  const reason = pick(REASONS, chance(at, 2))
  const first = Math.min(now - 60_000, sent + Math.floor(chance(at, 3) * 3 * DAY))
  const publish: Step = {
    ms: first,
    action: 'publish',
    from: 'pending',
    to: 'published',
    reason: null,
    staffId,
  }
  const reject: Step = { ...publish, action: 'reject', to: 'rejected', reason }
  const next = (step: Partial<Step>, after: Step): Step => ({
    ...{ ms: after.ms + 7_000, action: 'hide', from: after.to, to: 'hidden', reason: null, staffId },
    ...step,
  })
  const kind = chance(at, 4)
  if (kind < 0.84) return [publish]
  if (kind < 0.95) return [reject]
  if (kind < 0.97) return [publish, next({ reason }, publish)]
  if (kind < 0.975) {
    return [reject, next({ action: 'appeal', to: 'appealed', staffId: null }, reject)]
  }
  if (kind < 0.985) {
    return [publish, next({ action: 'withdraw', to: 'withdrawn', staffId: null }, publish)]
  }
  if (kind < 0.99) return [publish, next({ action: 'erase', to: 'erased' }, publish)]
  const undo = next({ action: 'undo', to: 'pending' }, publish)
  return [publish, undo, { ...reject, ms: undo.ms + 20_000 }]
}

function bodyOf(at: number): string {
  const words = [
    chance(at, 5) < 0.5
      ? `Đoạn ${WORDS.common} vào bản số ${at % 97}`
      : `Điểm ${WORDS.other} ở bản số ${at % 97}`,
    `xã thuộc ${pick(PLACES, chance(at, 6))}`,
    ...(chance(at, 7) < 0.02 ? [`công trình ${WORDS.some} đã hỏng`] : []),
    ...(chance(at, 8) < 0.0002 ? [`có nguy cơ ${WORDS.rare}`] : []),
    pick(WISHES, chance(at, 9)),
  ]
  return `${words.join(', ')} (${at}).`
}

function heldOf(at: number): string {
  const kind = chance(at, 10)
  if (kind < 0.001) return '["insult"]'
  if (kind < 0.05) return '["links"]'
  return kind < 0.15 ? '["busy-network","similar-text"]' : '[]'
}

/** Networks and groups of alike texts are small, but for one large one each: a flood. */
const networkOf = (at: number) =>
  hex(`mạng ${chance(at, 11) < 0.1 ? 'lũ' : Math.floor(chance(at, 12) * 20_000)}`)
const groupOf = (at: number) => (chance(at, 13) < 0.05 ? 0 : at - (at % 4))

export interface Generated {
  comments: Iterable<CommentTable>
  /** In the order of arrival; its text hashes too are known once `comments` was walked. */
  submissions: Iterable<SubmissionTable>
  words: Iterable<{ comment_id: string; name: string | null; body: string }>
  fingerprints: Iterable<{ comment_id: string; exact: string; group_id: string; at: string }>
  reports: Iterable<{ id: string; comment_id: string; reason: string; reported_at: string }>
  /** Oldest first. The text hashes are known once `comments` was walked. */
  events: Iterable<ModerationEventTable>
}

export function generate(count: number, now: number): Generated {
  const start = now - SPAN_DAYS * DAY
  const sentAt = (at: number) => Math.floor(start + ((now - start - 3_600_000) * at) / count)
  const idOf = (at: number) => v7({ msecs: sentAt(at), seq: at, random: Buffer.from(hex(`id ${at}`), 'hex') })
  const remembered = now - REMEMBERED_DAYS * DAY
  const textHashes: string[] = []
  const all: { at: number; revision: number; step: Step }[] = []
  const nameOf = (at: number) => (at % 3 === 0 ? `Người gửi ${at % 1_000}` : null)

  function* comments(): Iterable<CommentTable> {
    for (let at = 0; at < count; at += 1) {
      const sent = sentAt(at)
      const steps = stepsOf(at, count, sent, now)
      steps.forEach((step, index) => all.push({ at, revision: index + 2, step }))
      const last = steps.at(-1)
      const status = last?.to ?? 'pending'
      const decided = steps.filter(({ staffId }) => staffId !== null).at(-1)
      const published = steps.find(({ to }) => to === 'published')
      const waits = status === 'pending' || status === 'appealed'
      const salt = hex(`salt ${at}`).slice(0, 32)
      const target =
        TARGETS[chance(at, 14) < 0.02 ? 0 : Math.floor(chance(at, 15) * TARGETS.length)] ?? TARGETS[0]
      const sentText = { target, figure_revision: null, display_name: nameOf(at), body: bodyOf(at) }
      textHashes[at] = hashSent(salt, sentText)
      const erased = status === 'erased'
      yield {
        ...sentText,
        id: idOf(at),
        status,
        revision: steps.length + 1,
        ...(erased ? { body: null, display_name: null } : {}),
        body_salt: erased ? null : salt,
        code_hash: hex(`code ${at}`),
        network_hash: erased || sent < remembered ? null : networkOf(at),
        consent_version: '2026-01',
        held: heldOf(at),
        sample: 0,
        submitted_at: iso(sent),
        decided_at: decided === undefined ? null : iso(decided.ms),
        published_at: published === undefined ? null : iso(published.ms),
        due_at: waits ? iso(Math.floor((sent + 5 * DAY) / DAY) * DAY + 17 * 3_600_000 - 1) : null,
        decided_by: decided?.staffId ?? null,
        open_reports: status === 'published' && at % 1_000 === 0 ? 1 : 0,
        erasure_asked_at: null,
      }
    }
  }
  const places = function* (): Iterable<{ at: number; sent: number; status: CommentStatus }> {
    for (let at = 0; at < count; at += 1) {
      const sent = sentAt(at)
      yield { at, sent, status: stepsOf(at, count, sent, now).at(-1)?.to ?? 'pending' }
    }
  }
  return {
    comments: comments(),
    submissions: (function* () {
      let previous = ''
      for (let at = 0; at < count; at += 1) {
        const content = {
          ...{ comment_id: idOf(at), sample: 0 as const, submitted_at: iso(sentAt(at)) },
          text_hash: textHashes[at] ?? '',
          details_hash: null,
        } as const
        const hash = hashEntry(previous, at + 1, content)
        yield { seq: at + 1, ...content, prev_hash: previous, hash }
        previous = hash
      }
    })(),
    words: (function* () {
      for (const { at, status } of places()) {
        if (status !== 'erased') yield { comment_id: idOf(at), name: nameOf(at), body: bodyOf(at) }
      }
    })(),
    fingerprints: (function* () {
      for (const { at, sent, status } of places()) {
        if (status === 'erased' || sent < remembered) continue
        yield { comment_id: idOf(at), exact: hex(`text ${at}`), group_id: idOf(groupOf(at)), at: iso(sent) }
      }
    })(),
    reports: (function* () {
      for (const { at, sent, status } of places()) {
        if (status !== 'published' || at % 1_000 !== 0) continue
        yield { id: `bao-${at}`, comment_id: idOf(at), reason: 'off-topic', reported_at: iso(sent + DAY) }
      }
    })(),
    events: (function* () {
      all.sort(
        (one, other) => one.step.ms - other.step.ms || one.at - other.at || one.revision - other.revision,
      )
      let previous = ''
      let seq = 0
      for (const { at, revision, step } of all) {
        seq += 1
        const content: EventContent = {
          comment_id: idOf(at),
          comment_revision: revision,
          action: step.action,
          from_status: step.from,
          to_status: step.to,
          reason: step.reason,
          note_hash: null,
          actor: step.staffId === null ? 'submitter' : 'staff',
          staff_id: step.staffId,
          at: iso(step.ms),
          text_hash: textHashes[at] ?? '',
          salt: hex(`event ${seq}`).slice(0, 32),
        }
        const hash = hashEvent(seq, previous, content)
        yield { seq, ...content, prev_hash: previous, hash }
        previous = hash
      }
    })(),
  }
}
