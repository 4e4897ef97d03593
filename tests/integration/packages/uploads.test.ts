import { zipSync } from 'fflate'
import { beforeAll, expect, test } from 'vitest'
import { listFunding } from '../../../src/domain/figures/service.ts'
import { createDraft, getDraft, getTemplate, publishDraft } from '../../../src/domain/releases/service.ts'
import { DATA_SHEETS, SHEETS } from '../../../src/domain/packages/workbook-layout.ts'
import type { StaffContext } from '../../../src/domain/context.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { makePackage } from '../../fixtures/packages.ts'
import { staffContext } from '../../fixtures/staff.ts'
import { fillWorkbook, type TypedCell } from '../../fixtures/workbooks.ts'

const PROGRAMME = 'ctmtqg-giam-ngheo-ben-vung-2021-2025'
/** The template starts the name; of two rows the last counts. */
const PROPERTIES = [
  ['name', 'kinh-phi-2022'],
  ['title', 'Kinh phí năm 2022'],
  ['description', 'Theo nghị quyết của tỉnh.'],
  ['sample', 'no'],
  ['license', 'CC-BY-4.0'],
]

describeOnBothDatabases('an upload', (open) => {
  let site: TestSite
  let publisher: StaffContext
  beforeAll(async () => {
    site = await open()
    publisher = await staffContext(site, 'publisher')
  })

  /** The office's template, filled in as by a person. */
  async function workbook(allocated: TypedCell): Promise<Uint8Array> {
    const row = [
      PROGRAMME,
      '',
      '',
      '',
      'son-la',
      '2022',
      allocated,
      '',
      'final',
      '',
      'nghi-quyet',
      '',
      '',
      '',
    ]
    return fillWorkbook(await getTemplate(publisher, 'funding'), {
      [SHEETS.properties]: PROPERTIES,
      [SHEETS.sources]: [['nghi-quyet', 'Nghị quyết phân bổ', 'HĐND tỉnh', '12/NQ-HĐND', '2022-01-31']],
      [DATA_SHEETS.funding]: [row],
    })
  }
  const upload = (fileName: string, bytes: Uint8Array) =>
    createDraft(publisher, { fileName, files: [{ path: fileName, bytes }] })

  test('of a filled template is checked and published', async () => {
    const draft = await upload('kinh-phi.xlsx', await workbook(1_236_691_000_000))
    const { check, difference } = await getDraft(publisher, draft.id)
    expect(check?.findings.filter(({ severity }) => severity === 'error')).toEqual([])
    const done = await publishDraft(publisher, draft.id, { revision: 1, seen: difference?.fingerprint ?? '' })
    expect(done.state).toBe('published')
    const lines = await listFunding(site.context, { programme: PROGRAMME })
    expect(lines.map(({ current }) => current.allocated)).toEqual([1_236_691_000_000])
  })

  test('of a workbook is answered with the sheets and rows that its sender knows', async () => {
    const bytes = fillWorkbook(await getTemplate(publisher, 'funding'), {
      [SHEETS.sources]: [['nghi-quyet', '']],
      [DATA_SHEETS.funding]: [[PROGRAMME, '', '', '', 'son-la', '2022', '5x', '', 'final', '', 'nghi-quyet']],
    })
    const { check, sheets } = await getDraft(publisher, (await upload('kinh-phi.xlsx', bytes)).id)
    expect(sheets?.get('funding.csv')).toBe('Kinh phí')
    const places = check?.findings.map(({ file, rowNumber, fieldName }) => [file, rowNumber, fieldName])
    expect(places).toEqual([
      ['Gói số liệu', 1, 'name'],
      ['Gói số liệu', 2, 'title'],
      ['Nguồn', 2, 'title'],
      ['Kinh phí', 2, 'allocated'],
    ])
    expect(JSON.stringify(check?.findings)).not.toMatch(/\.csv|\.json/u)
  })

  test('of a workbook with a formula says so whenever it is looked at, and cannot be published', async () => {
    const draft = await upload(
      'cong-thuc.xlsx',
      await workbook({ xml: '<c><f>1+1</f><v>2000000000</v></c>' }),
    )
    for (let look = 0; look < 2; look += 1) {
      const { check } = await getDraft(publisher, draft.id)
      expect(check?.findings).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ type: 'formula-cell', rowNumber: 2, fieldName: 'allocated' }),
        ]),
      )
    }
    await expect(publishDraft(publisher, draft.id, { revision: 1, seen: '' })).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  test('of a workbook with errors for values says so at each cell', async () => {
    const error = (code: string) => ({ xml: `<c t="e"><v>${code}</v></c>` })
    const codes = ['#N/A', '#REF!', '#DIV/0!', '#NAME?', '#VALUE!']
    const [value, qualifier, page, note, reason] = codes.map(error)
    const cells = [value, '', 'final', qualifier, 'nghi-quyet', page, note, reason] as TypedCell[]
    const bytes = fillWorkbook(await getTemplate(publisher, 'funding'), {
      [SHEETS.properties]: PROPERTIES.with(2, ['description', error('#N/A') as never]),
      [SHEETS.sources]: [['nghi-quyet', 'Nghị quyết phân bổ', error('#NULL!'), error('#N/A')]],
      [DATA_SHEETS.funding]: [[PROGRAMME, '', '', '', 'son-la', '2022', ...cells]],
    })
    const { check } = await getDraft(publisher, (await upload('loi.xlsx', bytes)).id)
    expect(
      check?.findings.map(({ type, file, rowNumber, fieldName, cell }) => [
        type,
        file,
        rowNumber,
        fieldName,
        cell,
      ]),
    ).toEqual([
      ['package-error', 'Gói số liệu', 4, 'description', '#N/A'],
      ['package-error', 'Nguồn', 2, 'issuer', '#NULL!'],
      ['package-error', 'Nguồn', 2, 'number', '#N/A'],
      ['type-error', 'Kinh phí', 2, 'allocated', '#N/A'],
      ['type-error', 'Kinh phí', 2, 'qualifier', '#REF!'],
      ['type-error', 'Kinh phí', 2, 'page', '#DIV/0!'],
      ['type-error', 'Kinh phí', 2, 'note', '#NAME?'],
      ['type-error', 'Kinh phí', 2, 'reason', '#VALUE!'],
    ])
  })

  test('of an archive is read as the package in it, whatever it is called', async () => {
    const files = makePackage({ name: 'goi-nen', results: [{ value: '2213' }] })
    const zip = zipSync(Object.fromEntries(files.map(({ path, bytes }) => [`goi/${path}`, bytes])))
    const draft = await upload('so-lieu.xlsx', zip)
    const { check } = await getDraft(publisher, draft.id)
    expect(check?.package?.descriptor.name).toBe('goi-nen')
    expect(check?.findings).toEqual([])
  })

  test('of a damaged archive says what is wrong with it', async () => {
    const draft = await upload('hong.zip', new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]))
    const { check, difference } = await getDraft(publisher, draft.id)
    expect([check?.package, difference]).toEqual([null, null])
    expect(check?.findings.map(({ type }) => type)).toContain('source-error')
  })

  test('and a template are for those who work with figures', async () => {
    const moderator = await staffContext(site, 'moderator')
    const auditor = await staffContext(site, 'auditor')
    await expect(getTemplate(moderator, 'results')).rejects.toMatchObject({ code: 'forbidden' })
    expect((await getTemplate(auditor, 'results')).length).toBeGreaterThan(1000)
    await expect(
      createDraft(auditor, { fileName: 'a.zip', files: [{ path: 'a.zip', bytes: new Uint8Array([1]) }] }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })
})
