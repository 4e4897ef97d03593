import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadStaticFiles, writeEncoded } from '../../../src/server/static-files.ts'

const STYLE = 'a { color: inherit }\n'.repeat(50)

let folder: string
let encodedFolder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'client-'))
  encodedFolder = join(await mkdtemp(join(tmpdir(), 'encoded-')), 'new')
  await writeFile(join(folder, 'a.css'), STYLE)
  await writeFile(join(folder, 'same.css'), STYLE)
  await writeFile(join(folder, 'sw.js'), 'keepEverything()')
  await writeFile(join(folder, 'a.png'), Buffer.alloc(100))
  await writeEncoded(folder, encodedFolder)
})
afterAll(() => Promise.all([folder, join(encodedFolder, '..')].map((one) => rm(one, { recursive: true }))))

test('what a build compresses is what a start would have compressed, once for each content', async () => {
  const [kept, now] = await Promise.all([loadStaticFiles(folder, { encodedFolder }), loadStaticFiles(folder)])
  expect(kept).toEqual(now)
  const { br = Buffer.of(), gzip = Buffer.of() } = kept.get('/a.css')?.encoded ?? {}
  expect([brotliDecompressSync(br).toString(), gunzipSync(gzip).toString()]).toEqual([STYLE, STYLE])
  expect(kept.get('/a.png')?.encoded).toBeUndefined()
  expect(await readdir(encodedFolder)).toHaveLength(4)
})

test('a start takes what the build kept, and compresses what it did not keep', async () => {
  const [first = ''] = (await readdir(encodedFolder)).filter((name) => name.endsWith('.br'))
  const planted = Buffer.from('kept by the build')
  await writeFile(join(encodedFolder, first), planted)
  const files = [...(await loadStaticFiles(folder, { encodedFolder })).values()]
  expect(files.some(({ encoded }) => encoded?.br?.equals(planted))).toBe(true)
  const removed = (await loadStaticFiles(folder, { offline: false, encodedFolder })).get('/sw.js')
  expect(gunzipSync(removed?.encoded?.gzip ?? Buffer.of()).toString()).toContain('unregister')
})
