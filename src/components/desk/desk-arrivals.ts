const ITEM = '[data-queue-item]'
const COMMENT = '/quan-tri/binh-luan/'

/**
 * Puts what arrived since the page was made behind its last comment, where it moves nothing that is being read.
 * @param list address of the same list, newest first
 * @param since ISO-8601 UTC: older ones are on other pages of the list
 * @returns the first of them, null where there is none to put
 */
export async function appendArrivals(
  page: Document,
  list: string,
  since: string,
): Promise<HTMLElement | null> {
  const last = [...page.querySelectorAll<HTMLElement>(ITEM)].at(-1)
  const form = last?.closest('form')
  if (last === undefined || form == null) return null
  const response = await fetch(list)
  if (!response.ok || response.redirected) return null
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html')
  const arrived = [...fresh.querySelectorAll<HTMLElement>(ITEM)].filter(
    (item) => page.getElementById(item.id) === null && (item.querySelector('time')?.dateTime ?? '') > since,
  )
  // Its buttons are called "action" too, and would answer for `form.action`.
  const place = new URL(form.getAttribute('action') ?? '', page.baseURI).search
  for (const item of arrived) leadBack(item, place)
  last.after(...arrived.toReversed())
  return arrived.at(-1) ?? null
}

/** Decisions on what came from another list lead back to this one. */
function leadBack(item: HTMLElement, place: string): void {
  for (const name of ['href', 'formaction', 'action']) {
    for (const element of item.querySelectorAll(`[${name}^="${COMMENT}"]`)) {
      const [path = ''] = (element.getAttribute(name) ?? '').split('?')
      element.setAttribute(name, `${path}${place}`)
    }
  }
}
