import type { BulkAction } from '../../domain/moderation/rules.ts'
import type { Example } from '../example.ts'

export const bulkBarExamples: readonly Example<{
  actions: BulkAction[]
  values?: { reason?: string; note?: string }
}>[] = [
  {
    name: 'lý do và lời nhắn còn đó sau khi bị từ chối',
    props: { actions: ['publish', 'reject'], values: { reason: 'duplicate', note: 'Đã có lời giống hệt.' } },
    shows: ['Đăng', 'Không đăng', 'Đã có lời giống hệt.'],
  },
]
