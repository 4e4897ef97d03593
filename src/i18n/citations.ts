import { unbroken, type Citation } from '../domain/citations/rules.ts'
import { revisionAddress, type Figure } from '../domain/figures/rules.ts'
import { addressIn } from '../domain/languages/rules.ts'
import { vietnamDay } from '../domain/periods/rules.ts'
import type { Reference } from '../domain/reference/rules.ts'
import type { SiteSettings } from '../domain/site/rules.ts'
import { figureStatement, figureTitle } from './figure-names.ts'
import { fill } from './fill.ts'
import { formatDate } from './format.ts'
import { stringsFor, type Language } from './strings.ts'

/** What citations are made with, the same for every figure. */
export interface CitationSetting {
  reference: Reference
  site: Pick<SiteSettings, 'name' | 'publisher'>
  /** Scheme, host and port of the site. */
  origin: string
}

/** Cites the revision that a figure is shown with. */
export function citeFigure(figure: Figure, setting: CitationSetting, lang: Language): Citation {
  const t = stringsFor(lang).citations
  const { current } = figure
  const { document } = current
  const remarks = [
    figure.sample ? t.sampleRemark : null,
    document === null || figure.sample
      ? null
      : fill(document.secondary ? t.basisSecondary : t.basis, {
          issuer: document.issuer ?? stringsFor(lang).results.source.noIssuer,
          title: document.title,
        }),
  ]
  return {
    figureId: figure.id,
    revision: current.revision,
    title: figureTitle(figure, setting.reference, lang, 'full'),
    value: figureStatement(figure, current, setting.reference, lang),
    author: setting.site.publisher,
    siteName: setting.site.name,
    day: vietnamDay(new Date(current.publishedAt)),
    url: new URL(addressIn(revisionAddress(figure.id, current.revision), lang), setting.origin).href,
    hash: current.hash,
    remarks: remarks.filter((remark) => remark !== null),
    edition: fill(t.edition, { n: current.revision }),
    language: lang,
  }
}

/** The citation as a sentence, for the end of an article. */
export function citationText(citation: Citation, lang: Language): string {
  const sentence = fill(stringsFor(lang).citations.text, {
    author: citation.author,
    year: citation.day.slice(0, 4),
    title: citation.title,
    value: citation.value,
    edition: citation.edition,
    day: formatDate(citation.day, lang),
    site: citation.siteName,
    url: citation.url,
    remarks: [...citation.remarks, `SHA-256: ${citation.hash}`].join('. '),
  })
  return unbroken(sentence)
}
