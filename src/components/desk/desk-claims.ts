const ITEM = '[data-queue-item]'
/** Well before a claim runs out. */
const RENEW_MS = 120_000
/** Nobody reads who has not touched anything for so long. */
const AWAY_MS = 4 * 60_000
/** Moving past a comment is not reading it. */
const SETTLE_MS = 600

interface Claimed {
  claim: { by: string; mine: boolean; until: string; text: string } | null
}

/** Marks the comment that someone is at as being read, and goes on doing so while there is a sign of them. */
export function startClaims(page: Document): void {
  if (page.querySelector('[data-step]') === null) return
  let lastSign = Date.now()
  let settled: ReturnType<typeof setTimeout> | undefined
  const at = (): HTMLElement | null => {
    const items = page.querySelectorAll<HTMLElement>(ITEM)
    return page.activeElement?.closest<HTMLElement>(ITEM) ?? (items.length === 1 ? (items[0] ?? null) : null)
  }
  for (const sign of ['keydown', 'pointermove', 'scroll'] as const) {
    page.addEventListener(sign, () => (lastSign = Date.now()), { passive: true })
  }
  page.addEventListener('focusin', () => {
    clearTimeout(settled)
    const item = at()
    if (item !== null) settled = setTimeout(() => void claim(item), SETTLE_MS)
  })
  setInterval(() => {
    const item = at()
    if (item !== null && !page.hidden && Date.now() - lastSign < AWAY_MS) void claim(item)
  }, RENEW_MS)
}

async function claim(item: HTMLElement): Promise<void> {
  const line = item.querySelector<HTMLElement>('[data-claim]')
  if (line === null || item.querySelector('[data-step]') === null) return
  const id = item.dataset['queueItem'] ?? ''
  try {
    const response = await fetch(`/api/v1/staff/comments/${encodeURIComponent(id)}/claim`, { method: 'POST' })
    if (!response.ok) return
    const { claim: now } = (await response.json()) as Claimed
    // A button of the page's own says more than this line; it stays.
    if (now === null || line.querySelector('button') !== null) return
    line.classList.toggle('other', !now.mine)
    if (line.textContent !== now.text) line.textContent = now.text
  } catch {
    // Without a connection nothing is claimed, and nothing depends on it.
  }
}
