import type { APIRoute } from 'astro'
import { watchQueues } from '../../../domain/moderation/live.ts'
import { DESK_LISTS } from '../../../domain/moderation/queue-rules.ts'
import { staffContext } from '../../../http/cookies.ts'
import { eventStream } from '../../../http/event-stream.ts'

/** Tells an open page of the desk how many comments came into its list since it was made, and what the lists hold. */
export const GET: APIRoute = async ({ locals, request, url }) => {
  const ctx = staffContext(locals)
  const list = DESK_LISTS.find((known) => known === url.searchParams.get('danh-sach')) ?? 'pending'
  const seen = Number(url.searchParams.get('tu')) || 0
  return eventStream(({ send, end }) =>
    watchQueues(ctx, {
      cookie: request.headers.get('cookie'),
      onChange: ({ byStatus, entered }) =>
        send('hang-cho', {
          new: Math.max(0, (entered.get(list) ?? 0) - seen),
          counts: Object.fromEntries(byStatus),
        }),
      onEnd: end,
    }),
  )
}
