import type { PublicStep } from '../../domain/comments/rules.ts'
import type { Deadline } from '../../domain/working-days/rules.ts'
import type { Example } from '../example.ts'

const deadline: Deadline = {
  at: '2026-05-06T16:59:59.999Z',
  day: '2026-05-06',
  from: '2026-04-29',
  workingDays: 3,
  skipped: [
    { day: '2026-04-30', holiday: 'Ngày Chiến thắng' },
    { day: '2026-05-01', holiday: 'Ngày Quốc tế lao động' },
    { day: '2026-05-02', holiday: null },
    { day: '2026-05-03', holiday: null },
  ],
}

const step = (
  action: string,
  to: PublicStep['to'],
  day: number,
  more: Partial<PublicStep> = {},
): PublicStep => ({
  action,
  to,
  at: `2026-05-0${day}T02:00:00.000Z`,
  reason: null,
  note: null,
  ...more,
})

export const timelineExamples: readonly Example<{
  submittedAt: string
  history: PublicStep[]
  answer: { bodyName: string; publishedAt: string; updatedAt: string | null } | null
}>[] = [
  {
    name: 'từ chối, đề nghị xem lại, đăng, trả lời',
    props: {
      submittedAt: '2026-04-29T02:00:00.000Z',
      history: [
        step('reject', 'rejected', 4, { reason: 'off-topic', note: 'Lời này hợp với bài khác hơn.' }),
        step('appeal', 'appealed', 5),
        step('publish', 'published', 6),
      ],
      answer: { bodyName: 'Ban biên tập', publishedAt: '2026-05-07T02:00:00.000Z', updatedAt: null },
    },
    shows: ['Lời này hợp với bài khác hơn.', 'Ban biên tập'],
  },
]

export const dueDateExamples: readonly Example<{
  deadline: Deadline
  status: 'pending' | 'appealed'
  overdue: boolean
}>[] = [
  {
    name: 'còn hạn',
    props: { deadline, status: 'pending', overdue: false },
    shows: ['06/05/2026', 'Ngày Chiến thắng'],
  },
  { name: 'quá hạn', props: { deadline, status: 'appealed', overdue: true }, shows: ['06/05/2026'] },
]

export const trackingFormExamples: readonly Example<{ value?: string; problem?: string }>[] = [
  {
    name: 'mã không đúng',
    props: { value: 'ABCD-1234', problem: 'Mã tra cứu không đúng. Bạn xem lại từng chữ.' },
    shows: ['Mã tra cứu không đúng.'],
  },
]
