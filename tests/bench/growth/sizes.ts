/** What a site has. */
export interface Amounts {
  comments: number
  articles: number
  /** Of {@link UNITS} × {@link YEARS} figures each. */
  indicators: number
}

export const UNITS = 300
export const YEARS = 10

/** Two sites whose pages are compared. */
export interface Growth {
  least: Amounts
  most: Amounts
}

const LEAST: Amounts = { comments: 1_000, articles: 100, indicators: 6 }

/** By the words of `--size`. */
export const GROWTHS: Readonly<Record<string, Growth>> = {
  small: { least: LEAST, most: { comments: 10_000, articles: 1_000, indicators: 60 } },
  full: { least: LEAST, most: { comments: 1_000_000, articles: 10_000, indicators: 600 } },
}

export function printAmounts({ comments, articles, indicators }: Amounts): string {
  const figures = indicators * UNITS * YEARS
  const [c, a, f] = [comments, articles, figures].map((count) => count.toLocaleString('en'))
  return `${c} comments, ${a} articles, ${f} figures`
}
