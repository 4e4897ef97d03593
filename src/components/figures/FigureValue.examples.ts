import type { ResultFigure } from '../../domain/figures/rules.ts'
import type { Example } from '../example.ts'
import { exampleFigure } from './example-figures.ts'

export const figureValueExamples: readonly Example<{ figure: ResultFigure; text: string | null }>[] = [
  { name: 'số chính thức', props: { figure: exampleFigure('11.11'), text: '11,11 %' }, shows: ['11,11 %'] },
  {
    name: 'có chữ đi kèm',
    props: { figure: exampleFigure('43', {}, { qualifier: 'more-than' }), text: 'hơn 43 %' },
    shows: ['hơn 43 %'],
  },
  {
    name: 'sơ bộ',
    props: { figure: exampleFigure('12.5', {}, { status: 'provisional' }), text: '12,5 %' },
    shows: ['12,5 %', 'sơ bộ'],
  },
  {
    name: 'đã sửa',
    props: { figure: exampleFigure('12.5', {}, { status: 'revised', revision: 2 }), text: '12,5 %' },
    shows: ['12,5 %', 'đã sửa'],
  },
  {
    name: 'dự kiến',
    props: { figure: exampleFigure('7.89', { period: '2025' }, { status: 'forecast' }), text: '7,89 %' },
    shows: ['7,89 %', 'dự kiến'],
  },
  {
    name: 'minh hoạ',
    props: { figure: exampleFigure('19.74', { sample: true }), text: '19,74 %' },
    shows: ['19,74 %', 'minh hoạ'],
  },
  {
    name: 'chưa có số',
    props: { figure: exampleFigure(null, {}, { status: 'not-available' }), text: null },
    shows: ['chưa có số liệu'],
  },
]
