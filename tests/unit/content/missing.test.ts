import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ContentError, readMarkdownFiles } from '../../../src/domain/content/file.ts'
import { readSite } from '../../../src/domain/site/service.ts'

let folder: string
/** As the site names it: from where it was started. */
let content: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'site-elsewhere-'))
  content = relative(process.cwd(), join(folder, 'content'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** What is said to the person at the terminal. */
async function said(read: () => unknown): Promise<string> {
  try {
    await read()
  } catch (error) {
    expect(error).toBeInstanceOf(ContentError)
    return (error as ContentError).message
  }
  throw new Error('nothing was missed')
}

test('without its folder, the whole path is named where it was looked for, and what to do', async () => {
  for (const read of [() => readSite(content), () => readMarkdownFiles(content, 'news')]) {
    const text = await said(read)
    expect(text).toContain(join(folder, 'content'))
    expect(text).toContain(process.cwd())
  }
})

test('a file or folder that is not in it is named, with the whole path of where it was looked for', async () => {
  mkdirSync(join(folder, 'content'))
  expect(await said(() => readSite(content))).toMatch(/^site\.yaml: .*\/content\./su)
  expect(await said(() => readMarkdownFiles(content, 'news'))).toMatch(/^news: .*\/content\./su)
  expect(await said(() => readSite(content))).toContain(join(folder, 'content'))
})
