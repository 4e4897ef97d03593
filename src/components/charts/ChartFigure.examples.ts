import type { ChartDescription } from '../../domain/charts/rules.ts'
import type { Example } from '../example.ts'

const POINTS = [21.66, 17.83, 14.17, 11.11]

export const chartExamples: readonly Example<{ chart: ChartDescription }>[] = [
  {
    name: 'đường theo năm',
    props: {
      chart: {
        kind: 'line',
        title: 'Tỷ lệ hộ nghèo',
        subtitle: 'Tỉnh Sơn La, 2021–2024 · đơn vị: %',
        measure: '%',
        labels: POINTS.map((_, at) => ({ at: 2021 + at, text: String(2021 + at) })),
        ticks: [0, 10, 20].map((value) => ({ value, text: String(value) })),
        series: [
          {
            name: 'Tỉnh Sơn La',
            role: 'achieved',
            slot: 0,
            points: POINTS.map((value, at) => ({
              at: 2021 + at,
              value,
              text: `${String(value).replace('.', ',')} %`,
            })),
          },
        ],
        notes: [],
        source: 'Nguồn: ví dụ',
        standing: 'Số liệu công bố đến hết ngày 23/11/2026',
        address: '/ket-qua/ty-le-ho-ngheo/',
        picture: '/ket-qua/ty-le-ho-ngheo.png',
        summary: 'Tỷ lệ hộ nghèo giảm từ 21,66 % năm 2021 xuống 11,11 % năm 2024.',
        sampleMark: null,
      },
    },
    shows: ['giảm từ 21,66 % năm 2021 xuống 11,11 % năm 2024', 'Tải ảnh biểu đồ (PNG)'],
  },
]
