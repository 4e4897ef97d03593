/** What a service worker finds around it, as far as ours uses it: the DOM's types know pages only. */
export interface WorkerScope {
  location: Location
  navigator: Pick<Navigator, 'onLine'>
  /** Not every browser can ask for a page while its worker wakes up. */
  registration: { navigationPreload?: NavigationPreloadManager }
  clients: { claim: () => Promise<void> }
  skipWaiting: () => Promise<void>
  addEventListener: <Name extends keyof WorkerEvents>(
    name: Name,
    act: (event: WorkerEvents[Name]) => void,
  ) => void
}

interface LastingEvent {
  /** Keeps the worker alive until then. */
  waitUntil: (work: Promise<unknown>) => void
}

export interface WorkerEvents {
  install: LastingEvent
  activate: LastingEvent
  message: LastingEvent & { data: unknown }
  sync: LastingEvent & { tag: string }
  fetch: LastingEvent & {
    request: Request
    preloadResponse: Promise<Response | undefined>
    respondWith: (response: Promise<Response>) => void
  }
}
