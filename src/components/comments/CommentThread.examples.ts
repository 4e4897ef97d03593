import type { PublicAnswer } from '../../domain/answers/rules.ts'
import type { HiddenComment, PublishedComment } from '../../domain/comments/rules.ts'
import type { Example } from '../example.ts'

const comment = (id: string, more: Partial<PublishedComment>): PublishedComment => ({
  id: `01920000-0000-7000-8000-00000000000${id}`,
  body: '',
  displayName: null,
  publishedAt: `2026-11-2${id}T02:00:00.000Z`,
  sample: true,
  answer: null,
  awaited: null,
  figureRevision: null,
  corrections: [],
  ...more,
})

const ANSWER: PublicAnswer = {
  body: 'ban-bien-tap',
  bodyName: 'Ban biên tập trang Giảm nghèo bền vững Sơn La',
  text: 'Số theo huyện có ở trang Địa phương.\n\nTừ năm 2025 không còn số theo huyện.',
  publishedAt: '2026-11-23T03:00:00.000Z',
  updatedAt: '2026-11-23T08:00:00.000Z',
  revision: 2,
}

interface Props {
  comments: PublishedComment[]
  hidden: HiddenComment[]
  nextHref: string | null
  total: number
}

/** A thread holds the states of a comment and of its official answer. */
export const threadExamples: readonly Example<Props>[] = [
  {
    name: 'có tên, không tên, đang chờ trả lời, đã trả lời và sửa, bị ẩn, một lời rất dài',
    props: {
      comments: [
        comment('1', {
          body: 'Đề nghị công bố thêm số nhà theo từng huyện.\n\nXem https://vi-du.vn/so-nha',
          displayName: 'Hoa',
        }),
        comment('2', {
          body: 'Hộ vừa thoát nghèo thì năm sau còn được hỗ trợ không?',
          awaited: {
            body: 'ban-bien-tap',
            bodyName: ANSWER.bodyName,
            overdue: false,
            deadline: {
              at: '2026-12-04T16:59:59.999Z',
              day: '2026-12-04',
              from: '2026-11-20',
              workingDays: 10,
              skipped: [],
            },
          },
        }),
        comment('3', { body: 'Số theo từng huyện xem ở đâu?', displayName: 'Cầm Văn Bình', answer: ANSWER }),
        comment('5', { body: 'nghiêng'.repeat(71), displayName: 'Nguyễn'.repeat(10) }),
      ],
      hidden: [{ id: '4', reason: 'personal-data', publishedAt: '2026-11-24T02:00:00.000Z' }],
      nextHref: '?sau=5',
      total: 24,
    },
    shows: ['Hoa', 'Bạn đọc', 'Từ năm 2025 không còn số theo huyện.', 'đã sửa', 'Báo vi phạm', '(24)'],
  },
]
