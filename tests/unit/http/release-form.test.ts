import { expect, test } from 'vitest'
import type { StaffContext } from '../../../src/domain/context.ts'
import { MAX_UPLOAD_BYTES } from '../../../src/domain/releases/desk-rules.ts'
import type { DomainError } from '../../../src/domain/errors.ts'
import { receivePackage, uploadProblem } from '../../../src/http/release-form.ts'

/** An archive by its first letters; nothing may be stored of what is refused. */
const send = (bytes: number): Promise<Response> => {
  const file = new Uint8Array(bytes)
  file.set([0x50, 0x4b, 0x03, 0x04].slice(0, bytes))
  const storing = new Proxy({} as StaffContext, {
    get: () => {
      throw new Error('stored')
    },
  })
  return receivePackage(storing, {
    values: new Map(),
    files: new Map([['package', { name: 'a.zip', bytes: file }]]),
  })
}

test('a file over the limit is refused before anything is stored, with the limit that the form tells', async () => {
  const error = await send(MAX_UPLOAD_BYTES + 1).catch((reason: unknown) => reason as DomainError)
  expect(error).toMatchObject({ code: 'invalid', fields: [{ pointer: '/package', code: 'too-large' }] })
  const { code, fields } = error as DomainError
  const failure = { code, fields, detail: '' } as never
  expect(uploadProblem({ failure, values: new Map() })).toContain('tối đa 8 MB. Chưa có gì được lưu.')
  await expect(send(MAX_UPLOAD_BYTES)).rejects.toThrow('stored')
  await expect(send(0)).rejects.toMatchObject({ fields: [{ code: 'empty' }] })
})
