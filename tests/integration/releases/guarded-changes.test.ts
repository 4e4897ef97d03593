import { beforeEach, expect, test } from 'vitest'
import type { StaffContext } from '../../../src/domain/context.ts'
import { createDraft, getDraft, publishDraft } from '../../../src/domain/releases/service.ts'
import { partWords, stepWords } from '../../../src/i18n/difference-words.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { DOCUMENT, makePackage, type Cells, type PackageContent } from '../../fixtures/packages.ts'
import { staffContext } from '../../fixtures/staff.ts'

const OFFICIAL = { name: DOCUMENT, title: 'Báo cáo để thử', kind: 'official' }
const PRESS = { name: 'bao', title: 'Bài báo', issuer: 'Báo Sơn La', kind: 'press' }
const SOURCES = { sources: [OFFICIAL, PRESS] }
const NOTE = 'revision: theo kế hoạch'

describeOnBothDatabases('a change of a published figure', (open) => {
  let site: TestSite
  let an: StaffContext
  beforeEach(async () => {
    site = await open()
    an = await staffContext(site, 'publisher')
  })

  const upload = async (content: PackageContent) => {
    const files = makePackage({ descriptor: SOURCES, ...content })
    const { id } = await createDraft(an, { fileName: 'goi.zip', files })
    return getDraft(an, id)
  }
  const publish = async (content: PackageContent) => {
    const { draft, difference, check } = await upload(content)
    expect(check?.findings).toEqual([])
    const seen = difference?.fingerprint ?? ''
    const { state } = await publishDraft(an, draft.id, { revision: draft.revision, seen })
    return { state, difference }
  }
  const words = ({ difference }: Pick<Awaited<ReturnType<typeof upload>>, 'difference'>) =>
    (difference?.entries ?? []).flatMap((entry) => {
      const { reference } = site.context
      const { old, now } = stepWords(entry, reference, 'vi')
      const parts = entry.parts.map((part) => partWords(part, entry.after, reference, 'vi'))
      return [`${old} → ${now}`, ...parts].map((line) => line.replaceAll('\u00a0', ' '))
    })
  const row: Cells<'results'> = { value: '10', reason: 'Theo báo cáo của tỉnh.' }
  const claim: Cells<'claims'> = { value: '9', document: 'bao' }
  const revised: Cells<'results'> = { ...row, status: 'revised', note: NOTE }

  test.each<[string, PackageContent, string]>([
    [
      'of the source',
      { results: [{ ...revised, document: 'bao' }], claims: [claim] },
      'Nguồn: “Báo cáo để thử”, nguồn chính thức → “Bài báo”, Báo Sơn La, theo báo chí',
    ],
    [
      'of a reported value that goes',
      { results: [revised] },
      'Bỏ số của nguồn khác: 9 nhà (“Bài báo”, Báo Sơn La, theo báo chí)',
    ],
    [
      'of a reported value that comes',
      { results: [revised], claims: [claim, { ...claim, value: '8', page: '2' }] },
      'Thêm số của nguồn khác: 8 nhà (“Bài báo”, Báo Sơn La, theo báo chí; 2)',
    ],
    [
      'of a reported value',
      { results: [revised], claims: [{ ...claim, value: '8' }] },
      'Số của nguồn khác: 9 nhà (“Bài báo”, Báo Sơn La, theo báo chí) → 8 nhà (“Bài báo”, Báo Sơn La, theo báo chí)',
    ],
    [
      'of the reason for the source',
      { results: [{ ...revised, reason: 'Theo báo.' }], claims: [claim] },
      'Lý do chọn nguồn: Theo báo cáo của tỉnh. → Theo báo.',
    ],
  ])('%s that keeps the number is shown and asks for a second person', async (_, content, expected) => {
    await publish({ results: [row], claims: [claim] })
    const { state, difference } = await publish(content)
    expect(words({ difference })).toEqual(
      expect.arrayContaining(['10 nhà → 10 nhà (số giữ nguyên)', expected]),
    )
    expect(difference?.entries[0]).toMatchObject({ kind: 'revision', guarded: true })
    expect(state).toBe('awaiting-confirmation')
  })

  test('of the document behind a source that keeps its name asks for a second person', async () => {
    await publish({ results: [row] })
    const other = { ...OFFICIAL, title: 'Một văn bản khác' }
    const { state, difference } = await publish({
      results: [row],
      descriptor: { sources: [other, PRESS] },
    })
    expect(words({ difference })).toContain(
      'Nguồn: “Báo cáo để thử”, nguồn chính thức → “Một văn bản khác”, nguồn chính thức',
    )
    expect(state).toBe('awaiting-confirmation')
  })

  test('of note, status and page that keeps the number is shown; one person does', async () => {
    await publish({ results: [row] })
    const note = `${NOTE}\nTính cả hộ mới tách.`
    const { state, difference } = await publish({ results: [{ ...revised, note, page: '3' }] })
    expect(words({ difference })).toEqual([
      '10 nhà → 10 nhà (số giữ nguyên)',
      'Trạng thái: đã công bố → đã sửa',
      'Trang, bảng trong nguồn: (không có) → 3',
      'Ghi chú: (không có) → Tính cả hộ mới tách.',
    ])
    expect(state).toBe('published')
  })

  test.each<[string, Cells<'results'>, Cells<'results'>, string]>([
    ['comes', {}, { qualifier: 'about' }, '(không có) → khoảng'],
    ['goes', { qualifier: 'more-than' }, { qualifier: '' }, 'hơn → (không có)'],
    ['is another', { qualifier: 'more-than' }, { qualifier: 'nearly' }, 'hơn → gần'],
  ])('of the word before a final number that %s asks for a second person', async (_, before, after, said) => {
    await publish({ results: [{ ...row, ...before }] })
    const { state, difference } = await publish({ results: [{ ...revised, ...after }] })
    expect(words({ difference })).toContain(`Chữ đứng trước số: ${said}`)
    expect(difference?.entries[0]).toMatchObject({ sameNumbers: true, guarded: true })
    expect(state).toBe('awaiting-confirmation')
  })

  test('a final number that is updated asks for a second person too', async () => {
    await publish({ results: [row] })
    const { state, difference } = await publish({ results: [{ ...revised, value: '11' }] })
    expect(difference?.entries[0]).toMatchObject({ kind: 'revision', guarded: true })
    expect(state).toBe('awaiting-confirmation')
  })

  test.each(['provisional', 'forecast', 'target'])(
    'of a %s figure that becomes final with another source is published by one person',
    async (status) => {
      await publish({ results: [{ ...row, status }] })
      const final = { ...row, value: '11', document: 'bao', reason: 'Khác.', note: NOTE }
      const { state, difference } = await publish({ results: [final] })
      expect(difference?.entries[0]).toMatchObject({ kind: 'revision', guarded: false })
      expect(state).toBe('published')
    },
  )

  test('too small to see in billions is printed to the last dong', async () => {
    await publish({ funding: [{ disbursed: '156000000000' }] })
    const corrected = { disbursed: '156000000001', status: 'revised', note: 'correction: nhầm' }
    const said = words(await upload({ funding: [corrected] }))
    expect(said[0]).toContain('156 tỷ đồng (156.000.000.000 đồng) →')
    expect(said[0]).toContain('156 tỷ đồng (156.000.000.001 đồng)')
  })
})
