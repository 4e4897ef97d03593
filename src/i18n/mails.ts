import type { About, Notice, Workload } from '../domain/notices/rules.ts'
import { fill } from './fill.ts'
import { formatDateTime } from './format.ts'
import { deskStringsFor } from './desk-strings.ts'
import { stringsFor, type Language } from './strings.ts'

/** A mail as plain text: it reads the same everywhere, and nothing in it is fetched. */
export interface Mail {
  to: string
  subject: string
  text: string
}

const ORDER: readonly (keyof Workload)[] = [
  'pending',
  'appealed',
  'overdue',
  'answersDue',
  'answersOverdue',
  'reported',
]

/** @param site name of the site, at the end of every mail */
export function composeMail(notice: Notice, site: string, lang: Language): Mail {
  const t = stringsFor(lang).notices.mail
  const { subject, parts } = partsOf(notice, site, t, lang)
  return { to: notice.to, subject, text: `${[...parts, `-- \n${site}`].join('\n\n')}\n` }
}

type Texts = ReturnType<typeof stringsFor>['notices']['mail']

function partsOf(
  notice: Notice,
  site: string,
  t: Texts,
  lang: Language,
): { subject: string; parts: string[] } {
  switch (notice.kind) {
    case 'confirm':
      return {
        subject: t.confirmSubject,
        parts: [fill(t.confirm, { site, n: notice.days, url: notice.confirmUrl })],
      }
    case 'summary': {
      // To the desk, which has one language.
      const desk = deskStringsFor('vi').notices.mail
      const lines = ORDER.filter((key) => notice.workload[key] > 0).map((key) =>
        fill(desk.workload[key], { n: notice.workload[key] }),
      )
      return {
        subject: desk.summarySubject,
        parts: [desk.summary, lines.join('\n'), fill(desk.desk, { url: notice.deskUrl })],
      }
    }
    case 'answer':
      return { subject: t.answerSubject, parts: [t.answer, aboutOf(notice, t, lang), ...linksOf(notice, t)] }
    case 'step': {
      const { status, reason, note, mayAppeal } = notice
      return {
        subject: t.stepSubject,
        parts: [
          t.steps[status] ?? t.stepSubject,
          aboutOf(notice, t, lang),
          ...(reason === null ? [] : [fill(t.reason, reason)]),
          ...(note === null ? [] : [fill(t.note, { note })]),
          ...(mayAppeal ? [t.appeal] : []),
          ...linksOf(notice, t),
        ],
      }
    }
  }
}

function aboutOf({ about: { title, submittedAt } }: { about: About }, t: Texts, lang: Language): string {
  const time = formatDateTime(submittedAt, lang)
  return title === null ? fill(t.aboutGone, { time }) : fill(t.about, { time, title })
}

function linksOf({ trackUrl, stopUrl }: { trackUrl: string; stopUrl: string }, t: Texts): string[] {
  return [fill(t.track, { url: trackUrl }), t.keep, fill(t.stop, { url: stopUrl })]
}
