import type { FieldProblem } from '../../domain/errors.ts'

/** What the form sends. */
export interface CommentDraft {
  target: string
  body: string
  displayName?: string
  consent: true
}

export type Sent =
  | { kind: 'received'; trackUrl: string }
  | { kind: 'refused'; problems: FieldProblem[] }
  | { kind: 'wait'; seconds: number }
  /** `detail`: the server's own words, where it said why. */
  | { kind: 'failed'; cause: 'network' | 'server' | 'refused'; detail?: string | undefined }

interface Answer {
  trackUrl?: string
  detail?: string
  errors?: FieldProblem[]
}

const TIMEOUT_MS = 30_000

/**
 * Sends drafts to the API. The same content keeps its idempotency key, so that sending again after a failure of
 * which nobody knows whether the comment arrived makes one comment; other content gets another key.
 */
export function createSender(apiUrl: string): (draft: CommentDraft) => Promise<Sent> {
  let last = { content: '', key: '' }
  return async (draft) => {
    const content = JSON.stringify(draft)
    if (content !== last.content) last = { content, key: randomKey() }
    const abort = new AbortController()
    const timer = setTimeout(() => abort.abort(), TIMEOUT_MS)
    try {
      const response = await fetch(apiUrl, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': last.key },
        body: content,
        signal: abort.signal,
      })
      return await readAnswer(response)
    } catch {
      return { kind: 'failed', cause: 'network' }
    } finally {
      clearTimeout(timer)
    }
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

/** A random UUID. Browsers offer `randomUUID` on https and localhost only: not on an office network. */
function randomKey(): string {
  const { randomUUID } = crypto as { randomUUID?: () => string }
  if (randomUUID !== undefined) return randomUUID.call(crypto)
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  // Version 4 and its variant, where the format wants them.
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})/u, '$1-$2-4$3-8$4-')
}
