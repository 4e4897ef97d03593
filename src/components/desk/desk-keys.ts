import { openFields, startBar } from './desk-bar.ts'
import { keepTyped } from './desk-typed.ts'

const SWITCH = 'phim-tat'
const PLACE = 'cho-dang-duyet'
const ITEM = '[data-queue-item]'
const FORWARD = '[data-step="publish"], [data-step="restore"]'
const FORWARD_OF_ALL = '[value="publish"], [value="restore"]'
const BACK_OF_ALL = '[data-needs-reason]'
const BACK = '[data-step="reject"], [data-step="hide"]'

/**
 * Keys for people who decide many comments; the dialog of the page lists them. They can be turned off on each
 * machine, because a dictated letter must not publish anything, and mean nothing while someone types.
 */
export function startKeys(page: Document): void {
  const help = page.querySelector<HTMLDialogElement>('[data-keys-help]')
  const enabled = page.querySelector<HTMLInputElement>('[data-keys-enabled]')
  const open = page.querySelector<HTMLButtonElement>('[data-keys-open]')
  if (help === null || enabled === null || open === null) return
  enabled.checked = localStorage.getItem(SWITCH) !== 'off'
  enabled.addEventListener('change', () => localStorage.setItem(SWITCH, enabled.checked ? 'on' : 'off'))
  open.hidden = false
  open.addEventListener('click', () => help.showModal())
  page.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat || help.open)
      return
    if (enabled.checked && onKey(page, event, help)) event.preventDefault()
  })
  keepPlace(page)
  keepTyped(page)
  startBar(page)
}

/** True where the key meant something. */
function onKey(page: Document, event: KeyboardEvent, help: HTMLDialogElement): boolean {
  const focused = page.activeElement
  const items = [...page.querySelectorAll<HTMLElement>(ITEM)]
  const inside = focused?.closest<HTMLElement>(ITEM) ?? null
  // The page of one comment has only this one to mean.
  const item = inside ?? (items.length === 1 ? (items[0] ?? null) : null)
  if (event.key === 'Escape' && isField(focused)) {
    if (focused?.closest('[data-bulk]') != null) return clearChoice(page)
    inside?.focus()
    return inside !== null
  }
  if (focused instanceof HTMLSelectElement && focused.matches('[data-reason]')) {
    return inReason(focused, event.key, inside)
  }
  if (focused instanceof HTMLSelectElement && focused.matches('[data-reason-of-all]')) {
    return inReasonOfAll(focused, event.key)
  }
  if (isField(focused)) return false
  const bar = page.querySelector<HTMLElement>('[data-bulk][data-some]')
  if (bar !== null) {
    const meant = withChoice(page, bar, event.key)
    if (meant !== null) return meant
  }
  switch (event.key) {
    case 'j':
      return move(items, inside, 1)
    case 'k':
      return move(items, inside, -1)
    case 'o':
      return click(item, '[data-open]')
    case 'p':
      return click(item, FORWARD)
    case 'r':
      return focus(item, '[data-reason]')
    case 'n':
      return focus(item, '[data-note]')
    case 'x':
      return click(item, '[data-choose]')
    case 'u':
      return click(page, '[data-undo]')
    case '/':
      page.querySelector('[data-filter]')?.setAttribute('open', '')
      return focus(page, '#tim')
    case '?':
      help.showModal()
      return true
    default:
      return false
  }
}

/**
 * With comments chosen, a decision is one for all of them and is taken in the bar: a key never decides on the one in
 * focus and loses the choice. Null for keys that mean what they always mean.
 */
function withChoice(page: Document, bar: HTMLElement, key: string): boolean | null {
  switch (key) {
    case 'p':
      return focus(bar, FORWARD_OF_ALL)
    case 'r':
      openFields(bar)
      return focus(bar, '[data-reason-of-all]')
    case 'n':
      openFields(bar)
      return focus(bar, '[data-note-of-all]')
    case 'Escape':
      return clearChoice(page)
    default:
      return null
  }
}

/** Where the focus was in the bar, it goes back to what was chosen last. */
function clearChoice(page: Document): true {
  const chosen = [...page.querySelectorAll<HTMLInputElement>('[data-choose]:checked')]
  const inBar = page.activeElement?.closest('[data-bulk]') != null
  for (const box of chosen) box.checked = false
  chosen.at(-1)?.dispatchEvent(new Event('change', { bubbles: true }))
  if (inBar) show(chosen.at(-1)?.closest<HTMLElement>(ITEM) ?? undefined)
  return true
}

/** A digit is the reason's number and the decision at once; Enter takes the reason that was chosen with arrows. */
function inReason(select: HTMLSelectElement, key: string, item: HTMLElement | null): boolean {
  if (/^[1-9]$/u.test(key) && select.options[Number(key)] !== undefined) {
    select.selectedIndex = Number(key)
    return click(item, BACK)
  }
  return key === 'Enter' && select.value !== '' && click(item, BACK)
}

/** A digit is the reason's number; many comments are decided with one more key, on the button. */
function inReasonOfAll(select: HTMLSelectElement, key: string): boolean {
  if (!/^[1-9]$/u.test(key) || select.options[Number(key)] === undefined) return false
  select.selectedIndex = Number(key)
  return focus(select.closest('[data-bulk]'), BACK_OF_ALL)
}

function isField(element: Element | null): boolean {
  if (!(element instanceof HTMLElement)) return false
  if (element instanceof HTMLInputElement) return !/^(?:checkbox|radio|button|submit)$/u.test(element.type)
  return element.isContentEditable || /^(?:TEXTAREA|SELECT)$/u.test(element.tagName)
}

function move(items: readonly HTMLElement[], from: HTMLElement | null, by: 1 | -1): boolean {
  show(from === null ? items[0] : items[items.indexOf(from) + by])
  return true
}

function show(item: HTMLElement | undefined): void {
  item?.focus({ preventScroll: true })
  item?.scrollIntoView({ block: 'nearest' })
}

function click(within: ParentNode | null, selector: string): boolean {
  const target = within?.querySelector<HTMLElement>(selector) ?? null
  target?.click()
  return target !== null
}

function focus(within: ParentNode | null, selector: string): boolean {
  const target = within?.querySelector<HTMLElement>(selector) ?? null
  target?.focus()
  return target !== null
}

/** After a decision the comment that follows is the one to read; by its place, where it is gone as well. */
function keepPlace(page: Document): void {
  const items = [...page.querySelectorAll<HTMLElement>(ITEM)]
  const [id = '', index = ''] = (sessionStorage.getItem(PLACE) ?? '').split(' ')
  sessionStorage.removeItem(PLACE)
  if (index !== '') {
    const next = items.find((item) => item.dataset['queueItem'] === id)
    show(next ?? items[Math.min(Number(index), items.length - 1)])
  }
  page.addEventListener('submit', (event) => {
    const button = event.submitter
    const item = button?.closest<HTMLElement>(ITEM)
    // Some may have arrived since.
    const shown = [...page.querySelectorAll<HTMLElement>(ITEM)]
    if (item == null || shown.length < 2) return
    const at = shown.indexOf(item)
    const decided = button?.matches('[data-step]') === true
    const after = decided ? shown[at + 1] : item
    sessionStorage.setItem(PLACE, `${after?.dataset['queueItem'] ?? '-'} ${at}`)
  })
}
