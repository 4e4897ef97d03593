import fc from 'fast-check'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { getFigure, listResults } from '../../../src/domain/figures/service.ts'
import type { Figure } from '../../../src/domain/figures/rules.ts'
import { vietnamDay } from '../../../src/domain/periods/rules.ts'
import type { ResultRow } from '../../../src/domain/releases/rules.ts'
import { verifyFigures } from '../../../src/domain/releases/verify.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { makeDocument, OFFICIAL, PRESS, publishRows, type Rows } from '../../fixtures/figures.ts'

describeOnBothDatabases('revisions of a figure', (open) => {
  let site: TestSite
  beforeEach(async () => {
    site = await open()
  })

  /** Publishes one row after another and tells the kinds and reasons of the revisions that they made. */
  const publishInTurn = async (...rows: Rows[]) => {
    for (const row of rows) {
      await publishRows(site, row)
      site.clock.advance({ days: 1 })
    }
    const { revisions } = await getFigure(site.context, 'ty-le-ho-ngheo_son-la_2022')
    return revisions.map(({ current }) => [current.change, current.changeReason])
  }
  const one = (row: Partial<ResultRow>): Rows => ({ results: [row] })

  test('are a correction where the note says so', async () => {
    const corrected = { value: '17.84', status: 'revised', note: 'correction: nhập nhầm' } as const
    expect(await publishInTurn(one({}), one(corrected))).toEqual([
      ['first', null],
      ['correction', 'nhập nhầm'],
    ])
  })

  test('keep the note below the reason, and the cell as it was written', async () => {
    const note = 'correction: nhập nhầm\nTính cả hộ mới tách.'
    const kinds = await publishInTurn(one({}), one({ value: '17.84', status: 'revised', note }))
    expect(kinds[1]).toEqual(['correction', 'nhập nhầm'])
    const { figure } = await getFigure(site.context, 'ty-le-ho-ngheo_son-la_2022')
    expect(figure.current.note).toBe(note)
  })

  test('need a reason of their own: one that was published before explains no further change', async () => {
    const first = { value: '17.84', status: 'revised', note: 'correction: nhập nhầm' } as const
    await publishInTurn(one({}), one(first))
    const again = publishRows(site, one({ ...first, value: '17.85', note: `${first.note}\nGhi chú mới.` }))
    await expect(again).rejects.toMatchObject({ fields: [{ code: 'revision-reason' }] })
  })

  test('are a scheduled revision where the note says so', async () => {
    const revised = { value: '17.84', status: 'revised', note: 'revision: sau rà soát cuối năm' } as const
    expect((await publishInTurn(one({}), one(revised)))[1]).toEqual(['revision', 'sau rà soát cuối năm'])
  })

  test.each([
    ['provisional', '17.80', 'Có số liệu thay cho số tạm tính công bố trước đó.'],
    ['forecast', '17.80', 'Có số liệu thay cho số dự kiến công bố trước đó.'],
    ['target', '17.80', 'Có số liệu thay cho chỉ tiêu công bố trước đó.'],
    ['not-available', null, 'Nay đã có số liệu; trước đó trang ghi là chưa có.'],
  ] as const)('explain themselves where %s announced another number', async (status, value, reason) => {
    expect((await publishInTurn(one({ status, value }), one({ value: '17.83' })))[1]).toEqual([
      'revision',
      reason,
    ])
  })

  test('say that a provisional number was brought up to date by another', async () => {
    const [, second] = await publishInTurn(
      one({ status: 'provisional' }),
      one({ status: 'provisional', value: '17.9' }),
    )
    expect(second).toEqual(['revision', 'Cập nhật số liệu công bố trước đó.'])
  })

  test('tell when only what is said about the document was mended', async () => {
    const press = makeDocument({ name: PRESS, kind: 'press' })
    const sources = [makeDocument({ url: 'https://example.vn/chuyen-sang-dia-chi-moi' }), press]
    const [, second] = await publishInTurn(one({}), { ...one({}), sources })
    expect(second).toEqual(['revision', 'Sửa thông tin về tài liệu nguồn; số liệu giữ nguyên.'])
  })

  test('are not made by a document of the same content in another package', async () => {
    expect(await publishInTurn(one({}), { ...one({}), dataset: 'goi-khac' })).toHaveLength(1)
  })

  test.each<[string, Rows, Rows]>([
    ['a claim is added', {}, { claims: [{}] }],
    ['a claim changes', { claims: [{}] }, { claims: [{ value: '18.2' }] }],
    ['a claim goes', { claims: [{}] }, {}],
  ])('are made where %s', async (_, before, after) => {
    const revised = { status: 'revised', note: 'revision: thêm số của nguồn khác' } as const
    const kinds = await publishInTurn({ ...one({}), ...before }, { ...one(revised), ...after })
    expect(kinds[1]).toEqual(['revision', 'thêm số của nguồn khác'])
  })

  test.each<[string, Partial<ResultRow>]>([
    ['value', { value: '17.830' }],
    ['qualifier', { qualifier: 'about' }],
    ['page', { page: 'tr. 4' }],
    ['document', { document: PRESS }],
    ['reason', { reason: 'Nguồn ghi rõ mốc cuối năm.' }],
  ])('are made by another %s', async (_, change) => {
    const revised = { ...change, status: 'revised', note: 'correction: sửa' } as const
    expect(await publishInTurn(one({ document: OFFICIAL }), one(revised))).toHaveLength(2)
  })

  test('keep what was said before, with its own hash', async () => {
    await publishInTurn(one({}), one({ value: '17.84', status: 'revised', note: 'correction: nhập nhầm' }))
    const { figure, revisions } = await getFigure(site.context, 'ty-le-ho-ngheo_son-la_2022')
    expect(revisions.map(({ current }) => current.value)).toEqual(['17.83', '17.84'])
    expect(revisions[1]?.current.previousHash).toBe(revisions[0]?.current.hash)
    expect(figure).toMatchObject({ revisions: 2, current: { revision: 2, value: '17.84' } })
  })

  test('are shown as of the end of a day in Vietnam', async () => {
    site.clock.set('2026-03-02T16:59:59.999Z')
    await publishRows(site, one({}))
    site.clock.set('2026-03-02T17:00:00.000Z')
    await publishRows(site, one({ value: '17.84', status: 'revised', note: 'correction: nhập nhầm' }))
    const valueOn = async (asof: string) => (await listResults(site.context, { asof }))[0]?.current.value
    expect(await valueOn('2026-03-01')).toBeUndefined()
    expect(await valueOn('2026-03-02')).toBe('17.83')
    expect(await valueOn('2026-03-03')).toBe('17.84')
  })
})

