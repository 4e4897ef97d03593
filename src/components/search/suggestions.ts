/** A title and where it leads, as the API has it. */
interface Suggestion {
  title: string
  address: string
  label: string
  note: string | null
}

const API = '/api/v1/search/suggestions'
/** A pause in typing, so that not every letter asks. */
const PAUSE_MS = 150
const LIST_ID = 'tim-goi-y'

/**
 * Offers titles while someone types: arrow keys choose one, Enter opens it, Escape puts the list away. Enter with
 * nothing chosen searches, as without this script. Nothing that is typed is changed (Telex, VNI).
 */
export function startSuggestions(page: Document): void {
  const input = page.querySelector<HTMLInputElement>('[data-search] input')
  if (input === null) return
  const list = page.createElement('ul')
  const told = page.createElement('p')
  list.id = LIST_ID
  list.role = 'listbox'
  list.ariaLabel = input.dataset['list'] ?? ''
  list.hidden = true
  told.role = 'status'
  told.className = 'visually-hidden'
  input.after(list, told)
  input.role = 'combobox'
  input.ariaExpanded = 'false'
  input.ariaAutoComplete = 'list'
  input.setAttribute('aria-controls', LIST_ID)

  let asking = new AbortController()
  let timer = 0
  let chosen = -1
  let offered: readonly Suggestion[] = []

  const choose = (at: number): void => {
    chosen = at
    for (const [index, option] of [...list.children].entries())
      option.setAttribute('aria-selected', String(index === at))
    if (at < 0) input.removeAttribute('aria-activedescendant')
    else input.setAttribute('aria-activedescendant', `${LIST_ID}-${at}`)
  }
  const show = (suggestions: readonly Suggestion[]): void => {
    offered = suggestions
    list.replaceChildren(...suggestions.map((suggestion, at) => optionOf(page, suggestion, at)))
    list.hidden = suggestions.length === 0
    input.ariaExpanded = String(!list.hidden)
    told.textContent = list.hidden ? '' : countText(input.dataset['count'] ?? '', suggestions.length)
    choose(-1)
  }
  const open = (at: number): void => {
    const address = offered[at]?.address
    if (address !== undefined) page.location.assign(address)
  }
  const ask = async (): Promise<void> => {
    asking.abort()
    asking = new AbortController()
    const { signal } = asking
    try {
      const query = new URLSearchParams({ q: input.value, lang: page.documentElement.lang })
      const response = await fetch(`${API}?${query.toString()}`, { signal })
      const { items } = response.ok ? ((await response.json()) as { items: Suggestion[] }) : { items: [] }
      if (!signal.aborted && page.activeElement === input) show(items)
    } catch {
      // Without an answer the form is what it was.
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(timer)
    if (input.value.trim().length < 2) {
      asking.abort()
      show([])
      return
    }
    timer = window.setTimeout(() => void ask(), PAUSE_MS)
  })
  input.addEventListener('keydown', (event) => {
    // Keys of a keyboard program that is putting a letter together are its own.
    if (event.isComposing || list.hidden) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) choose(((chosen + 1 + step + offered.length + 1) % (offered.length + 1)) - 1)
    else if (event.key === 'Enter' && chosen >= 0) open(chosen)
    else if (event.key === 'Escape') show([])
    else return
    event.preventDefault()
  })
  // Before the field loses the focus, and the list with it.
  list.addEventListener('mousedown', (event) => event.preventDefault())
  list.addEventListener('click', (event) => {
    const option = event.target instanceof Element ? event.target.closest('[role=option]') : null
    open(option === null ? -1 : [...list.children].indexOf(option))
  })
  input.addEventListener('blur', () => {
    asking.abort()
    clearTimeout(timer)
    show([])
  })
}

function optionOf(page: Document, { title, label, note }: Suggestion, at: number): HTMLElement {
  const option = page.createElement('li')
  option.id = `${LIST_ID}-${at}`
  option.role = 'option'
  const kind = page.createElement('small')
  kind.textContent = note ?? label
  option.append(title, ' ', kind)
  return option
}

/** The number, and in English the word for one or many. */
function countText(text: string, count: number): string {
  return text
    .replace('{n}', String(count))
    .replace(/\{n:([^|}]*)\|([^}]*)\}/u, (_, one: string, more: string) => (count === 1 ? one : more))
}
