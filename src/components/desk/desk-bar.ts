/**
 * The bar that decides several comments at once: with something chosen it is one line at the lower edge, its fields
 * open on demand, and the browser keeps what it scrolls to above it.
 */
export function startBar(page: Document): void {
  const bar = page.querySelector<HTMLElement>('[data-bulk]')
  const told = bar?.querySelector<HTMLElement>('[data-chosen]')
  if (bar == null || told == null) return
  const fields = bar.querySelector<HTMLDetailsElement>('[data-fields]')
  const hint = told.textContent
  const count = (): void => {
    const chosen = page.querySelectorAll('[data-choose]:checked').length
    const some = chosen > 0
    if (fields !== null && some !== bar.hasAttribute('data-some')) fields.open = !some
    bar.toggleAttribute('data-some', some)
    told.textContent = some
      ? (told.dataset['chosen'] ?? '').replace('{n}', chosen.toLocaleString('vi'))
      : hint
    keepClear(page, bar)
  }
  page.addEventListener('change', count)
  new ResizeObserver(() => keepClear(page, bar)).observe(bar)
  bar.addEventListener('click', askForReason)
  count()
}

/** @param bar the whole bar */
export function openFields(bar: ParentNode): void {
  bar.querySelector('[data-fields]')?.setAttribute('open', '')
}

/** What the bar covers is no place to scroll anything to. */
function keepClear(page: Document, bar: HTMLElement): void {
  const covered = bar.hasAttribute('data-some') ? `${bar.offsetHeight + 8}px` : ''
  page.documentElement.style.scrollPaddingBottom = covered
}

/** A step that needs a reason opens the field for it rather than being sent and refused. */
function askForReason(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target.closest('[data-needs-reason]') : null
  const bar = target?.closest('[data-bulk][data-some]')
  const reason = bar?.querySelector<HTMLSelectElement>('[data-reason-of-all]')
  if (bar == null || reason?.value !== '') return
  event.preventDefault()
  openFields(bar)
  reason.focus()
}
