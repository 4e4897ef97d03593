import { startReadAloud } from '../news/read-aloud.ts'
import panelAddress from './outbox-alone.ts?worker&url'
import workerAddress from './service-worker.ts?worker&url'

/** As `outbox-panel.ts` sets it. Written out: what two scripts share, the bundler makes a file and a request of. */
const WAITING_FLAG = 'binh-luan-cho-gui'
/** Signs that somebody reads the page. Before, nothing more is loaded. */
const SIGNS = ['scroll', 'pointerdown', 'keydown'] as const

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  const first = new AbortController()
  for (const sign of SIGNS)
    addEventListener(
      sign,
      () => {
        first.abort()
        void start().catch(() => undefined)
      },
      { signal: first.signal, passive: true },
    )
}

async function start(): Promise<void> {
  const isNew = navigator.serviceWorker.controller === null
  await navigator.serviceWorker.register(workerAddress, { updateViaCache: 'none' })
  const form = formScripts()
  if (!isNew && form.length === 0) return
  const { active } = await navigator.serviceWorker.ready
  // Without a part of the page: one page, one copy.
  const page = location.href.replace(/#.*/u, '')
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
  const keep = [page, ...loaded.filter((name) => name.startsWith(location.origin))]
  active?.postMessage({ keep: isNew ? keep : [], form })
}

/**
 * What the form of the page loads when somebody comes near. Kept ahead of that: who reads now and writes where there
 * is no connection would send into nothing. Most of it is kept with the offline page, which shows waiting comments.
 */
function formScripts(): string[] {
  const island = document.getElementById('gui-binh-luan')?.closest('astro-island')
  if (island == null) return []
  return ['component-url', 'renderer-url'].flatMap((name) => island.getAttribute(name) ?? [])
}

try {
  if (localStorage.getItem(WAITING_FLAG) !== null) {
    // An element, not an import: what the bundler adds to one would be a request more on every page.
    const script = document.createElement('script')
    script.src = panelAddress
    document.head.append(script)
  }
} catch {
  // A browser that keeps nothing has nothing waiting.
}

// Here, because a script of its own would cost every article one more request.
startReadAloud(document)
