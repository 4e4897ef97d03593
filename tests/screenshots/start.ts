/*
 * `npm run screenshots`: a picture of every kind of page at 360, 768 and 1280 px, in light and dark colours, of a site
 * of its own that has something to show everywhere. Needs a Chromium, like the end-to-end tests.
 *
 *   npm run screenshots -- [folder] [--only home,desk] [--language en] [--width 360] [--colours forced,contrast]
 *                          [--text 200]
 *
 * `--only` takes beginnings of names; `--text` is the size of text in per cent. Pictures go to `.screenshots/`, unless
 * a folder is named, with an `index.html` to look through them.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findChromium, launchBrowser } from '../fixtures/chromium.ts'
import { startFilledSite } from '../fixtures/filled-site.ts'
import { openKind, pageKinds } from '../fixtures/page-kinds.ts'
import { openPage, signIn } from '../fixtures/pages.ts'
import { COLOURS, isColours, setTextSize } from '../fixtures/looks.ts'

const WIDTHS = [360, 768, 1280]
const HEIGHT = 900

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    language: { type: 'string', default: 'vi' },
    width: { type: 'string', default: WIDTHS.join(',') },
    colours: { type: 'string', default: 'light,dark' },
    text: { type: 'string', default: '100' },
  },
})
const folder = resolve(positionals[0] ?? '.screenshots')
const wanted = values.only?.split(',')
const english = values.language === 'en'
const widths = values.width.split(',').map(Number)
const looks = values.colours.split(',').filter(isColours)

await mkdir(folder, { recursive: true })
const browser = await launchBrowser(await findChromium())
const { site, places, stop } = await startFilledSite()
const pictures: string[] = []
try {
  const kinds = pageKinds(places).filter(
    ({ name, as }) =>
      (wanted?.some((beginning) => name.startsWith(beginning)) ?? true) && !(english && as === 'staff'),
  )
  for (const look of looks) {
    for (const as of ['reader', 'staff'] as const) {
      const { page, close } = await openPage(browser, site.url, COLOURS[look])
      if (as === 'staff') await signIn(page, site.url, places.cookie)
      for (const kind of kinds.filter((one) => one.as === as)) {
        await page.setViewportSize({ width: widths[0] ?? 360, height: HEIGHT })
        await openKind(page, english ? { ...kind, path: `/en${kind.path}` } : kind)
        await setTextSize(page, Number(values.text))
        for (const width of widths) {
          await page.setViewportSize({ width, height: HEIGHT })
          // A picture of the whole page scrolls nowhere, so what waits to come into sight would be missing.
          await page.evaluate(async () => {
            for (const image of document.images) image.loading = 'eager'
            // Charts are drawn when they are asked for; one that cannot be shown is no reason to wait.
            await Promise.allSettled(Array.from(document.images, (image) => image.decode()))
          })
          await page.waitForLoadState('networkidle')
          const file = `${kind.name}-${width}-${look}.png`
          await page.screenshot({ path: join(folder, file), fullPage: true })
          pictures.push(file)
        }
      }
      await close()
    }
  }
} finally {
  await browser.close()
  await stop()
}
const figures = pictures
  .sort()
  .map((file) => `<figure><img src="${file}" loading="lazy" alt=""><figcaption>${file}`)
await writeFile(
  join(folder, 'index.html'),
  `<!doctype html><meta charset="utf-8"><title>Pictures</title>${figures.join('\n')}`,
)
process.stdout.write(`${pictures.length} pictures in ${folder}\n`)
