import type { StaffContext } from '../domain/context.ts'
import { DomainError, type FieldFault } from '../domain/errors.ts'
import { MAX_UPLOAD_BYTES, draftAddress, isZip } from '../domain/releases/desk-rules.ts'
import { WAIVABLE, type Waiver } from '../domain/releases/rules.ts'
import {
  confirmDraft,
  createDraft,
  discardDraft,
  publishDraft,
  returnDraft,
  setWaivers,
} from '../domain/releases/service.ts'
import { fill } from '../i18n/fill.ts'
import { releasesDesk as releases } from '../i18n/vi/releases-desk.ts'
import type { FormValues } from './errors.ts'
import { seeOther } from './form-post.ts'
import type { Upload } from './multipart.ts'
import type { Refusal } from './refusal.ts'

/** Takes an uploaded package. @returns the way to what the check found @throws DomainError invalid or forbidden */
export async function receivePackage(ctx: StaffContext, { files }: Upload): Promise<Response> {
  const file = files.get('package')
  if (file === undefined) throw refusedFile('required')
  if (file.bytes.length === 0) throw refusedFile('empty')
  if (file.bytes.length > MAX_UPLOAD_BYTES) throw refusedFile('too-large')
  if (!isZip(file.bytes)) throw refusedFile('type')
  const draft = await createDraft(ctx, {
    fileName: file.name,
    files: [{ path: file.name, bytes: file.bytes }],
  })
  return seeOther(draftAddress(draft.id))
}

function refusedFile(code: string): DomainError {
  return new DomainError('invalid', `unusable upload: ${code}`, { fields: [{ pointer: '/package', code }] })
}

/** What may be done with a draft, as the buttons name it. */
const STEPS = ['waive', 'publish', 'confirm', 'return', 'discard'] as const

/** Takes one step with a draft. @returns the way back to it @throws DomainError as the use cases do */
export async function receiveDraftStep(ctx: StaffContext, id: string, form: FormValues): Promise<Response> {
  const step = STEPS.find((known) => known === form.get('action'))
  if (step === undefined) {
    throw new DomainError('invalid', 'no such step', { fields: [{ pointer: '/action', code: 'unknown' }] })
  }
  const revision = Number(form.get('revision'))
  const seen = form.get('seen') ?? ''
  switch (step) {
    case 'waive':
      await setWaivers(ctx, id, { revision, waivers: waiversOf(form) })
      break
    case 'publish':
      await publishDraft(ctx, id, { revision, seen })
      break
    case 'confirm':
      await confirmDraft(ctx, id, { revision, seen })
      break
    case 'return':
      await returnDraft(ctx, id, { revision, reason: form.get('reason') ?? '' })
      break
    case 'discard':
      await discardDraft(ctx, id, { revision })
  }
  return seeOther(draftAddress(id))
}

/** Reasons that were typed; a field left empty waives nothing. */
function waiversOf(form: FormValues): Waiver[] {
  return WAIVABLE.flatMap((type) => {
    const reason = (form.get(`reason-${type}`) ?? '').trim()
    return reason === '' ? [] : [{ type, reason }]
  })
}

/** Why an upload was not taken, in the words of the form. */
export function uploadProblem(refused: Refusal | undefined): string | undefined {
  if (refused === undefined) return undefined
  const { problems } = releases.upload
  const { failure } = refused
  const code = failure.fields[0]?.code
  const texts: Readonly<Record<string, string>> = problems
  if (failure.code === 'invalid')
    return fill(texts[code ?? ''] ?? problems.unreadable, { n: MAX_UPLOAD_BYTES / 1024 / 1024 })
  return failure.code === 'malformed' || failure.code === 'unsupported-type'
    ? problems.unreadable
    : failure.detail
}

/** What the page of a draft shows of a step that was not taken. */
export interface StepProblem {
  kind: 'conflict' | 'waivers' | 'return' | 'other'
  text: string
  /** Reasons as they were typed. */
  typed: Waiver[]
  /** Why the draft should go back, as it was typed. */
  reason: string
}

export function stepProblem(refused: Refusal | undefined): StepProblem | undefined {
  if (refused === undefined) return undefined
  const { failure, values } = refused
  const typed = { typed: waiversOf(values), reason: values.get('reason') ?? '' }
  if (failure.code === 'conflict') return { kind: 'conflict', text: releases.steps.conflictDetail, ...typed }
  const [fault] = failure.fields
  const ofWaivers = fault?.pointer.startsWith('/waivers') === true
  const action = values.get('action') ?? ''
  if (failure.code === 'forbidden' && ['confirm', 'return'].includes(action))
    return { kind: 'other', text: releases.problems['same-person'] ?? failure.detail, ...typed }
  const kind = ofWaivers ? 'waivers' : fault?.pointer === '/reason' ? 'return' : 'other'
  return { kind, text: textOf(fault) ?? failure.detail, ...typed }
}

function textOf(fault: FieldFault | undefined): string | null {
  if (fault === undefined) return null
  const { problems } = releases
  const [, pointer = ''] = /^(\/[a-z]+)/u.exec(fault.pointer) ?? []
  // Of a waiver the pointer says more than that it is short.
  const text = pointer === '/waivers' ? problems[pointer] : (problems[fault.code] ?? problems[pointer])
  return text === undefined ? null : fill(text, { n: fault.count ?? '' })
}
