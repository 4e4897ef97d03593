import type { ClientDirective } from 'astro'

/** How near an island has to come; an island that is a luxury is left out where bytes are dear. */
export interface Interest {
  rootMargin?: string
  luxury?: boolean
}

declare module 'astro' {
  interface AstroClientDirectives {
    'client:interest'?: Interest
  }
}

const SIGNS = ['scroll', 'pointerdown', 'pointermove', 'keydown', 'focusin'] as const

/**
 * `client:interest`: loads an island once the reader has done something on the page and the island is near, or holds
 * the focus. A page that is only opened loads no script for it.
 */
const interest: ClientDirective = (load, { value }, element) => {
  const { rootMargin = '400px', luxury = false } = (value || {}) as Interest
  if (luxury && isDear()) return
  const stop = new AbortController()
  const start = async (): Promise<void> => {
    stop.abort()
    const hydrate = await load()
    await hydrate()
  }
  const look = (event: Event): void => {
    stop.abort()
    if (element.contains(event.target as Node)) {
      void start()
      return
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return
        observer.disconnect()
        void start()
      },
      { rootMargin },
    )
    // The island itself has no box.
    for (const child of element.children) observer.observe(child)
  }
  for (const sign of SIGNS)
    addEventListener(sign, look, { signal: stop.signal, capture: true, passive: true })
}

/** The reader asks for few bytes, or the line is slow. */
function isDear(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean; effectiveType?: string } }
  if (connection?.saveData === true) return true
  return connection?.effectiveType !== undefined && connection.effectiveType !== '4g'
}

// eslint-disable-next-line no-restricted-syntax -- Astro takes a directive by its default export
export default interest
