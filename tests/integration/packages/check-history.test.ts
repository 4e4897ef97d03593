import { beforeAll, describe, expect, test } from 'vitest'
import { checkPackage } from '../../../src/domain/packages/check.ts'
import { decide } from '../../../src/domain/moderation/service.ts'
import { publishPackage } from '../../../src/domain/releases/publish.ts'
import type { CheckResult } from '../../../src/domain/releases/rules.ts'
import { makePending, publish } from '../../fixtures/comments.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { findingLines } from '../../fixtures/finding-lines.ts'
import { makePackage, type Cells, type PackageContent } from '../../fixtures/packages.ts'
import { staffContext } from '../../fixtures/staff.ts'

const CORRECTION = 'correction: ghi nhầm số của năm trước'

describeOnBothDatabases('a package that meets what is published', (open) => {
  let site: TestSite
  const final = { unit: 'huyen-sop-cop', indicator: 'ty-le-ho-ngheo', period: '2022', value: '30.2' }
  const followed = { ...final, unit: 'huyen-song-ma', reason: 'Nguồn ghi rõ mốc.' }
  const claim = { unit: 'huyen-song-ma', indicator: 'ty-le-ho-ngheo', period: '2022', value: '31' }
  const money = { programme: 'xoa-nha-tam-nha-dot-nat', period: '2022', allocated: '700', disbursed: '600' }
  const awaited = ['provisional', 'forecast', 'target'].map((status, at) => ({
    ...{ ...final, unit: ['huyen-bac-yen', 'huyen-mai-son', 'huyen-moc-chau'][at] ?? '', status },
  }))
  const unknown = { ...final, unit: 'huyen-van-ho', value: '', document: '', status: 'not-available' }

  const check = (content: PackageContent): Promise<CheckResult> =>
    checkPackage(site.context, makePackage(content))
  const linesOf = async (...results: Cells<'results'>[]): Promise<string[]> =>
    findingLines(await check({ results }))

  beforeAll(async () => {
    site = await open()
    // Under another name, so that the packages that are checked lack nothing of their own.
    const result = await check({
      name: 'nen',
      results: [final, followed, ...awaited, unknown],
      claims: [claim],
      funding: [money],
    })
    expect(result.findings).toEqual([])
    const by = { channel: 'command', publishedBy: 'a@example.vn', staffId: null, confirmedBy: null } as const
    await publishPackage(site.context, result, by, [])
  })

  test('may repeat it', async () => {
    expect(await linesOf(final, ...awaited, unknown)).toEqual([])
    expect((await check({ results: [followed], claims: [claim], funding: [money] })).findings).toEqual([])
  })

  test('may not change it without a word', async () => {
    const changes: Cells<'results'>[] = [
      { value: '30.3' },
      { value: '30.20' },
      { qualifier: 'about' },
      { page: 'Bảng 3' },
      { note: 'Có ghi chú mới.' },
      { reason: 'Có lý do mới.' },
      { status: 'provisional' },
    ]
    for (const change of changes) {
      expect(await linesOf({ ...final, ...change }), JSON.stringify(change)).toEqual([
        'revision-reason results 2 status',
      ])
    }
    expect(findingLines(await check({ funding: [{ ...money, disbursed: '601' }] }))).toEqual([
      'revision-reason funding 2 status',
    ])
  })

  test('names only a comment that readers can see', async () => {
    const staff = await staffContext(site)
    const pending = await makePending(site, staff)
    const revised = { ...final, value: '30.3', status: 'revised' }
    const naming = (id: string) => linesOf({ ...revised, note: `${CORRECTION}\ncomment: ${id}` })
    const refused = ['constraint-error results 2 note']
    expect(await naming('khong-co')).toEqual(refused)
    expect(await naming(pending.id)).toEqual(refused)
    const published = await publish(staff, pending)
    expect(await naming(pending.id)).toEqual([])
    const hide = { action: 'hide', reason: 'insult', note: null } as const
    await decide(staff, { commentId: pending.id, revision: published.revision, ...hide })
    expect(await naming(pending.id)).toEqual(refused)
  })

  test('changes it with the status revised and a reason', async () => {
    const revised = { ...final, value: '30.3', status: 'revised' }
    expect(await linesOf(revised)).toEqual(['revision-reason results 2 note'])
    for (const note of ['Ghi nhầm.', 'correction:', 'correction: ', 'Correction: x']) {
      expect(await linesOf({ ...revised, note }), note).toEqual(['revision-reason results 2 note'])
    }
    expect(await linesOf({ ...revised, note: CORRECTION })).toEqual([])
    expect(await linesOf({ ...revised, note: 'revision: số quyết toán' })).toEqual([])
  })

  test('takes it back with the reason alone: the status says why there is no number', async () => {
    const withdrawn = { ...final, value: '', document: '', status: 'confidential' }
    expect(await linesOf(withdrawn)).toEqual(['revision-reason results 2 note'])
    expect(await linesOf({ ...withdrawn, note: CORRECTION })).toEqual([])
  })

  test('replaces a number that was announced as not the last one without a reason', async () => {
    const last = [...awaited, unknown].map((row) => ({
      ...{ ...row, value: '25', status: 'final', document: 'bao-cao-thu' },
    }))
    expect(await linesOf(...last)).toEqual([])
  })

  test('changes a figure by its claims too', async () => {
    const content = { results: [followed], claims: [{ ...claim, value: '32' }] }
    expect(findingLines(await check(content))).toEqual(['revision-reason results 2 status'])
    expect(findingLines(await check({ results: [followed], claims: [] }))).toEqual([
      'revision-reason results 2 status',
    ])
  })

  test('is not blamed for a claim that could not be read', async () => {
    const content = { results: [followed], claims: [{ ...claim, value: '3x' }] }
    expect(findingLines(await check(content))).toEqual(['type-error claims 2 value'])
  })

  test('says revised of a new figure with a warning only', async () => {
    expect(await linesOf({ ...final, period: '2023', status: 'revised' })).toEqual([
      'revision-reason? results 2 status',
    ])
  })

  test('meets samples only where it holds samples', async () => {
    expect(
      findingLines(await check({ name: 'minh-hoa', sample: true, results: [{ ...final, value: '9' }] })),
    ).toEqual([])
  })

  describe('and claims', () => {
    test('need a figure to stand beside', async () => {
      const stray = { ...claim, period: '2020' }
      expect(findingLines(await check({ results: [followed], claims: [claim, stray] }))).toEqual([
        'foreign-key claims 3 -',
      ])
    })

    test('that differ need the reason for the source that is followed, once a figure', async () => {
      const row = { ...followed, period: '2023', reason: '' }
      const claims = ['31', '32'].map((value, at) => ({
        ...{ ...claim, period: '2023', value, page: `Trang ${at}` },
      }))
      expect(findingLines(await check({ results: [row], claims }))).toEqual([
        'reason-missing results 2 reason',
      ])
      const same = [{ ...claim, period: '2023', value: '30.20' }]
      expect(findingLines(await check({ results: [row], claims: same }))).toEqual([])
    })

    test('of funding differ in the amounts that they give', async () => {
      const row = { ...money, period: '2023' }
      const disbursed = [{ programme: row.programme, period: '2023', disbursed: '600' }]
      expect(findingLines(await check({ funding: [row], fundingClaims: disbursed }))).toEqual([])
      const allocated = [{ programme: row.programme, period: '2023', allocated: '701' }]
      expect(findingLines(await check({ funding: [row], fundingClaims: allocated }))).toEqual([
        'reason-missing funding 2 reason',
      ])
    })

    test('come once from each page of a document, and hold a number', async () => {
      const second = { ...claim, value: '33', page: 'Trang 2' }
      const content = {
        results: [followed],
        claims: [claim, claim, second, { ...claim, value: '', page: 'x' }],
      }
      expect(findingLines(await check(content)).filter((line) => !line.startsWith('revision'))).toEqual([
        'primary-key claims 3 -',
        'constraint-error claims 5 value',
      ])
    })
  })

  describe('and leaves out what its dataset published', () => {
    const named = (content: PackageContent) => check({ name: 'bo-day-du', ...content })
    const rows = ['2019', '2020', '2021'].map((period) => ({ ...final, period, unit: 'huyen-yen-chau' }))
    const [one, two, three] = rows as [Cells<'results'>, Cells<'results'>, Cells<'results'>]
    const line = { programme: 'xoa-nha-tam-nha-dot-nat', period: '2019', allocated: '7' }
    beforeAll(async () => {
      const by = {
        channel: 'command',
        publishedBy: 'a@example.vn',
        staffId: null,
        confirmedBy: null,
      } as const
      for (const content of [{ results: rows, funding: [line] }, { results: [one] }]) {
        await publishPackage(site.context, await named(content), by, [])
      }
    })

    test('is warned once of how many figures that are, whichever release had them', async () => {
      const result = await named({ results: [one] })
      expect(findingLines(result)).toEqual(['rows-absent? results - -'])
      expect(result.findings[0]?.message).toContain('không có 3 số liệu mà bộ "bo-day-du" đã công bố')
    })

    test('is not warned where it has all of them, nor by another dataset', async () => {
      expect((await named({ results: rows, funding: [line] })).findings).toEqual([])
      expect((await check({ name: 'bo-khac', results: [one] })).findings).toEqual([])
    })

    test('is not warned of a row whose mistake may hide the figure', async () => {
      const mistyped = { ...three, period: '2021x' }
      expect(findingLines(await named({ results: [one, two, mistyped], funding: [line] }))).toEqual([
        'type-error results 4 period',
      ])
    })
  })

  describe('that was changed since', () => {
    const key = { unit: 'huyen-phu-yen', indicator: 'ty-le-ho-ngheo', period: '2022' }
    const first = { ...key, value: '30' }
    const second = { ...key, value: '31', status: 'revised', note: CORRECTION }
    const third = { ...key, value: '32', status: 'revised', note: 'correction: cộng sót một xã' }
    const early = { ...key, period: '2021', value: '30', status: 'provisional' }
    const late = { ...early, value: '31' }
    beforeAll(async () => {
      const by = {
        channel: 'command',
        publishedBy: 'a@example.vn',
        staffId: null,
        confirmedBy: null,
      } as const
      for (const results of [[first, early], [second, late], [third]]) {
        await publishPackage(site.context, await check({ name: 'nen', results }), by, [])
      }
    })
    const said = async (row: Cells<'results'>) => (await check({ results: [row] })).findings

    test.each<[string, Cells<'results'>, number, string]>([
      ['as it was first', first, 1, 'status'],
      ['with the first number on another page', { ...first, page: '4' }, 1, 'status'],
      ['as it was corrected first, reason and all', second, 2, 'note'],
      ['as it was first announced', early, 1, 'status'],
    ])('it says so of a row %s', async (_, row, revision, fieldName) => {
      const findings = await said(row)
      expect(findings).toMatchObject([{ type: 'revision-reason', severity: 'error', fieldName }])
      expect(findings[0]?.message).toContain(
        `Dòng này ghi số của bản ${revision}, đã được thay ngày 2/3/2026`,
      )
      expect(findings[0]?.message).toContain('đừng công bố lại số cũ')
    })

    test('it may go back to an earlier number with a reason of its own', async () => {
      expect(await linesOf({ ...second, note: 'correction: số trước đó mới đúng' })).toEqual([])
    })
  })
})