describeOnBothDatabases('whatever is published when', (open) => {
  let site: TestSite
  let runs = 0
  beforeAll(async () => {
    site = await open()
  })

  const row = fc.record({
    unit: fc.constantFrom('son-la', 'huyen-muong-la', 'huyen-yen-chau'),
    period: fc.constantFrom('2021', '2022'),
    value: fc.integer({ min: 0, max: 3 }).map(String),
  })
  const step = fc.record({
    hours: fc.integer({ min: 0, max: 60 }),
    rows: fc.uniqueArray(row, {
      minLength: 1,
      maxLength: 4,
      selector: ({ unit, period }) => `${unit} ${period}`,
    }),
    claims: fc.boolean(),
  })

  test('any earlier day shows what it showed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), async (steps) => {
        // Each run has an indicator of its own, so that one database does for all.
        const indicator = `chi-tieu-${(runs += 1)}`
        const shown = new Map<string, unknown>()
        const first = vietnamDay(site.clock.now())
        for (const [at, { hours, rows, claims }] of steps.entries()) {
          site.clock.advance({ hours })
          await publishRows(site, {
            dataset: `${indicator}-${at % 2}`,
            results: rows.map((one) => ({
              ...one,
              indicator,
              ...(at > 0 && { status: 'revised', note: `revision: lần ${at}` }),
            })),
            claims: claims ? rows.map((one) => ({ ...one, indicator, value: '9' })) : [],
          })
          shown.set(vietnamDay(site.clock.now()), await listed({ indicator }))
        }
        let expected: unknown = []
        for (const day of daysFrom(first, vietnamDay(site.clock.now()))) {
          expected = shown.get(day) ?? expected
          expect(await listed({ indicator, asof: day })).toEqual(expected)
        }
        site.clock.advance({ days: 1 })
      }),
      { numRuns: 12 },
    )
    expect(await verifyFigures(site.context)).toMatchObject({ ok: true })
  })

  async function listed(query: { indicator: string; asof?: string }): Promise<unknown> {
    // How many revisions there are by now is no part of what a day showed.
    return (await listResults(site.context, query)).map(({ revisions: _, ...figure }: Figure) => figure)
  }

  function daysFrom(first: string, last: string): string[] {
    const days: string[] = []
    for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000) {
      days.push(new Date(at).toISOString().slice(0, 10))
    }
    return days
  }
})
