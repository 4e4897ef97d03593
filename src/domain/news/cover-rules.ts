import type { Cover } from './rules.ts'

/** Pixels that the picture of an article can be wide on a page. */
export const COVER_WIDTHS = [480, 800, 1312] as const

/** Those that are smaller than the picture itself, and so the ones that can be had. */
export function coverWidths({ width }: Pick<Cover, 'width'>): number[] {
  return COVER_WIDTHS.filter((one) => one <= width)
}

/** Address of a picture in that width. It changes with the file, so what stands there never does. */
export function coverAddress(slug: string, version: string, width: number): string {
  return `/anh-bai/${slug}/${version}-${width}.avif`
}

/** For `srcset`; null where the original is so small that nothing is to be saved, or older than versions. */
export function coverSet(slug: string, cover: Cover): string | null {
  const { version } = cover
  const widths = coverWidths(cover)
  if (version === undefined || widths.length === 0) return null
  return widths.map((width) => `${coverAddress(slug, version, width)} ${width}w`).join(', ')
}
