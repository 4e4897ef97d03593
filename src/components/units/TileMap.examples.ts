import type { AdministrativeUnit } from '../../domain/units/rules.ts'
import { EXAMPLE_DISTRICTS } from '../figures/example-figures.ts'
import type { Example } from '../example.ts'
import type { TileValue } from './tile-value.ts'

const values = new Map<string, TileValue>(
  EXAMPLE_DISTRICTS.map(({ id }, at) => [
    id,
    at === 4
      ? { href: `/dia-phuong/${id}/`, text: 'chưa có số', marks: [], shade: null }
      : {
          href: `/dia-phuong/${id}/`,
          text: `${4 + at * 6},2 %`,
          marks: [{ kind: 'sample', text: 'minh hoạ' }],
          shade: at + 1,
        },
  ]),
)

export const tileMapExamples: readonly Example<{
  units: readonly AdministrativeUnit[]
  values?: ReadonlyMap<string, TileValue>
}>[] = [
  { name: 'đường tới địa phương', props: { units: EXAMPLE_DISTRICTS }, shows: ['Quỳnh Nhai', 'Vân Hồ'] },
  {
    name: 'số theo bốn mức màu, một nơi chưa có',
    props: { units: EXAMPLE_DISTRICTS, values },
    shows: ['4,2 %', '22,2 %', 'minh hoạ', 'chưa có số', 'Sơ đồ, không phải bản đồ địa giới'],
  },
]
