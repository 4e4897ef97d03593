import { appendArrivals } from './desk-arrivals.ts'

const STREAM = '/quan-tri/hang-cho/'
const RETRY_MS = 30_000
/** An open page that nobody touches is no reason to keep a connection. */
const AWAY_MS = 30 * 60_000

interface QueueState {
  new: number
  counts: Readonly<Record<string, number>>
}

/** Tells of new comments without moving what is being read. No connection while the page is in the background. */
export function startLive(page: Document): void {
  const bar = page.querySelector<HTMLElement>('[data-live]')
  const line = bar?.querySelector('p')
  const words = line?.querySelector('span')
  const link = line?.querySelector('a')
  if (bar == null || line == null || words == null || link == null) return
  /** Arrivals since the page was made, and how many of them it shows by now. */
  let arrived = 0
  let shown = 0
  const query = new URLSearchParams({
    'danh-sach': bar.dataset['live'] ?? '',
    tu: bar.dataset['seen'] ?? '0',
  })
  let stream: EventSource | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let lastSign = Date.now()

  const close = (): void => {
    clearTimeout(retry)
    stream?.close()
    stream = null
  }
  const open = (): void => {
    if (page.hidden || stream !== null) return
    stream = new EventSource(`${STREAM}?${query.toString()}`)
    stream.addEventListener('hang-cho', (event: MessageEvent<string>) => {
      const state = JSON.parse(event.data) as QueueState
      arrived = state.new
      const left = Math.max(0, arrived - shown)
      const text = (left === 1 ? bar.dataset['one'] : bar.dataset['many']) ?? ''
      words.textContent = text.replace('{n}', left.toLocaleString('vi'))
      line.hidden = left === 0
      for (const count of page.querySelectorAll<HTMLElement>('[data-count]')) {
        count.textContent = (state.counts[count.dataset['count'] ?? ''] ?? 0).toLocaleString('vi')
      }
    })
    stream.addEventListener('error', () => {
      // The browser tries again by itself, but not after a refusal.
      if (stream?.readyState !== EventSource.CLOSED) return
      close()
      retry = setTimeout(open, RETRY_MS)
    })
  }
  const sign = (): void => {
    lastSign = Date.now()
    open()
  }

  link.addEventListener('click', (event) => {
    event.preventDefault()
    const counted = arrived
    appendArrivals(page, link.href, bar.dataset['since'] ?? '').then(
      (first) => {
        if (first === null) return location.assign(link.href)
        shown = counted
        line.hidden = true
        first.focus({ preventScroll: true })
        first.scrollIntoView({ block: 'nearest' })
      },
      () => location.assign(link.href),
    )
  })
  page.addEventListener('visibilitychange', () => (page.hidden ? close() : open()))
  page.addEventListener('keydown', sign)
  page.addEventListener('pointerdown', sign)
  setInterval(() => {
    if (Date.now() - lastSign > AWAY_MS) close()
  }, 60_000)
  open()
}
