import type { Chart } from 'chart.js'

type CanvasPackage = typeof import('@napi-rs/canvas')

let canvasPackage: Promise<CanvasPackage> | undefined
let chartClass: Promise<typeof Chart> | undefined

/**
 * What pictures are drawn with: loaded when the first one is wanted, as a process that only sends pages never needs
 * its some thirty megabytes.
 */
export function loadCanvas(): Promise<CanvasPackage> {
  // A picture looks the same on every machine: letters come from the project's own files alone.
  // eslint-disable-next-line no-restricted-properties -- written for the package, which looks for it nowhere else
  process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1'
  canvasPackage ??= import('@napi-rs/canvas')
  return canvasPackage
}

/** Chart.js with what our charts are made of. */
export function loadChartClass(): Promise<typeof Chart> {
  chartClass ??= import('chart.js').then((charts) => {
    const { Chart, BarController, BarElement, CategoryScale, Legend } = charts
    const { LinearScale, LineController, LineElement, PointElement } = charts
    Chart.register(BarController, BarElement, CategoryScale, Legend)
    Chart.register(LinearScale, LineController, LineElement, PointElement)
    return Chart
  })
  return chartClass
}
