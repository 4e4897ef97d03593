import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const MODULE = pathToFileURL('src/server/kept-modules.ts').href

/** Loads two modules, takes their folder away, and imports one from the other, in a process of its own. */
function importAfterRemoval({ kept }: { kept: boolean }): string {
  const folder = mkdtempSync(join(tmpdir(), 'modules-'))
  writeFileSync(join(folder, 'entry.mjs'), `export const page = () => import('./page.mjs')\n`)
  writeFileSync(join(folder, 'page.mjs'), `export const text = 'the page'\n`)
  const at = (file: string): string => JSON.stringify(pathToFileURL(join(folder, file)).href)
  const program = `
    import { rmSync } from 'node:fs'
    ${kept ? `const { keepModules } = await import('${MODULE}'); keepModules(${JSON.stringify(folder)})` : ''}
    const { page } = await import(${at('entry.mjs')})
    await import(${at('page.mjs')})
    rmSync(${JSON.stringify(folder)}, { recursive: true })
    console.log(await page().then(({ text }) => text, ({ code }) => code))`
  try {
    return execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }).trim()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('a page that was loaded stays when its file is taken away', () => {
  expect(importAfterRemoval({ kept: true })).toBe('the page')
})

test('without that, Node looks for the file again', () => {
  expect(importAfterRemoval({ kept: false })).toBe('ERR_MODULE_NOT_FOUND')
})
