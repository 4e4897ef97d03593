import type { FieldProblem } from '../../domain/errors.ts'
import type { Example } from '../example.ts'

export const reportFormExamples: readonly Example<{
  commentId: string
  refusal: { values: ReadonlyMap<string, string>; failure: { detail: string; fields: FieldProblem[] } }
}>[] = [
  {
    name: 'chưa chọn lý do, lời đã viết vẫn còn',
    props: {
      commentId: '01920000-0000-7000-8000-000000000009',
      refusal: {
        values: new Map([['note', 'Có số điện thoại của người khác.']]),
        failure: {
          detail: 'Bạn vui lòng chọn lý do',
          fields: [{ pointer: '/reason', code: 'required', detail: 'Bạn vui lòng chọn lý do' }],
        },
      },
    },
    shows: ['Bạn vui lòng chọn lý do'],
  },
]
