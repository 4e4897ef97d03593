import type { Example } from './example.ts'

interface Props {
  kind: 'info' | 'success' | 'warning'
  heading?: string
}

export const noticeExamples: readonly Example<Props & { text: string }>[] = [
  {
    name: 'tin',
    props: { kind: 'info', text: 'Trang chưa có số thật của năm 2025.' },
    shows: ['Trang chưa có số thật của năm 2025.'],
  },
  {
    name: 'xong',
    props: { kind: 'success', heading: 'Đã ghi nhận', text: 'Bình luận đang chờ duyệt.' },
    shows: ['Đã ghi nhận', 'Bình luận đang chờ duyệt.'],
  },
  {
    name: 'cảnh báo',
    props: { kind: 'warning', heading: 'Số này đã được sửa', text: 'Bản đang dùng là bản 2.' },
    shows: ['Số này đã được sửa'],
  },
]
