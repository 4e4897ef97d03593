import { beforeAll, expect, test } from 'vitest'
import type { LedgerEntry } from '../../../src/domain/releases/publication-rules.ts'
import {
  correctionsFor,
  getRelease,
  listChanges,
  listReleases,
} from '../../../src/domain/releases/service.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { publishRows } from '../../fixtures/figures.ts'

const note = (kind: 'correction' | 'revision', reason: string) =>
  ({ status: 'revised', note: `${kind}: ${reason}` }) as const

describeOnBothDatabases('the public ledger', (open) => {
  let site: TestSite

  beforeAll(async () => {
    site = await open()
    await publishRows(site, { dataset: 'a', results: [{}, { period: '2021', value: '21.66' }] })
    site.clock.advance({ days: 1 })
    await publishRows(site, { sample: true, results: [{}] })
    site.clock.advance({ days: 1 })
    await publishRows(site, {
      dataset: 'a',
      results: [
        { value: '17.84', ...note('correction', 'nhập nhầm') },
        { period: '2021', value: '21.67', ...note('revision', 'sau rà soát') },
        { period: '2023', value: '14.17' },
      ],
    })
    site.clock.advance({ days: 1 })
    await publishRows(site, { dataset: 'b', funding: [{}] })
    site.clock.advance({ days: 1 })
    await publishRows(site, { dataset: 'b', funding: [{ disbursed: 1, ...note('correction', 'thừa số 0') }] })
  })

  const brief = (entry: LedgerEntry) =>
    entry.kind === 'first'
      ? `first ${entry.release.dataset}/${entry.release.version}: ${entry.figures}`
      : `${entry.kind} ${entry.figure.id} v${entry.figure.current.revision}`
  const ALL = [
    'correction kinh-phi_ctmtqg-giam-ngheo-ben-vung-2021-2025_son-la_2022 v2',
    'first b/1: 1',
    'revision ty-le-ho-ngheo_son-la_2021 v2',
    'correction ty-le-ho-ngheo_son-la_2022 v2',
    'first a/2: 1',
    'first minh-hoa/1: 1',
    'first a/1: 2',
  ]

  test('names changes one by one and first publications by their release, newest first', async () => {
    const { items, next } = await listChanges(site.context, { limit: 20, after: null })
    expect(items.map(brief)).toEqual(ALL)
    expect(next).toBeNull()
  })

  test.each([1, 2, 3, 6, 7])('comes whole in pages of %i', async (limit) => {
    const seen: string[] = []
    let after: string | null = null
    do {
      const page = await listChanges(site.context, { limit, after })
      expect(page.items.length).toBeLessThanOrEqual(limit)
      seen.push(...page.items.map(brief))
      after = page.next
    } while (after !== null)
    expect(seen).toEqual(ALL)
  })

  test.each(['first', 'revision', 'correction'] as const)('gives %s alone', async (kind) => {
    const { items } = await listChanges(site.context, { limit: 20, after: null, kind })
    expect(items.map(brief)).toEqual(ALL.filter((entry) => entry.startsWith(kind)))
  })

  test('tells what a change replaced, why, in which release, with the hash', async () => {
    const { items } = await listChanges(site.context, { limit: 20, after: null, kind: 'revision' })
    expect(items).toMatchObject([
      {
        before: { revision: 1, value: '21.66' },
        figure: {
          current: {
            value: '21.67',
            changeReason: 'sau rà soát',
            hash: expect.stringMatching(/^[0-9a-f]{64}$/u),
          },
        },
        release: { dataset: 'a', version: 2, title: 'Gói a' },
      },
    ])
  })

  test('holds no samples where the site is public', async () => {
    const context = { ...site.context, config: { ...site.context.config, demo: false } }
    const { items } = await listChanges(context, { limit: 20, after: null })
    expect(items.map(brief)).toEqual(ALL.filter((entry) => !entry.includes('minh-hoa')))
    expect((await listReleases(context)).map(({ dataset }) => dataset)).not.toContain('minh-hoa')
    await expect(getRelease(context, 'minh-hoa', 1)).rejects.toMatchObject({ code: 'not-found' })
  })

  test.each(['', 'abc', '1', '1.', '-1.2', '1.2.3', '1e3.0'])('refuses the cursor %j', async (after) => {
    const page = listChanges(site.context, { limit: 5, after })
    await expect(page).rejects.toMatchObject({ code: 'invalid', fields: [{ pointer: '/after' }] })
  })

  test.each([
    [{ indicator: 'ty-le-ho-ngheo' }, ['17.84']],
    [{ indicator: 'ty-le-ho-can-ngheo' }, []],
    [{ programme: 'ctmtqg-giam-ngheo-ben-vung-2021-2025' }, [null]],
    [{ unit: 'son-la' }, [null, '17.84']],
  ])('gives a page with %j the corrections of its figures', async (shown, values) => {
    const corrections = await correctionsFor(site.context, shown)
    expect(corrections.map(({ figure }) => figure.current.value)).toEqual(values)
    for (const { kind, figure, before } of corrections) {
      expect(kind).toBe('correction')
      expect(before.hash).not.toBe(figure.current.hash)
    }
  })

  test('says which version of a package is the newest', async () => {
    expect(await getRelease(site.context, 'a', 1)).toMatchObject({ version: 1, newest: 2 })
    await expect(getRelease(site.context, 'a', 3)).rejects.toMatchObject({ code: 'not-found' })
  })
})
