import type { Indicator } from '../../domain/reference/rules.ts'
import { courseOf, digest, type Course, type Digest } from '../../domain/results/rules.ts'
import { EXAMPLE_HOUSES, EXAMPLE_RATE, exampleFigure } from '../figures/example-figures.ts'
import type { Example } from '../example.ts'

const rates = ['21.66', '17.83', '14.17', '11.11'].map((value, at) =>
  exampleFigure(value, { period: String(2021 + at) }),
)
const houses = [exampleFigure('3058', { indicator: EXAMPLE_HOUSES.id }, { qualifier: 'more-than' })]
const digested = (indicator: Indicator, figures: typeof rates) => {
  const found = digest(figures, indicator)
  return found === null ? [] : [{ indicator, digest: found }]
}

export const keyFiguresExamples: readonly Example<{
  figures: { indicator: Indicator; digest: Digest }[]
  course: Course | null
}>[] = [
  {
    name: 'có diễn biến và nguồn',
    props: {
      figures: [...digested(EXAMPLE_RATE, rates), ...digested(EXAMPLE_HOUSES, houses)],
      course: courseOf(rates, EXAMPLE_RATE),
    },
    shows: ['11,11 %', 'giảm 3,06 điểm %', 'hơn 3.058 nhà', '21,66', 'Nguồn của từng năm'],
  },
]
