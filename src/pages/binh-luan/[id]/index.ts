import type { APIRoute } from 'astro'
import { findPlace } from '../../../domain/comments/threads.ts'

/** The permanent address of a published comment leads to its place in the thread, which may move. */
export const GET: APIRoute = async ({ locals, params }) =>
  new Response(null, {
    status: 302,
    headers: { location: await findPlace(locals.context, params['id'] ?? ''), 'cache-control': 'no-store' },
  })
