import { FILES_CACHE, OFFLINE_PAGE, PAGES_CACHE, SAVED_AT, titleOf } from '../../domain/offline/rules.ts'
import { fillMoment } from '../../i18n/offline-words.ts'

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
  found.sort((a, b) => b.savedAt - a.savedAt)
  const none = part('none')
  const clear = part('clear')
  none.hidden = found.length > 0
  none.textContent = none.dataset['empty'] ?? ''
  clear.hidden = found.length === 0
  part('list').replaceChildren(
    ...found.map(({ url, title, savedAt }) => {
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

function part(name: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-${name}]`)
  if (found === null) throw new Error(`there is no ${name}`)
  return found
}

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
