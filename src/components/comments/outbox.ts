import {
  aged,
  insisted,
  isOver,
  isUnderWay,
  mayTake,
  settled,
  taken,
  type OutboxEntry,
  type Sent,
} from '../../domain/comments/outbox-rules.ts'

/*
 * Comments on their way, in the browser's own database: pages and the worker behind them share it, and a transaction
 * that writes has it alone. So of several tabs and the worker, one takes an entry and the others see it taken.
 */
const DATABASE = 'binh-luan'
const STORE = 'cho-gui'
/** Sent to every page when an entry changed. */
export const OUTBOX_CHANNEL = 'binh-luan-cho-gui'

/** What the worker is woken with when there is a connection again. */
export const SYNC_TAG = 'gui-binh-luan'

/** Rejects where the browser keeps nothing, as some do in private windows. */
function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' })
    request.onsuccess = () => {
      request.result.onversionchange = () => {
        request.result.close()
      }
      resolve(request.result)
    }
    request.onerror = () => {
      reject(new Error('nothing can be kept', { cause: request.error }))
    }
  })
}

/** One transaction that writes: `work` sees what is there and may change it, and nobody else does meanwhile. */
async function change<T>(work: (entries: OutboxEntry[], store: IDBObjectStore) => T): Promise<T> {
  const database = await openDatabase()
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, 'readwrite')
      const store = transaction.objectStore(STORE)
      const all = store.getAll() as IDBRequest<OutboxEntry[]>
      let result: T
      all.onsuccess = () => {
        result = work(all.result, store)
      }
      transaction.oncomplete = () => {
        resolve(result)
      }
      transaction.onabort = () => {
        reject(new Error('nothing was kept', { cause: transaction.error }))
      }
    })
  } finally {
    database.close()
  }
}

/** Whatever shows the comments shows them anew. */
export function tellPages(): void {
  const channel = new BroadcastChannel(OUTBOX_CHANNEL)
  channel.postMessage(null)
  channel.close()
}

/** Everything that is kept, the oldest first; what is over is gone with it. */
export async function listOutbox(): Promise<OutboxEntry[]> {
  const now = Date.now()
  return change((entries, store) => {
    for (const { key } of entries.filter((entry) => isOver(entry, now))) store.delete(key)
    return entries
      .filter((entry) => !isOver(entry, now))
      .map((entry) => aged(entry, now))
      .sort((a, b) => a.savedAt - b.savedAt)
  })
}

export async function keepEntry(entry: OutboxEntry): Promise<void> {
  await change((_, store) => store.put(entry))
  tellPages()
}

/** Has it sent by the worker behind the pages, where the browser knows how: then no page has to be open. */
export async function askWorker(): Promise<void> {
  const workers = (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker
  const registration = (await workers?.getRegistration()) as
    (ServiceWorkerRegistration & { sync?: { register: (tag: string) => Promise<void> } }) | undefined
  await registration?.sync?.register(SYNC_TAG)
}

/** Unless somebody is sending it. @returns whether it is gone */
export async function removeEntry(key: string, { underWay = false } = {}): Promise<boolean> {
  const gone = await change((entries, store) => {
    const found = entries.find((entry) => entry.key === key)
    if (found === undefined || (!underWay && isUnderWay(found, Date.now()))) return false
    store.delete(key)
    return true
  })
  tellPages()
  return gone
}

/** Its author wants it sent now. */
export async function insistOnEntry(key: string): Promise<void> {
  await change((entries, store) => {
    const found = entries.find((entry) => entry.key === key)
    if (found !== undefined && !isUnderWay(found, Date.now())) store.put(insisted(aged(found, Date.now())))
  })
}

export async function settleEntry(key: string, sent: Sent): Promise<void> {
  await change((entries, store) => {
    const found = entries.find((entry) => entry.key === key)
    if (found !== undefined) store.put(settled(found, sent, Date.now()))
  })
  tellPages()
}

/**
 * Sends whatever may be sent, one after the other. @returns entries that still wait, so that a worker asks again
 * @param send one try
 */
export async function sendOutbox(
  send: (entry: OutboxEntry) => Promise<Sent>,
  by: 'page' | 'worker',
  hurry = false,
): Promise<number> {
  const tried = new Set<string>()
  for (;;) {
    const entry = await change((entries, store) => {
      const now = Date.now()
      const found = entries.find((one) => !tried.has(one.key) && mayTake(one, now, by, hurry))
      if (found === undefined) return undefined
      store.put(taken(found, now))
      return found
    })
    if (entry === undefined) break
    tried.add(entry.key)
    tellPages()
    await settleEntry(entry.key, await send(entry))
  }
  const left = await listOutbox()
  return left.filter(({ state }) => state.kind === 'waiting').length
}
