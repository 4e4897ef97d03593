import type { ResultFigure, SourceDocument } from '../../domain/figures/rules.ts'

export interface NumberedSource {
  /** From 1. */
  number: number
  document: SourceDocument
  page: string | null
}

/** The sources of a page, numbered once in the order in which its figures name them. */
export interface SourceNotes {
  list: NumberedSource[]
  of: (figure: ResultFigure) => NumberedSource | null
}

export const sourceAnchor = (number: number): `nguon-${number}` => `nguon-${number}`

export function numberSources(figures: Iterable<ResultFigure>): SourceNotes {
  const list: NumberedSource[] = []
  const known = new Map<string, NumberedSource>()
  // Figures of one list share the objects of their documents: a key is made once for each, not for each figure.
  const pagesOf = new Map<SourceDocument, Map<string | null, NumberedSource>>()
  for (const { current } of figures) {
    const { document, page } = current
    if (document === null) continue
    const pages = pagesOf.get(document) ?? new Map<string | null, NumberedSource>()
    if (pages.has(page)) continue
    const key = keyOf(document, page)
    const source = known.get(key) ?? { number: list.length + 1, document, page }
    if (!known.has(key)) list.push(source)
    known.set(key, source)
    pagesOf.set(document, pages.set(page, source))
  }
  return {
    list,
    of: ({ current: { document, page } }) =>
      document === null ? null : (pagesOf.get(document)?.get(page) ?? null),
  }
}

/** Figures beyond which a table names its main source once instead of in every cell. */
const FEW = 40

/** The source of most figures of a large table; null where every figure names its own. */
export function mainSource(figures: readonly ResultFigure[], notes: SourceNotes): NumberedSource | null {
  if (figures.length <= FEW) return null
  const counts = new Map<NumberedSource, number>()
  for (const figure of figures) {
    const source = notes.of(figure)
    if (source !== null) counts.set(source, (counts.get(source) ?? 0) + 1)
  }
  const [main] = [...counts].sort(([, a], [, b]) => b - a)
  return main !== undefined && main[1] * 2 > figures.length ? main[0] : null
}

function keyOf({ name, title, url }: SourceDocument, page: string | null): string {
  return `${name}\n${title}\n${url ?? ''}\n${page ?? ''}`
}
