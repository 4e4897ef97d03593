import {
  FILES_CACHE,
  OFFLINE_PAGE,
  PAGES_CACHE,
  SAVED_AT,
  isTooOld,
  titleOf,
} from '../../domain/offline/rules.ts'
import { fill } from '../../i18n/fill.ts'
import { fillMoment } from '../../i18n/offline-words.ts'
import { countDrafts, dropDrafts } from '../comments/drafts.ts'
import { OUTBOX_CHANNEL, listOutbox, removeEntry } from '../comments/outbox.ts'

/** Lists what the browser keeps, the newest first, and deletes it when asked. */
async function list(): Promise<void> {
  const cache = await caches.open(PAGES_CACHE)
  const found = await Promise.all(
    (await cache.keys()).map(async ({ url }) => {
      const response = await cache.match(url, { ignoreVary: true })
      const savedAt = Number(response?.headers.get(SAVED_AT) ?? 0)
      return { url, savedAt, title: titleOf((await response?.text()) ?? '') }
    }),
  )
  const listed = found
    .filter(({ savedAt }) => !isTooOld(savedAt, Date.now()))
    .sort((a, b) => b.savedAt - a.savedAt)
  const none = part('none')
  const clear = part('clear')
  none.hidden = listed.length > 0
  none.textContent = none.dataset['empty'] ?? ''
  clear.hidden = listed.length === 0
  part('list').replaceChildren(
    ...listed.map(({ url, title, savedAt }) => {
      const item = document.createElement('li')
      const link = document.createElement('a')
      link.href = new URL(url).pathname
      // A title of ours, in letters as the page escapes them.
      link.textContent =
        new DOMParser().parseFromString(title, 'text/html').documentElement.textContent || url
      item.append(link, ` (${fillMoment('{time}', savedAt, document.documentElement.lang)})`)
      return item
    }),
  )
}

/** Says what somebody wrote here and left: on a shared device the next person would find it. */
async function listOwn(): Promise<void> {
  const [drafts, waiting] = [countDrafts(), (await listOutbox()).length]
  const own = part('own')
  const none = drafts + waiting === 0
  own.textContent = none ? (own.dataset['empty'] ?? '') : fill(own.dataset['held'] ?? '', { drafts, waiting })
  part('own-clear').hidden = none
}

/** All but what is on its way at this moment. */
async function clearOwn(): Promise<void> {
  dropDrafts()
  for (const { key } of await listOutbox()) await removeEntry(key)
  await listOwn()
  // The button that was pressed is gone.
  part('own').focus()
}

function part(name: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-${name}]`)
  if (found === null) throw new Error(`there is no ${name}`)
  return found
}

part('own-clear')
  .querySelector('button')
  ?.addEventListener('click', () => void clearOwn())
new BroadcastChannel(OUTBOX_CHANNEL).onmessage = () => void listOwn()
void listOwn().catch(() => undefined)

if ('caches' in window) {
  // Where another page was asked for, this one stands in its place.
  part('missing').hidden = location.pathname.endsWith(OFFLINE_PAGE)
  part('clear').addEventListener('click', () => {
    void Promise.all([caches.delete(PAGES_CACHE), caches.delete(FILES_CACHE)])
      .then(list)
      .then(() => {
        part('none').textContent = part('clear').dataset['cleared'] ?? ''
      })
  })
  void list()
}
