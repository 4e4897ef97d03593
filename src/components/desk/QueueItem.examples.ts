import type { CurrentState, QueueEntry } from '../../domain/moderation/rules.ts'
import type { Example } from '../example.ts'

const entry = (id: string, more: Partial<QueueEntry>): QueueEntry => ({
  id: `01920000-0000-7000-8000-00000000001${id}`,
  revision: 1,
  status: 'pending',
  target: 'news/vi-du',
  targetTitle: 'Đọc tỷ lệ hộ nghèo khi các nguồn không giống nhau',
  targetSummary: 'Bài nói rõ số nào trang theo, theo nguồn nào, và vì sao.',
  targetHref: '/tin-tuc/',
  targetRevision: null,
  body: 'Điểm thông tin ở bưu điện xã có được lắp thêm máy không?',
  displayName: 'Dũng',
  submittedAt: '2026-11-20T02:00:00.000Z',
  held: [],
  sample: true,
  dueAt: '2026-11-25T16:59:59.999Z',
  openReports: 0,
  erasureAskedAt: null,
  claim: null,
  draft: null,
  allowed: ['publish', 'reject'],
  ...more,
})

const listed = { onlyTarget: '?muc=news/vi-du', mayChoose: true }

export const queueItemExamples: readonly Example<{
  item: QueueEntry
  action: string
  now: Date
  listed: typeof listed
  problem?: string
  conflict?: CurrentState
}>[] = [
  {
    name: 'chờ duyệt',
    props: { item: entry('1', {}), action: '#', now: new Date('2026-11-23T02:00:00Z'), listed },
    shows: ['Dũng', 'Hạn duyệt', 'Không đăng'],
  },
  {
    name: 'bị giữ, quá hạn, có báo vi phạm, người khác đang đọc, không chỗ ngắt dòng',
    props: {
      item: entry('2', {
        body: 'nghiêng'.repeat(71),
        displayName: 'Nguyễn'.repeat(10),
        held: ['link'],
        openReports: 3,
        claim: { byName: 'Lò Thị Hương', mine: false, until: '2026-11-30T03:00:00.000Z' },
        draft: { reason: 'off-topic', note: 'Đang viết dở.' },
      }),
      action: '#',
      now: new Date('2026-11-30T02:00:00Z'),
      listed,
    },
    shows: ['Lò Thị Hương', 'Đang viết dở.'],
  },
  {
    name: 'chưa chọn lý do, và người khác đã quyết định trước',
    props: {
      item: entry('3', { status: 'published', allowed: ['hide'] }),
      action: '#',
      now: new Date('2026-11-23T02:00:00Z'),
      listed,
      problem: 'Bạn vui lòng chọn lý do',
      conflict: { revision: 2, status: 'published', by: 'Lò Thị Hương', at: '2026-11-23T01:00:00.000Z' },
    },
    shows: ['Bạn vui lòng chọn lý do', 'Lò Thị Hương'],
  },
]
