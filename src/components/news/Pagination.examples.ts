import type { Example } from '../example.ts'

const hrefOf = (page: number): string => `?trang=${page}`

export const paginationExamples: readonly Example<{
  page: number
  pages: number
  hrefOf: (page: number) => string
}>[] = [
  {
    name: 'trang giữa, có chỗ bỏ bớt',
    props: { page: 6, pages: 12, hrefOf },
    shows: ['1', '5', '6', '7', '12'],
  },
]
