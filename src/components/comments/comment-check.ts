import {
  COMMENT_BODY,
  DISPLAY_NAME,
  countCharacters,
  normalizeDisplayName,
  parseBody,
} from '../../domain/comments/rules.ts'
import type { Sent } from '../../domain/comments/outbox-rules.ts'
import type { FieldFault, FieldProblem } from '../../domain/errors.ts'
import { fill } from '../../i18n/fill.ts'
import type { CommentFormTexts } from '../../i18n/vi/comments.ts'

/** Ids of the fields by what the server calls them. */
export const FIELDS: Readonly<Record<string, string>> = {
  '/body': 'binh-luan-noi-dung',
  '/displayName': 'binh-luan-ten',
  '/consent': 'binh-luan-dong-y',
}

interface Typed {
  body: string
  displayName: string
  consent: boolean
}

/** What the form can notice by itself, as the server would. */
export function checkComment({ body, displayName, consent }: Typed): FieldFault[] {
  const faults: FieldFault[] = []
  const parsed = parseBody(body)
  if (!parsed.ok) {
    const count = parsed.problem === 'too-long' ? parsed.length - COMMENT_BODY.max : COMMENT_BODY.min
    faults.push({ pointer: '/body', code: parsed.problem, count })
  }
  if (countCharacters(normalizeDisplayName(displayName) ?? '') > DISPLAY_NAME.max) {
    faults.push({ pointer: '/displayName', code: 'too-long', count: DISPLAY_NAME.max })
  }
  if (!consent) faults.push({ pointer: '/consent', code: 'required' })
  return faults
}

export function describeFault(fault: FieldFault, texts: CommentFormTexts): FieldProblem {
  const text = texts.problems.fields[`${fault.pointer} ${fault.code}`] ?? ''
  return { ...fault, detail: fill(text, { n: fault.count ?? '' }) }
}

/** Why it was not sent, where that is about no field. */
export function failureOf(sent: Sent, texts: CommentFormTexts): string {
  if (sent.kind === 'refused') return sent.problems.find(({ pointer }) => !(pointer in FIELDS))?.detail ?? ''
  if (sent.kind === 'failed') return sent.detail ?? texts.problems[sent.cause]
  if (sent.kind !== 'wait') return ''
  return sent.seconds < 60
    ? fill(texts.problems.waitSeconds, { n: sent.seconds })
    : fill(texts.problems.waitMinutes, { n: Math.ceil(sent.seconds / 60) })
}
