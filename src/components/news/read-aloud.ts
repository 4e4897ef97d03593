import { spokenPieces } from '../../domain/news/reading-rules.ts'

const INNER = 'h2, h3, h4, p, li, tr, figcaption'
/** What an article is read from, each without the blocks within it, which are read by themselves. */
const BLOCKS = `h1, .summary, .prose :is(${INNER})`

/** Offers to read the article of the page with the browser's own voice. */
export function startReadAloud(page: Document): void {
  const bar = page.querySelector<HTMLElement>('[data-read-aloud]')
  const [play, stop] = bar?.querySelectorAll('button') ?? []
  const article = bar?.closest('article')
  if (bar === null || play === undefined || stop === undefined || article == null) return
  if ('speechSynthesis' in window) offer(bar, article, play, stop)
}

/** Shows the buttons as soon as there is a voice of the article's language. */
function offer(bar: HTMLElement, article: Element, play: HTMLButtonElement, stop: HTMLButtonElement): void {
  const { readAloud: language = '', pause = '', resume = '' } = bar.dataset
  const start = play.textContent
  const speech = window.speechSynthesis
  let voice: SpeechSynthesisVoice | undefined
  let pieces: string[] = []
  let at = 0
  /** What is being said; an end that another one reports is of no interest. */
  let said: SpeechSynthesisUtterance | undefined

  const silence = (): void => {
    said = undefined
    speech.cancel()
  }
  const reset = (): void => {
    silence()
    at = 0
    play.textContent = start
    stop.hidden = true
  }
  const say = (): void => {
    const text = pieces[at]
    if (text === undefined) {
      // A button that goes away takes the focus with it.
      if (document.activeElement === stop) play.focus()
      reset()
      return
    }
    const piece = new SpeechSynthesisUtterance(text)
    if (voice !== undefined) piece.voice = voice
    piece.lang = voice?.lang ?? language
    piece.onend = () => {
      if (said !== piece) return
      at += 1
      say()
    }
    piece.onerror = () => {
      if (said === piece) reset()
    }
    said = piece
    speech.speak(piece)
  }
  const find = (): void => {
    voice ??= speech.getVoices().find(({ lang }) => lang.toLowerCase().split(/[-_]/u)[0] === language)
    bar.hidden = voice === undefined
  }

  play.addEventListener('click', () => {
    // On phones a paused voice often does not go on: it stops, and begins the sentence again.
    if (said !== undefined) {
      silence()
      play.textContent = resume
      return
    }
    if (at === 0) pieces = spokenPieces(textsOf(article))
    play.textContent = pause
    stop.hidden = false
    say()
  })
  stop.addEventListener('click', () => {
    play.focus()
    reset()
  })
  window.addEventListener('pagehide', reset)
  speech.addEventListener('voiceschanged', find)
  find()
}

function textsOf(article: Element): string[] {
  return [...article.querySelectorAll<HTMLElement>(BLOCKS)].map((block) => {
    if (block instanceof HTMLTableRowElement)
      return [...block.cells].map((cell) => cell.textContent.trim()).join(', ')
    const own = block.cloneNode(true) as HTMLElement
    for (const inner of own.querySelectorAll(INNER)) inner.remove()
    return own.textContent.trim()
  })
}
