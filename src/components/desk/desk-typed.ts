const KEPT = 'dang-viet'
const CHOSEN = '[data-choose]'
const TYPED = '[name^="note-"], [name^="reason-"]'
const FOR_ALL = '[data-note-of-all], [data-reason-of-all]'
const SIGN_OUT = '/quan-tri/dang-xuat/'

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/**
 * Keeps in this tab what was typed and chosen and not yet sent: whoever looks at another page finds it again. What is
 * sent, the server keeps.
 */
export function keepTyped(page: Document): void {
  const kept = new Map(JSON.parse(sessionStorage.getItem(KEPT) ?? '[]') as [string, string][])
  const save = (): void => sessionStorage.setItem(KEPT, JSON.stringify([...kept]))
  for (const field of page.querySelectorAll<Field>(`${CHOSEN}, ${TYPED}, ${FOR_ALL}`)) {
    const value = kept.get(field.name)
    if (value === undefined) continue
    if (isBox(field)) field.checked = true
    else if (field.value === '') field.value = value
  }
  const note = ({ target }: Event): void => {
    const field = target as Field
    if (!field.matches(`${CHOSEN}, ${TYPED}, ${FOR_ALL}`)) return
    const value = isBox(field) ? (field.checked ? field.value : '') : field.value
    if (value === '') kept.delete(field.name)
    else kept.set(field.name, value)
    save()
  }
  page.addEventListener('input', note)
  page.addEventListener('change', note)
  page.addEventListener('submit', ({ submitter, target }) => {
    const form = target as HTMLFormElement
    if (form.getAttribute('action') === SIGN_OUT) {
      sessionStorage.removeItem(KEPT)
      return
    }
    for (const field of form.querySelectorAll<Field>(TYPED)) kept.delete(field.name)
    const ofAll = submitter?.closest('[data-bulk]') != null
    const ofOne = submitter?.matches('[data-step]') === true
    const sent = ofAll ? form : ofOne ? submitter.closest('[data-queue-item]') : null
    for (const field of sent?.querySelectorAll<Field>(`${CHOSEN}, ${FOR_ALL}`) ?? []) kept.delete(field.name)
    save()
  })
}

function isBox(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && field.type === 'checkbox'
}
