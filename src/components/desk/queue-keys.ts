const STORED = 'phim-tat'
const ITEM = '[data-queue-item]'

/**
 * Keys for people who decide many comments: j/k move, p publishes, r goes to the reason (Enter there rejects),
 * ? shows the list. They can be turned off on each machine, because a dictated letter must not publish anything.
 */
export function startQueueKeys(page: Document): void {
  const help = page.querySelector<HTMLDialogElement>('[data-keys-help]')
  const enabled = page.querySelector<HTMLInputElement>('[data-keys-enabled]')
  const open = page.querySelector<HTMLButtonElement>('[data-keys-open]')
  if (help === null || enabled === null || open === null) return
  enabled.checked = localStorage.getItem(STORED) !== 'off'
  enabled.addEventListener('change', () => localStorage.setItem(STORED, enabled.checked ? 'on' : 'off'))
  open.hidden = false
  open.addEventListener('click', () => help.showModal())
  page.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat || help.open)
      return
    if (!enabled.checked) return
    if (onKey(page, event, help)) event.preventDefault()
  })
}

/** True where the key meant something. */
function onKey(page: Document, event: KeyboardEvent, help: HTMLDialogElement): boolean {
  const focused = page.activeElement
  const item = focused?.closest<HTMLElement>(ITEM) ?? null
  if (focused instanceof HTMLSelectElement && event.key === 'Enter')
    return focused.value !== '' && press(item, 'reject', 'hide')
  if (focused instanceof HTMLElement && isField(focused)) return false
  switch (event.key) {
    case 'j':
      return move(page, item, 1)
    case 'k':
      return move(page, item, -1)
    case 'p':
      return press(item, 'publish', 'restore')
    case 'r':
      item?.querySelector<HTMLSelectElement>('select[name="reason"]')?.focus()
      return item !== null
    case '?':
      help.showModal()
      return true
    default:
      return false
  }
}

function isField(element: HTMLElement): boolean {
  return element.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/u.test(element.tagName)
}

function move(page: Document, from: HTMLElement | null, by: 1 | -1): boolean {
  const items = [...page.querySelectorAll<HTMLElement>(ITEM)]
  const to = from === null ? items[0] : items[items.indexOf(from) + by]
  to?.focus()
  to?.scrollIntoView({ block: 'start' })
  return true
}

/** Presses the first button of `actions` that the item has. */
function press(item: HTMLElement | null, ...actions: string[]): boolean {
  for (const action of actions) {
    const button = item?.querySelector<HTMLButtonElement>(`button[name="action"][value="${action}"]`)
    if (button) {
      button.form?.requestSubmit(button)
      return true
    }
  }
  return false
}
