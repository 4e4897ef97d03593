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
  /** The browser could not do the sum it was asked for: the page without a script asks another way. */
  | { kind: 'confirm' }
  /** `detail`: the server's own words, where it said why. */
  | { kind: 'failed'; cause: 'network' | 'server' | 'refused'; detail?: string | undefined }

interface Answer {
  trackUrl?: string
  detail?: string
  errors?: FieldProblem[]
  challenge?: object
}

const TIMEOUT_MS = 30_000
const SOLVE_MS = 90_000

/**
 * Sends drafts to the API. The same content keeps its idempotency key, so that sending again after a failure of
 * which nobody knows whether the comment arrived makes one comment; other content gets another key.
 *
 * Where the server asks for a sum first, a worker does it and the same request goes out again. Its script is loaded
 * only then.
 * @param hints what else goes along and does not make it another comment
 */
export function createSender(apiUrl: string): (draft: CommentDraft, hints: object) => Promise<Sent> {
  let last = { content: '', key: '' }
  const post = async (body: object): Promise<Response> => {
    const abort = new AbortController()
    const timer = setTimeout(() => abort.abort(), TIMEOUT_MS)
    try {
      return await fetch(apiUrl, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Idempotency-Key': last.key,
          // Of the page, not of the browser.
          'Accept-Language': document.documentElement.lang,
        },
        body: JSON.stringify(body),
        signal: abort.signal,
      })
    } finally {
      clearTimeout(timer)
    }
  }
  return async (draft, hints) => {
    const content = JSON.stringify(draft)
    if (content !== last.content) last = { content, key: randomKey() }
    try {
      let response = await post({ ...draft, ...hints })
      if (response.status === 428) {
        const altcha = await solve(((await response.json()) as Answer).challenge)
        if (altcha === null) return { kind: 'confirm' }
        response = await post({ ...draft, ...hints, altcha })
      }
      if (response.status === 428) return { kind: 'confirm' }
      return await readAnswer(response)
    } catch {
      return { kind: 'failed', cause: 'network' }
    }
  }
}

/** @returns what the server takes for the solution, null where there is none */
async function solve(challenge: unknown): Promise<string | null> {
  const worker = new Worker(new URL('challenge-worker.ts', import.meta.url), { type: 'module' })
  const solution = await new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data)
    worker.onerror = () => resolve(null)
    setTimeout(() => resolve(null), SOLVE_MS)
    worker.postMessage(challenge)
  })
  worker.terminate()
  return solution === null ? null : btoa(JSON.stringify({ challenge, solution }))
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
