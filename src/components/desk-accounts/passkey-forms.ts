import { startAuthentication, startRegistration } from '@simplewebauthn/browser'

/** The server made them for the one call or the other. */
type OptionsJson = Parameters<typeof startRegistration>[0]['optionsJSON'] &
  Parameters<typeof startAuthentication>[0]['optionsJSON']

/**
 * Shows the forms that need a passkey where the browser knows them: on submitting, the browser asks its owner, and the
 * answer goes along in the form. Without JavaScript these forms stay hidden.
 */
export function startPasskeyForms(page: Document): void {
  if (!('PublicKeyCredential' in window)) return
  for (const form of page.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
    form.hidden = false
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      void answer(form)
    })
  }
}

async function answer(form: HTMLFormElement): Promise<void> {
  const field = form.querySelector<HTMLInputElement>('input[name="passkey"]')
  const failed = form.querySelector<HTMLElement>('[data-passkey-failed]')
  const { passkey, options } = form.dataset
  if (field === null || options === undefined) return
  if (failed !== null) failed.hidden = true
  try {
    const optionsJSON = JSON.parse(options) as OptionsJson
    const response =
      passkey === 'add'
        ? await startRegistration({ optionsJSON })
        : await startAuthentication({ optionsJSON })
    field.value = JSON.stringify(response)
    form.submit()
  } catch {
    // Cancelled, or nothing fits: the person sees it and tries again or signs in another way.
    if (failed !== null) failed.hidden = false
  }
}
