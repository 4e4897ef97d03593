import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readForm, readJson } from '../../../src/http/body.ts'

const post = (type: string, body: string): Request =>
  new Request('http://localhost/', { method: 'POST', headers: { 'content-type': type }, body })
const json = <T extends z.ZodType>(body: string, schema: T): Promise<z.infer<T>> =>
  readJson(post('application/json', body), schema)

describe('a character that no database of ours holds', () => {
  test('is dropped from every text of a JSON body, however deep', async () => {
    const schema = z.object({ ids: z.array(z.object({ id: z.string() })), note: z.string() })
    const sent = String.raw`{"ids":[{"id":"a\u0000b"}],"note":"\u0000\u0000Xin ch\u00e0o \\u0000"}`
    expect(await json(sent, schema)).toEqual({ ids: [{ id: 'ab' }], note: String.raw`Xin chào \u0000` })
  })

  test('is dropped from every field of a form', async () => {
    const form = await readForm(
      post('application/x-www-form-urlencoded', 'id=a%00b&%00note=Xin+ch%C3%A0o%00'),
    )
    expect([...form]).toEqual([
      ['id', 'ab'],
      ['note', 'Xin chào'],
    ])
  })
})

describe('a body that tries to reach what objects inherit', () => {
  test('adds nothing to them', async () => {
    const schema = z.object({ a: z.string().optional() })
    const read = await json(
      '{"__proto__":{"a":"x","admin":true},"constructor":{"prototype":{"admin":true}}}',
      schema,
    )
    expect(read).toEqual({})
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
    const form = await readForm(post('application/x-www-form-urlencoded', '__proto__[admin]=1&__proto__=x'))
    expect([...form.keys()]).toEqual(['__proto__[admin]', '__proto__'])
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })
})
