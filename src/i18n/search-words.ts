import { placeAddress } from '../domain/comments/rules.ts'
import { figureAddress, originOf, type Figure } from '../domain/figures/rules.ts'
import { articleAddress } from '../domain/news/rules.ts'
import { pageAddress } from '../domain/pages/rules.ts'
import { indicatorAddress, type Reference } from '../domain/reference/rules.ts'
import type { SearchResult } from '../domain/search/result-rules.ts'
import { unitAddress } from '../domain/units/rules.ts'
import { figureMarks } from './figure-marks.ts'
import { figureText, figureTitle } from './figure-names.ts'
import { fill } from './fill.ts'
import { capitalize, formatDate, formatInteger } from './format.ts'
import { languageName } from './language-names.ts'
import { stringsFor, type Language } from './strings.ts'

/** What is printed of one thing that was found. */
export interface ResultWords {
  address: string
  title: string
  date: { moment: string; text: string } | null
  /** Where it is not the page's. */
  language: string | undefined
  /** Of a figure, with its qualifier and measure. */
  value: string | null
  /** What a reader must see at the value, or at a sample. */
  marks: readonly { text: string; sample: boolean }[]
  /** From which the excerpt is cut. */
  text: string
  notes: readonly string[]
}

export function resultWords(result: SearchResult, reference: Reference, lang: Language): ResultWords {
  const t = stringsFor(lang).search
  const plain = { date: null, language: undefined, value: null, marks: [], text: '', notes: [] }
  switch (result.kind) {
    case 'article':
      return {
        ...plain,
        address: articleAddress(result.id),
        title: result.title,
        text: result.text,
        date: { moment: result.publishedAt, text: formatDate(result.publishedAt, lang) },
        ...languageOf(result.language, lang),
      }
    case 'page':
      return {
        ...plain,
        address: pageAddress(result.id),
        title: result.title,
        text: result.text,
        ...languageOf(result.language, lang),
      }
    case 'unit': {
      const within = result.within.length === 0 ? [] : [fill(t.within, { units: result.within.join(', ') })]
      return {
        ...plain,
        address: unitAddress(result.id),
        title: capitalize(result.unit.name),
        notes: [[...within, ...(result.former ? [t.former] : [])].join(' · ')].filter((note) => note !== ''),
      }
    }
    case 'indicator':
      return { ...plain, address: indicatorAddress(result.id), title: result.title, text: result.text }
    case 'figure':
      return { ...plain, ...figureWords(result.figure, result.times, reference, lang) }
    case 'comment': {
      const day = formatDate(result.publishedAt, lang)
      return {
        ...plain,
        address: placeAddress(result.id),
        title: result.about === null ? t.commentAlone : fill(t.comment, { about: result.about }),
        text: [result.text, result.answer?.text ?? ''].join(' ').trim(),
        marks: result.sample ? [{ text: t.commentSample, sample: true }] : [],
        notes: [
          result.displayName === null
            ? fill(t.commentOn, { day })
            : fill(t.commentBy, { name: result.displayName, day }),
          ...(result.answer === null ? [] : [fill(t.commentAnswered, { body: result.answer.bodyName })]),
        ],
      }
    }
  }
}

/** A text that there is not in the language of the page is said to be in its own. */
function languageOf(language: string, lang: Language): Pick<ResultWords, 'language' | 'notes'> {
  if (language === lang) return { language: undefined, notes: [] }
  return {
    language,
    notes: [fill(stringsFor(lang).languages.mark, { language: languageName(language, lang) })],
  }
}

function figureWords(
  figure: Figure,
  times: number,
  reference: Reference,
  lang: Language,
): Pick<ResultWords, 'address' | 'title' | 'value' | 'marks' | 'notes'> {
  const { search: t, figures } = stringsFor(lang)
  const origin = originOf(figure)
  const { document } = figure.current
  const source = document?.issuer ?? document?.title ?? null
  return {
    address: figureAddress(figure.id),
    title: figureTitle(figure, reference, lang),
    value: figureText(figure, figure.current, reference, lang),
    marks: [
      ...figureMarks(figure, lang).map(({ kind, text }) => ({ text, sample: kind === 'sample' })),
      ...(origin === 'sample' ? [] : [{ text: figures.origins[origin], sample: false }]),
      ...(source === null || origin === 'sample' ? [] : [{ text: source, sample: false }]),
    ],
    notes: times > 1 ? [fill(t.times, { n: formatInteger(times, lang) })] : [],
  }
}
