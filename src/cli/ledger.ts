import { parseArgs } from 'node:util'
import { verifyLedger, type BreakCause } from '../domain/moderation/verify.ts'
import type { Commands } from './command.ts'

const CAUSES: Readonly<Record<BreakCause, string>> = {
  gap: 'thiếu hoặc thừa một sự kiện trong chuỗi',
  'previous-hash': 'sự kiện không nối với sự kiện đứng trước',
  'event-hash': 'nội dung sự kiện đã bị sửa',
  'comment-missing': 'bình luận của sự kiện không còn trong cơ sở dữ liệu',
  'note-changed': 'ghi chú công khai của quyết định đã bị sửa',
  'note-missing': 'ghi chú công khai của quyết định đã bị xoá',
  head: 'mốc cuối chuỗi không khớp với sự kiện cuối',
  'step-missing': 'số lần thay đổi của bình luận không khớp với số sự kiện',
  state: 'trạng thái bình luận không khớp với sự kiện cuối của nó',
  text: 'lời bình luận không khớp với dấu vết trong sự kiện',
}

export const ledgerCommands: Commands = {
  'ledger verify': {
    usage: 'ledger verify [--json]',
    needsDatabase: true,
    summary: 'Kiểm tra chuỗi sự kiện kiểm duyệt từ đầu đến cuối; thoát với mã 1 ở chỗ đứt đầu tiên.',
    run: async (args, open) => {
      const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } })
      const result = await verifyLedger(await open())
      if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`)
      else if (result.ok) {
        process.stdout.write(
          `Chuỗi nguyên vẹn: ${result.events} sự kiện, ${result.comments} bình luận.\nMốc cuối: ${result.head || '(chưa có sự kiện)'}\n`,
        )
      } else {
        const where = [
          result.seq === null ? null : `sự kiện số ${result.seq}`,
          result.commentId === null ? null : `bình luận ${result.commentId}`,
        ].filter((part) => part !== null)
        process.stderr.write(`Chuỗi bị đứt ở ${where.join(', ') || 'đầu chuỗi'}: ${CAUSES[result.cause]}.\n`)
      }
      return result.ok ? 0 : 1
    },
  },
}
