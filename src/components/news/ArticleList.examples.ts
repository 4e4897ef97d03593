import type { ArticleSummary } from '../../domain/news/rules.ts'
import type { Example } from '../example.ts'

const article = (title: string, more: Partial<ArticleSummary> = {}): ArticleSummary => ({
  slug: 'vi-du',
  title,
  summary: 'Bài nói rõ số nào trang theo, theo nguồn nào, và vì sao.',
  publishedAt: '2026-11-20T02:00:00.000Z',
  category: 'so-lieu',
  language: 'vi',
  figures: [],
  figuresCorrected: false,
  ...more,
})

export const articleListExamples: readonly Example<{
  articles: ArticleSummary[]
  lead: boolean
  headingLevel: 2
}>[] = [
  {
    name: 'bài đầu lớn hơn, có bài số đã sửa',
    props: {
      lead: true,
      headingLevel: 2,
      articles: [
        article('Đọc tỷ lệ hộ nghèo khi các nguồn không giống nhau'),
        article('Số nhà được hỗ trợ đã được sửa', { slug: 'vi-du-2', figuresCorrected: true }),
      ],
    },
    shows: ['Đọc tỷ lệ hộ nghèo', 'Số nhà được hỗ trợ đã được sửa', '20/11/2026'],
  },
]
