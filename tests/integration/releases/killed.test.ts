import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { beforeAll, expect, test } from 'vitest'
import { publishPackage } from '../../../src/domain/releases/publish.ts'
import { verifyFigures } from '../../../src/domain/releases/verify.ts'
import { runAdmin } from '../../fixtures/admin-command.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { publishRows } from '../../fixtures/figures.ts'
import { largeCheck } from '../../fixtures/large-package.ts'

const TABLES = [
  'release',
  'source_document',
  'figure',
  'figure_revision',
  'figure_claim',
  'release_row',
  'ledger_head',
] as const
const POINTS = ['start', 'source_document', 'figure', 'figure_revision', 'figure_claim', 'release_row', 'end']

describeOnBothDatabases('a process that is killed while it publishes', (open) => {
  let site: TestSite
  beforeAll(async () => {
    site = await open()
    await publishRows(site, { results: [{ value: '17.83' }] })
  })

  /** Publishes in another process. @returns the signal that ended it */
  async function publishElsewhere(point: string): Promise<{ signal: NodeJS.Signals | null; err: string }> {
    const child = spawn(process.execPath, [
      'tests/fixtures/publish-and-die.ts',
      JSON.stringify(site.context.config),
      point,
    ])
    const [err] = await Promise.all([text(child.stderr), once(child, 'close')])
    return { signal: child.signalCode, err }
  }
  const everything = () =>
    Promise.all(TABLES.map((table) => site.db.read.selectFrom(table).selectAll().execute()))

  test.each(POINTS)('leaves nothing behind: %s', { timeout: 60_000 }, async (point) => {
    const before = await everything()
    expect(await publishElsewhere(point)).toEqual({ signal: 'SIGKILL', err: '' })
    expect(await everything()).toEqual(before)
    expect(await verifyFigures(site.context)).toMatchObject({ ok: true, releases: 1 })
  })

  test('does not stand in the way of publishing again', { timeout: 60_000 }, async () => {
    const by = {
      channel: 'command',
      publishedBy: 'an@sonla.gov.vn',
      staffId: null,
      confirmedBy: null,
    } as const
    const again = await publishPackage(site.context, largeCheck(), by, [])
    expect(again).toMatchObject({ kind: 'published', dataset: 'lon', version: 1 })
    const { status, out } = await runAdmin(['ledger', 'verify', '--json'], { DATABASE_URL: site.url })
    expect([status, JSON.parse(out)]).toMatchObject([0, { ok: true, releases: 2 }])
  })
})
