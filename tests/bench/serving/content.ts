import { randomInt, randomUUID } from 'node:crypto'
import { signInOverApi } from '../../fixtures/demo-account.ts'
import type { RunningSite } from '../../fixtures/site.ts'
import { WORDS } from './words.ts'

export const ARTICLE = '/tin-tuc/son-la-ho-tro-2213-can-nha-cho-ho-ngheo-nam-2022/'
const TARGET = `news/${ARTICLE.split('/')[2] ?? ''}`
const WORDS_EACH = 25

/** What a resident's program sends: a text of about 120 characters that nobody has sent before, with a key. */
export function newComment(target = TARGET): { body: object; headers: Record<string, string> } {
  const words = Array.from({ length: WORDS_EACH }, () => WORDS[randomInt(WORDS.length)] ?? '')
  return {
    body: { target, body: `${words.join(' ')}.` },
    headers: { 'idempotency-key': randomUUID() },
  }
}

/** Sends and publishes comments until the article shows so many. */
export async function fillArticle(site: RunningSite, count: number, target = TARGET): Promise<void> {
  const cookie = await signInOverApi(site)
  const call = async (
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
  ): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', cookie, origin: site.url, ...init.headers }
    const response = await fetch(`${site.url}/api/v1${path}`, { ...init, headers })
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return response.json()
  }
  const list = async (path: string): Promise<{ id: string }[]> =>
    ((await call(path)) as { items: { id: string }[] }).items
  const published = await list(`/comments?target=${target}&limit=100`)
  const waiting = `/staff/comments?status=pending&target=${target}&limit=100`
  const earlier = new Set((await list(waiting)).map(({ id }) => id))
  for (let at = published.length; at < count; at += 1) {
    const { body, headers } = newComment(target)
    await call('/comments', { method: 'POST', body: JSON.stringify(body), headers })
  }
  for (const { id } of await list(waiting)) {
    if (earlier.has(id)) continue
    const body = JSON.stringify({ revision: 1, action: 'publish' })
    await call(`/staff/comments/${id}/decisions`, { method: 'POST', body })
  }
}
