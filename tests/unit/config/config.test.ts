import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keysLeftBehind, readConfig } from '../../../src/config.ts'

let folder: string
let DATABASE_URL: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'site-config-'))
  DATABASE_URL = `file:${folder}/site.db`
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('options', () => {
  test('all have a default, and the site then is a demonstration on this machine', () => {
    expect(readConfig({ DATABASE_URL })).toMatchObject({
      host: '127.0.0.1',
      port: 4321,
      rateLimits: true,
      serviceWorker: true,
      workers: 1,
      pageCacheBytes: 33_554_432,
      pagePartsBytes: 8_388_608,
      demo: true,
    })
    expect(readConfig({ DATABASE_URL, PORT: '5000' }).siteUrl.href).toBe('http://localhost:5000/')
  })

  test('set to nothing count as not set, as in .env.example', () => {
    const example = readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=(.*)$/gmu)
    const env = Object.fromEntries([...example].map(([, name = '', value = '']) => [name, value]))
    expect(readConfig({ ...env, DATABASE_URL })).toEqual(readConfig({ DATABASE_URL }))
  })

  test.each([
    [{ SITE_URL: 'https://example.vn' }],
    [{ HOST: '0.0.0.0' }],
    [{ HOST: '::' }],
    [{ SITE_URL: 'http://localhost.example.vn' }],
    [{ HOST: '127.0.0.1.example.vn' }],
  ])('%j is no demonstration', (env) => {
    expect(readConfig({ DATABASE_URL, ...env }).demo).toBe(false)
  })

  test.each([
    [{ PORT: 'abc' }, 'PORT'],
    [{ PORT: '0' }, 'PORT'],
    [{ SITE_URL: 'example.vn' }, 'SITE_URL'],
    [{ SITE_URL: 'https://example.vn/trang' }, 'SITE_URL'],
    [{ SITE_URL: 'ftp://example.vn' }, 'SITE_URL'],
    [{ RATE_LIMITS: 'maybe' }, 'RATE_LIMITS'],
    [{ RATE_LIMITS: 'off', HOST: '0.0.0.0' }, 'RATE_LIMITS'],
    [{ RATE_LIMITS: 'off', SITE_URL: 'https://example.vn' }, 'RATE_LIMITS'],
    [{ SECRET_KEY: 'short' }, 'SECRET_KEY'],
    [{ SIGNING_KEY: 'a key in words, not in base64' }, 'SIGNING_KEY'],
    [{ SIGNING_KEY: Buffer.alloc(31).toString('base64') }, 'SIGNING_KEY'],
    [{ SIGNING_KEY: Buffer.alloc(33).toString('base64') }, 'SIGNING_KEY'],
    [{ PAGE_CACHE_MIB: '-1' }, 'PAGE_CACHE_MIB'],
    [{ PAGE_PARTS_MIB: 'all' }, 'PAGE_PARTS_MIB'],
    [{ DATABASE_URL: 'mysql://localhost/x' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'sqlite:data/site.db' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgres:/localhost/x' }, 'DATABASE_URL'],
    // Signs of a password that mean something in an address.
    [{ DATABASE_URL: 'postgres://site:ge#heim@localhost/x' }, '%23'],
    [{ DATABASE_URL: 'postgres://site:ge/heim@localhost/x' }, '%2F'],
  ])('%j are refused', (env, name) => {
    expect(() => readConfig({ DATABASE_URL, ...env })).toThrow(name)
  })

  test.each([
    'postgres://site:PASSWORD@127.0.0.1:5432/site',
    'postgresql://site@[::1]/site?sslmode=disable',
    'postgres:///site?host=/run/postgresql',
    'postgres://site:PASSWORD@/site?host=/run/postgresql',
    'postgres://site:PASSWORD@%2Frun%2Fpostgresql/site',
  ])('%s is an address of a database', (url) => {
    const keys = { SECRET_KEY: 'x'.repeat(32), SIGNING_KEY: Buffer.alloc(32).toString('base64') }
    expect(readConfig({ ...keys, DATABASE_URL: url }).databaseUrl).toBe(url)
  })

  test('say nothing of a password', () => {
    expect(() => readConfig({ DATABASE_URL: 'postgres://site:ge#heim@localhost/x' })).not.toThrow('heim')
  })
})

test('without SECRET_KEY one is made once, for its owner only', () => {
  const { secretKey } = readConfig({ DATABASE_URL })
  expect(secretKey).toMatch(/^[0-9a-f]{64}$/u)
  expect(readConfig({ DATABASE_URL }).secretKey).toBe(secretKey)
  expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600)
})

test('without SIGNING_KEY one is made once, for its owner only', () => {
  const { signingKey } = readConfig({ DATABASE_URL })
  expect(Buffer.from(signingKey, 'base64')).toHaveLength(32)
  expect(readConfig({ DATABASE_URL }).signingKey).toBe(signingKey)
  expect(statSync(join(folder, 'signing.key')).mode & 0o777).toBe(0o600)
})

test('a SIGNING_KEY as openssl prints it is taken', () => {
  const SIGNING_KEY = Buffer.alloc(32, 7).toString('base64')
  expect(readConfig({ DATABASE_URL, SIGNING_KEY }).signingKey).toBe(SIGNING_KEY)
})

test('keys that lie beside a SQLite file are named where other ones are used', () => {
  const made = readConfig({ DATABASE_URL })
  const databaseFile = join(folder, 'site.db')
  expect(keysLeftBehind(made, databaseFile)).toEqual([])
  expect(keysLeftBehind({ ...made, secretKey: 'x'.repeat(32) }, databaseFile)).toEqual([
    { option: 'SECRET_KEY', file: join(folder, 'secret.key') },
  ])
  const signingKey = Buffer.alloc(32).toString('base64')
  expect(keysLeftBehind({ ...made, signingKey }, databaseFile).map(({ option }) => option)).toEqual([
    'SIGNING_KEY',
  ])
  expect(keysLeftBehind({ ...made, signingKey }, join(folder, 'elsewhere', 'site.db'))).toEqual([])
})

test('a key file that was damaged is named, not replaced', () => {
  writeFileSync(join(folder, 'signing.key'), 'hỏng')
  expect(() => readConfig({ DATABASE_URL })).toThrow('signing.key')
  rmSync(join(folder, 'signing.key'))
})
