import type { Citation } from '../../domain/citations/rules.ts'
import type { Example } from '../example.ts'

export const citationExamples: readonly Example<{ citation: Citation }>[] = [
  {
    name: 'một bản của một con số',
    props: {
      citation: {
        figureId: 'vi-du',
        revision: 2,
        title: 'Tỷ lệ hộ nghèo, tỉnh Sơn La, năm 2024',
        value: '11,11 %',
        author: 'Ban biên tập trang Giảm nghèo bền vững Sơn La',
        siteName: 'Giảm nghèo bền vững Sơn La',
        day: '2026-03-02',
        url: 'https://vi-du.vn/so-lieu/ty-le-ho-ngheo_son-la_2024/v2',
        hash: '0123456789abcdef'.repeat(4),
        remarks: ['Theo Báo cáo 12/BC-SNNMT'],
        edition: 'bản 2',
        language: 'vi',
      },
    },
    shows: ['Tỷ lệ hộ nghèo, tỉnh Sơn La, năm 2024', 'bản 2', 'BibTeX', 'RIS', 'CSL-JSON'],
  },
]
