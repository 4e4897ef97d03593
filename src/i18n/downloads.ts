import type { DownloadWords } from '../domain/downloads/rules.ts'
import { citationText, citeFigure, type CitationSetting } from './citations.ts'
import { figureText } from './figure-names.ts'
import { fill } from './fill.ts'
import { formatDate } from './format.ts'
import { stringsFor, type Language } from './strings.ts'

/** What downloads of one language are worded with. */
export function downloadWords(setting: CitationSetting, lang: Language): DownloadWords {
  const t = stringsFor(lang).downloads
  return {
    claim: (claim, figure) => {
      const { issuer, title, date } = claim.document
      const source = [issuer ?? title, date === null ? null : formatDate(date, lang)]
      const values = {
        value: figureText(figure, claim, setting.reference, lang),
        source: source.filter((part) => part !== null).join(', '),
      }
      return claim.note === null
        ? fill(t.claim, values)
        : fill(t.claimNote, { ...values, note: claim.note.replace(/\.$/u, '') })
    },
    citation: (figure) => citationText(citeFigure(figure, setting, lang), lang),
  }
}
