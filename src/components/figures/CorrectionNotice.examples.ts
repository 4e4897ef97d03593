import type { Example } from '../example.ts'

const correction = {
  label: 'Tỷ lệ hộ nghèo, huyện Vân Hồ, năm 2022',
  href: '/so-lieu/vi-du',
  before: '19,47 %',
  after: '19,74 %',
  date: '2026-03-02',
  reason: 'Bản cũ ghi nhầm hai chữ số.',
}

export const correctionExamples: readonly Example<{ corrections: (typeof correction)[] }>[] = [
  {
    name: 'hai số được sửa',
    props: {
      corrections: [
        correction,
        { ...correction, label: 'Số nhà được hỗ trợ, năm 2022', before: '2.123 nhà', after: '2.213 nhà' },
      ],
    },
    shows: ['19,47 %', '19,74 %', 'Bản cũ ghi nhầm hai chữ số.', '2.213 nhà'],
  },
]
