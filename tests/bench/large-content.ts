import { appendFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The office's own content with made-up units and indicators beside it, and a figure for each in each year. */
export interface LargeContent {
  units: number
  indicators: number
  years: number
}

const FIRST_YEAR = 2015
const HEADER = 'unit,indicator,period,breakdown,value,status,qualifier,document,page,note'

/** Indicators whose figures stand in one package. */
export const INDICATORS_EACH = 60
/** Id of the n-th indicator that was made up, from 0. */
export const indicatorId = (at: number): string => `chi-tieu-${at}`

/**
 * Copies `content/` into a folder and adds to it. @returns folders of the packages that were added; they are published
 * by a start, or one by one
 */
export function writeLargeContent(folder: string, { units, indicators, years }: LargeContent): string[] {
  cpSync('content', folder, { recursive: true })
  const unitIds = Array.from({ length: units }, (_, at) => `xa-do-${at}`)
  const unitRows = unitIds.map((id, at) => `${id},xã Đo ${at},commune,9${at},son-la,,,,,,`)
  appendFileSync(join(folder, 'data/reference/units.csv'), `${unitRows.join('\n')}\n`)
  const ids = Array.from({ length: indicators }, (_, at) => indicatorId(at))
  const indicatorRows = ids.map(
    (id, at) => `${id},Chỉ tiêu ${at},ngheo,%,2,number,lower-better,none,0,100,10,points,Đo.,Đo.`,
  )
  appendFileSync(join(folder, 'data/reference/indicators.csv'), `${indicatorRows.join('\n')}\n`)
  const packages: string[] = []
  for (let from = 0; from < indicators; from += INDICATORS_EACH) {
    const dataset = join(folder, `data/quy-mo-lon-${from / INDICATORS_EACH}`)
    const rows = ids
      .slice(from, from + INDICATORS_EACH)
      .flatMap((indicator, i) => rowsOf(indicator, from + i, unitIds, years))
    writePackage(dataset, rows)
    packages.push(dataset)
  }
  return packages
}

/** Leaves the office's own packages out, so that nothing but what was made up is published. */
export function withoutOwnPackages(folder: string): void {
  for (const name of ['ket-qua-giam-ngheo', 'ket-qua-nha-o', 'ket-qua-viec-lam-ha-tang', 'kinh-phi']) {
    rmSync(join(folder, 'data', name), { recursive: true })
  }
  for (const name of ['minh-hoa-ty-le-ho-ngheo-cap-huyen', 'minh-hoa-kinh-phi-du-an']) {
    rmSync(join(folder, 'data', name), { recursive: true })
  }
}

function rowsOf(indicator: string, at: number, units: readonly string[], years: number): string[] {
  return units.flatMap((unit, u) =>
    Array.from({ length: years }, (_, y) => {
      const value = 20 + ((at * 7 + u * 3) % 60) - y * 0.5
      return `${unit},${indicator},${FIRST_YEAR + y},,${value},final,,bao-cao,,`
    }),
  )
}

function writePackage(dataset: string, rows: readonly string[]): void {
  mkdirSync(dataset)
  writeFileSync(join(dataset, 'results.csv'), `${HEADER}\n${rows.join('\n')}\n`)
  const descriptor = {
    name: dataset.slice(dataset.lastIndexOf('/') + 1),
    title: 'Gói lớn để đo',
    description: 'Số do chương trình tạo ra để đo tốc độ.',
    created: '2026-11-23',
    licenses: [{ name: 'CC-BY-4.0' }],
    sources: [{ name: 'bao-cao', title: 'Số để đo', kind: 'press' }],
    resources: [{ name: 'results', type: 'table', path: 'results.csv', format: 'csv', encoding: 'utf-8' }],
  }
  writeFileSync(join(dataset, 'datapackage.json'), JSON.stringify(descriptor))
}
