import type { OutboxEntry, Sent } from '../../domain/comments/outbox-rules.ts'
import type { FieldProblem } from '../../domain/errors.ts'

interface Answer {
  trackUrl?: string
  detail?: string
  errors?: FieldProblem[]
  challenge?: object
}

export type Parcel = Pick<
  OutboxEntry,
  'key' | 'target' | 'apiUrl' | 'lang' | 'body' | 'displayName' | 'hints'
>

const TIMEOUT_MS = 30_000

/**
 * One try to send a comment. Its key goes along, so that of several tries one comment comes.
 * @param solve does the sum that the site may ask for; null where it cannot
 */
export async function deliverComment(
  parcel: Parcel,
  solve: (challenge: unknown) => Promise<string | null>,
): Promise<Sent> {
  const { target, body, displayName, hints } = parcel
  const content = { target, body, ...(displayName === null ? {} : { displayName }), consent: true, ...hints }
  try {
    let response = await post(parcel, content)
    if (response.status === 428) {
      const altcha = await solve(((await response.json()) as Answer).challenge)
      if (altcha === null) return { kind: 'confirm' }
      response = await post(parcel, { ...content, altcha })
    }
    if (response.status === 428) return { kind: 'confirm' }
    return await readAnswer(response)
  } catch {
    return { kind: 'failed', cause: 'network' }
  }
}

async function post({ apiUrl, key, lang }: Parcel, content: object): Promise<Response> {
  const abort = new AbortController()
  const timer = setTimeout(() => {
    abort.abort()
  }, TIMEOUT_MS)
  try {
    return await fetch(apiUrl, {
      method: 'POST',
      // Of the page, not of the browser.
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, 'Accept-Language': lang },
      body: JSON.stringify(content),
      signal: abort.signal,
    })
  } finally {
    clearTimeout(timer)
  }
}

async function readAnswer(response: Response): Promise<Sent> {
  if (response.status === 429) {
    return { kind: 'wait', seconds: Number(response.headers.get('Retry-After')) || 60 }
  }
  if (response.status >= 500) return { kind: 'failed', cause: 'server' }
  // A cut answer to an accepted comment counts as no answer; a refusal that is not JSON is still one.
  const json = response.json() as Promise<Answer>
  const answer = await (response.ok ? json : json.catch((): Answer => ({})))
  if (response.ok && answer.trackUrl !== undefined) return { kind: 'received', trackUrl: answer.trackUrl }
  if (response.status === 422 && answer.errors !== undefined)
    return { kind: 'refused', problems: answer.errors }
  return { kind: 'failed', cause: 'refused', detail: answer.detail }
}
