import { isUnderWay, type OutboxEntry, type Sent } from '../../domain/comments/outbox-rules.ts'
import { fillMoment, outboxWords } from '../../i18n/offline-words.ts'
import { dropDraft, findDraft, keepDraft } from './drafts.ts'
import { OUTBOX_CHANNEL, insistOnEntry, listOutbox, removeEntry, sendOutbox, tellPages } from './outbox.ts'
import { sendFromPage } from './send-comment.ts'

/** On the form of a page: its draft was put back for it. */
export const EDIT_EVENT = 'binh-luan-sua'

/** Tells every page of the site, which looks there before it loads anything (`offline/start.ts`). */
const WAITING_FLAG = 'binh-luan-cho-gui'
const LOOK_AGAIN_MS = 20_000
const FIELD = 'binh-luan-noi-dung'

let panel: HTMLElement | undefined
/** It is this script, of those a page may have, that shows the panel. */
let mine = false

/**
 * Shows what is on its way, here and in every tab, and sends it as soon as that can be. A page may have this twice,
 * in the script of the form and alone: the first one does it.
 */
export async function watchOutbox(): Promise<void> {
  const { dataset } = document.documentElement
  if (!mine && dataset['outbox'] !== undefined) {
    tellPages()
    return
  }
  if (!mine) {
    mine = true
    dataset['outbox'] = ''
    new BroadcastChannel(OUTBOX_CHANNEL).onmessage = () => void show()
    addEventListener('online', () => void send(true))
    setInterval(() => void send(false), LOOK_AGAIN_MS)
  }
  await show()
  await send(false)
}

async function send(hurry: boolean): Promise<void> {
  if (!navigator.onLine) return
  await sendOutbox(sendOne, 'page', hurry).catch(() => 0)
}

/** A worker behind the pages would pass on what only a page can do; here nothing more can be done. */
async function sendOne(entry: OutboxEntry): Promise<Sent> {
  const sent = await sendFromPage(entry)
  return sent.kind === 'confirm' ? { kind: 'failed', cause: 'refused', detail: say().confirm } : sent
}

async function show(): Promise<void> {
  const entries = await listOutbox().catch((): OutboxEntry[] => [])
  try {
    if (entries.length === 0) localStorage.removeItem(WAITING_FLAG)
    else localStorage.setItem(WAITING_FLAG, '1')
  } catch {
    // Then only the page of the form and the worker know.
  }
  if (entries.length === 0 && panel === undefined) return
  panel ??= placePanel()
  panel.hidden = entries.length === 0
  // What has the focus is drawn again too.
  const focused = document.activeElement?.getAttribute('data-do')
  panel.replaceChildren(...entries.map(drawEntry))
  if (focused != null) panel.querySelector<HTMLElement>(`[data-do="${focused}"]`)?.focus()
}

/** Over the form where the page has one, else at the top. */
function placePanel(): HTMLElement {
  const made = element('section', { class: 'kept no-print', id: 'cho-gui', 'aria-label': say().heading })
  // Whoever has just sent something is led here; what stands within is drawn anew at each step.
  made.tabIndex = -1
  made.setAttribute('aria-live', 'polite')
  const island = document.getElementById('gui-binh-luan')?.closest('astro-island')
  if (island != null) island.before(made)
  else document.querySelector('main')?.prepend(made)
  return made
}

function drawEntry(entry: OutboxEntry): HTMLElement {
  const { state, body, savedAt } = entry
  const underWay = isUnderWay(entry, Date.now())
  const heading =
    state.kind === 'sent'
      ? moment(say().sent, state.at)
      : underWay
        ? say().sending
        : { waiting: say().waiting, 'needs-page': say().waiting, stale: say().stale, refused: say().refused }[
            state.kind
          ]
  const drawn = element('div', {})
  drawn.append(element('p', {}, element('strong', {}, heading)))
  drawn.append(element('p', { class: 'hint' }, `${moment(say().written, savedAt)}: “${shorten(body)}”`))
  if (state.kind === 'sent') drawn.append(drawCode(state.trackUrl), element('p', {}, say().codeHint))
  else if (state.kind === 'refused') {
    const details = [state.detail, ...state.problems.map(({ detail }) => detail)]
    drawn.append(...details.filter((detail) => detail !== null).map((detail) => element('p', {}, detail)))
  } else if (!underWay)
    drawn.append(element('p', {}, state.kind === 'stale' ? say().staleHint : say().waitingHint))
  const actions = element('p', {})
  for (const [name, label, act] of actionsOf(entry, underWay)) {
    const button = element(
      'button',
      { type: 'button', class: 'text-button', 'data-do': name + entry.key },
      label,
    )
    button.addEventListener('click', () => void act())
    actions.append(button, ' ')
  }
  drawn.append(actions)
  return drawn
}

type Action = [name: string, label: string, act: () => Promise<unknown>]

function actionsOf(entry: OutboxEntry, underWay: boolean): Action[] {
  const remove = (): Promise<unknown> => removeEntry(entry.key)
  const edit: Action = ['edit', say().edit, () => editEntry(entry)]
  const cancel: Action = ['cancel', say().cancel, remove]
  if (entry.state.kind === 'sent') return [['close', say().close, remove]]
  if (underWay) return []
  if (entry.state.kind === 'refused') return [edit, cancel]
  const label = entry.state.kind === 'stale' ? say().again : say().send
  const now = async (): Promise<void> => {
    await insistOnEntry(entry.key)
    await send(true)
  }
  return [['send', label, now], edit, cancel]
}

/** Gives the text back to its form, unless somebody has begun to send it. */
export async function editEntry({ key, target, page, body, displayName }: OutboxEntry): Promise<void> {
  if (findDraft(target) !== null || fieldOf(page)?.value.trim()) {
    panel?.prepend(element('p', {}, say().occupied))
    return
  }
  const kept = keepDraft(target, { body, displayName: displayName ?? '', at: Date.now() })
  if (!kept) return
  if (!(await removeEntry(key))) {
    dropDraft(target)
    return
  }
  if (location.pathname !== page) {
    location.assign(`${page}#gui-binh-luan`)
    return
  }
  dispatchEvent(new Event(EDIT_EVENT))
  fieldOf(page)?.focus()
}

/** Where the page is open, its field. */
function fieldOf(page: string): HTMLTextAreaElement | null {
  return location.pathname === page ? document.querySelector(`textarea#${FIELD}`) : null
}

function drawCode(trackUrl: string): HTMLElement {
  const code = trackUrl.split('/').at(-1) ?? ''
  const href =
    document.documentElement.lang === 'en' ? trackUrl.replace('/tra-cuu/', '/en/tra-cuu/') : trackUrl
  return element('p', {}, `${say().code} `, element('a', { href }, code))
}

const say = (): ReturnType<typeof outboxWords> => outboxWords(document.documentElement.lang)
const moment = (text: string, at: number): string => fillMoment(text, at, document.documentElement.lang)
const shorten = (text: string): string => (text.length > 90 ? `${text.slice(0, 90).trimEnd()}…` : text)

function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...children: (Node | string)[]
): HTMLElement {
  const made = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value)
  made.append(...children)
  return made
}
