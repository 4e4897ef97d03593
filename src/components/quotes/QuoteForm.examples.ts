import type { Example } from '../example.ts'

export const quoteFormExamples: readonly Example<{ value: string; problem: string | null }>[] = [
  {
    name: 'chưa có gì để kiểm tra',
    props: { value: '', problem: 'Bạn vui lòng dán câu có con số cần kiểm tra' },
    shows: ['Bạn vui lòng dán câu có con số cần kiểm tra'],
  },
]
