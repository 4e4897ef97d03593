import { describe, expect, test } from 'vitest'
import { readUpload } from '../../../src/http/multipart.ts'

const send = (body: BodyInit, type?: string): Request =>
  new Request('http://site.test/', {
    method: 'POST',
    body,
    ...(type !== undefined && { headers: { 'content-type': type } }),
  })
const formOf = (...entries: [string, string | File][]): FormData => {
  const form = new FormData()
  for (const [name, value] of entries) form.append(name, value)
  return form
}

describe('a form with a file', () => {
  test('is read with its fields and the bytes of its file', async () => {
    const bytes = new Uint8Array([0, 255, 13, 10, 45, 45])
    const form = formOf(
      ['title', 'Số liệu 2025'],
      ['title', 'khác'],
      ['package', new File([bytes], 'số liệu.xlsx')],
    )
    const { values, files } = await readUpload(send(form))
    expect([...values]).toEqual([['title', 'Số liệu 2025']])
    expect([...files]).toEqual([['package', { name: 'số liệu.xlsx', bytes }]])
  })

  test('in which no file was chosen has none', async () => {
    expect((await readUpload(send(formOf(['package', new File([], '')])))).files.size).toBe(0)
  })

  test('with an empty file has it', async () => {
    const { files } = await readUpload(send(formOf(['package', new File([], 'trống.csv')])))
    expect(files.get('package')).toEqual({ name: 'trống.csv', bytes: new Uint8Array() })
  })

  test.each([
    [String.raw`C:\Users\an\ket-qua.xlsx`, 'ket-qua.xlsx'],
    ['../../etc/passwd', 'passwd'],
    ['a'.repeat(300), 'a'.repeat(200)],
  ])('keeps of the name %s only %s', async (name, kept) => {
    const { files } = await readUpload(send(formOf(['package', new File(['x'], name)])))
    expect(files.get('package')?.name).toBe(kept)
  })

  test.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/mixed; boundary=a'])(
    'is refused as %s',
    async (type) => {
      await expect(readUpload(send('a=b', type))).rejects.toMatchObject({ code: 'unsupported-type' })
    },
  )

  test.each(['', '--a\r\n', '--b--\r\n', '--a\r\nContent-Disposition: form-data; name="x"\r\n\r\nabc'])(
    'that breaks off is malformed: %j',
    async (body) => {
      const request = send(body, 'multipart/form-data; boundary=a')
      await expect(readUpload(request)).rejects.toMatchObject({ code: 'malformed' })
    },
  )
})
