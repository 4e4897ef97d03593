import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { readRecordQuery } from '../../../src/domain/public-record/rules.ts'
import { getPublicRecord } from '../../../src/domain/public-record/service.ts'
import { recordFile } from '../../../src/http/api/record-item.ts'
import { fill } from '../../../src/i18n/fill.ts'
import { stringsFor } from '../../../src/i18n/strings.ts'
import { makePending, publish } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { requirePrograms } from '../../fixtures/programs.ts'
import { staffContext } from '../../fixtures/staff.ts'

type File = Awaited<ReturnType<typeof recordFile>>

const run = promisify(execFile)
/** The record as the site gives it out, in files of two steps; `forge` changes what is served. */
async function serveRecord(site: TestSite, forge: (file: File) => void) {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
    void recordFile(site.context, readRecordQuery(searchParams), 2).then((file) => {
      forge(file)
      const { port } = server.address() as AddressInfo
      const next = file.next === null ? null : `http://127.0.0.1:${port}/${new URL(file.next).search}`
      response.end(JSON.stringify({ ...file, next }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

describeOnBothDatabases('the printed recipe for checking the record', (open) => {
  beforeAll(() => requirePrograms(['curl', 'jq']), 300_000)

  test('walks every file of it to the first step, and sees what was changed', async () => {
    const site = await open()
    const an = await staffContext(site)
    for (let n = 0; n < 5; n += 1) await publish(an, await makePending(site, an, `Bình luận ${n}.`))
    const { head } = await getPublicRecord(site.context, { month: null, before: null, limit: 1 })
    expect(head.seq).toBeGreaterThanOrEqual(5)

    const check = async (
      forge: (file: File) => void = () => undefined,
      lang: 'vi' | 'en' = 'vi',
    ): Promise<string[]> => {
      const server = await serveRecord(site, forge)
      const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
      const { command } = stringsFor(lang).publicRecord.verify
      const script = fill(command, { address, seq: String(head.seq), head: head.hash })
      const cwd = mkdtempSync(join(tmpdir(), 'so-'))
      const { stdout } = await run('sh', ['-c', `${script}\ntrue`], { cwd })
      server.close()
      return stdout.trimEnd().split('\n')
    }
    expect(await check()).toEqual(['KHOP', 'true', 'DUNG MOC', '[1,""]'])
    const inEnglish = await check(undefined, 'en')
    expect(inEnglish).toEqual(['HASHES FIT', 'true', 'LAST STEP FITS', '[1,""]'])

    const changed = await check(({ items }) => {
      const second = items.find(({ seq }) => seq === 2)
      if (second?.record != null) second.record = second.record.with(3, 'reject')
    })
    expect(changed).not.toContain('KHOP')
    const without = await check(({ items }) => {
      const at = items.findIndex(({ seq }) => seq === 3)
      if (at >= 0) items.splice(at, 1)
    })
    expect(without).toContain('false')
    const cut = await check((file) => {
      if (file.items.some(({ seq }) => seq <= 2)) file.items = []
    })
    expect(cut.at(-1)).not.toBe('[1,""]')
    const short = await check(({ items }) => {
      if (items[0]?.seq === head.seq) items.shift()
    })
    expect(short).not.toContain('DUNG MOC')
  })
})
