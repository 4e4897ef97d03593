import type { Example } from './example.ts'

export const breadcrumbsExamples: readonly Example<{ items: { label: string; href: string }[] }>[] = [
  {
    name: 'tên dài',
    props: {
      items: [
        { label: 'Kinh phí', href: '/kinh-phi/' },
        {
          label:
            'Chương trình mục tiêu quốc gia phát triển kinh tế – xã hội vùng đồng bào dân tộc thiểu số và miền núi',
          href: '/kinh-phi/ctmtqg-dtts-mien-nui-1719/2024/',
        },
      ],
    },
    shows: ['Kinh phí', 'Chương trình mục tiêu quốc gia'],
  },
]
