import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { StaffContext } from '../../../src/domain/context.ts'
import { SIZE_TOLERANCE } from '../../../src/domain/downloads/size-rules.ts'
import { checkFolder, checkPackage } from '../../../src/domain/packages/check.ts'
import { publishPackage } from '../../../src/domain/releases/publish.ts'
import { createDraft, getDraft, getTemplate, listTemplates } from '../../../src/domain/releases/service.ts'
import { describeOnBothDatabases, type TestSite } from '../../fixtures/databases.ts'
import { makePackage } from '../../fixtures/packages.ts'
import { staffContext } from '../../fixtures/staff.ts'

const RATE = { indicator: 'ty-le-ho-ngheo', period: '2019', unit: 'huyen-van-ho' } as const

describeOnBothDatabases('the workbook of a release', (open) => {
  let site: TestSite
  let publisher: StaffContext
  const upload = async (fileName: string, bytes: Uint8Array): Promise<string> => {
    const draft = await createDraft(publisher, { fileName, files: [{ path: fileName, bytes }] })
    return draft.id
  }
  const packages = readdirSync('content/data').filter((name) => name !== 'reference' && !name.includes('.'))
  beforeAll(async () => {
    site = await open()
    publisher = await staffContext(site, 'publisher')
    const by = {
      channel: 'command',
      publishedBy: 'a@example.vn',
      staffId: null,
      confirmedBy: null,
    } as const
    for (const name of packages) {
      const check = await checkFolder(site.context, join('content/data', name))
      await publishPackage(site.context, check, by, [])
    }
    const mixed = {
      name: 'hai-loai',
      results: [
        { ...RATE, value: '26.80', note: 'revision: a\nHai dòng' },
        { ...RATE, value: '1.5', period: '2016' },
      ],
      claims: [{ ...RATE, value: '26.80', page: '007' }],
      funding: [{ allocated: '8999999999999999', period: '2019' }],
    }
    const check = await checkPackage(site.context, makePackage(mixed))
    await publishPackage(site.context, check, by, [])
  })

  test.each([...packages, 'hai-loai'])('%s changes nothing as it is', async (name) => {
    const template = (await listTemplates(publisher, [name])).get(name)
    const bytes = await getTemplate(publisher, template?.kind ?? 'results', name)
    expect(Math.abs((template?.size ?? 0) / bytes.length - 1)).toBeLessThan(SIZE_TOLERANCE)
    const { check, difference } = await getDraft(publisher, await upload(`${name}.xlsx`, bytes))
    expect(check?.findings.filter(({ type }) => type !== 'sum-mismatch')).toEqual([])
    expect(check?.package?.descriptor).toMatchObject({ name, licenses: [{ name: 'CC-BY-4.0' }] })
    expect(difference?.entries.filter((entry) => entry.kind !== 'unchanged')).toEqual([])
    expect(difference?.counts.unchanged).toBeGreaterThan(0)
  })

  test('is not there for another kind or dataset', async () => {
    const missing = { code: 'not-found' }
    await expect(getTemplate(publisher, 'results', 'kinh-phi')).rejects.toMatchObject(missing)
    await expect(getTemplate(publisher, 'results', 'khong-co')).rejects.toMatchObject(missing)
  })
})
