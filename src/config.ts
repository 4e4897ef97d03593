import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isPostgres, sqlitePath } from '../db/database-url.ts'

/** What the environment says about this process; read once, at the start. Each option is in `.env.example`. */
export interface Config {
  databaseUrl: string
  host: string
  port: number
  /** Where readers reach the site: scheme, host and port only. The only source of absolute addresses. */
  siteUrl: URL
  /** Addresses or CIDR blocks of proxies whose forwarding headers are believed. */
  trustedProxies: readonly string[]
  secretKey: string
  /** Seed of the Ed25519 key that signs releases: 32 bytes, base64. */
  signingKey: string
  rateLimits: boolean
  /** Browsers may keep what was read; off takes back what they keep. */
  serviceWorker: boolean
  /** Processes that serve. */
  workers: number
  /** Room for pages that are kept as they were rendered; 0 keeps none. */
  pageCacheBytes: number
  /** Room for parts of pages, for those that are made anew; 0 keeps none. */
  pagePartsBytes: number
  /** Mail server and the address that mails come from; null where the site sends no mail. */
  mail: { url: string; from: string } | null
  /** Addresses that are told of every step of a comment, and the key that signs what they get; null where none is. */
  webhooks: { urls: readonly string[]; secret: string } | null
  /** What whoever reads `/metrics` has to bring; null where nobody may. */
  metricsToken: string | null
  /** Where a copy of the database is put every day, and how many are kept; null where the site makes none itself. */
  backups: { folder: string; keep: number } | null
  /** Host and site address are both loopback: demo account, sample comments and relaxed tools are allowed. */
  demo: boolean
}

/** A setting that cannot be used; the message says which, why, and what to write instead. */
export class ConfigError extends Error {}

const DEFAULT_DATABASE_URL = 'file:./data/site.db'
const MIN_SECRET_LENGTH = 32
const SEED_BYTES = 32
const MOST_WORKERS = 64
const DEFAULT_PAGE_CACHE_MIB = 32
const MOST_PAGE_CACHE_MIB = 4_096
/** Some fifty articles with their comments: more are not being discussed at a time. */
const DEFAULT_PAGE_PARTS_MIB = 8
const MOST_PAGE_PARTS_MIB = 1_024
const BYTES_PER_MIB = 1024 * 1024

/** An option that is set to nothing counts as not set, so that `.env.example` works as it is. */
type Options = Readonly<Record<string, string | undefined>>

/** @throws ConfigError naming every setting that cannot be used */
export function readConfig(environment: Options = process.env): Config {
  const problems: string[] = []
  const env: Options = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const host = env['HOST'] ?? '127.0.0.1'
  const port = readPort(env['PORT'], problems)
  const siteUrl = readSiteUrl(env['SITE_URL'] ?? `http://localhost:${port}`, problems)
  const demo = isLoopback(host) && isLoopback(siteUrl.hostname)
  const rateLimits = env['RATE_LIMITS'] ?? 'on'
  if (rateLimits !== 'on' && rateLimits !== 'off') problems.push('RATE_LIMITS chỉ nhận on hoặc off.')
  if (rateLimits === 'off' && !demo) {
    problems.push('RATE_LIMITS=off chỉ để thử: HOST và SITE_URL phải là máy này (localhost).')
  }
  const serviceWorker = env['SERVICE_WORKER'] ?? 'on'
  if (serviceWorker !== 'on' && serviceWorker !== 'off') problems.push('SERVICE_WORKER chỉ nhận on hoặc off.')
  const workers = Number(env['WORKERS'] ?? 1)
  if (!Number.isInteger(workers) || workers < 1 || workers > MOST_WORKERS) {
    problems.push(`WORKERS phải là số nguyên từ 1 đến ${MOST_WORKERS}.`)
  }
  const pageCacheMib = Number(env['PAGE_CACHE_MIB'] ?? DEFAULT_PAGE_CACHE_MIB)
  if (!Number.isInteger(pageCacheMib) || pageCacheMib < 0 || pageCacheMib > MOST_PAGE_CACHE_MIB) {
    problems.push(`PAGE_CACHE_MIB phải là số nguyên từ 0 đến ${MOST_PAGE_CACHE_MIB}.`)
  }
  const pagePartsMib = Number(env['PAGE_PARTS_MIB'] ?? DEFAULT_PAGE_PARTS_MIB)
  if (!Number.isInteger(pagePartsMib) || pagePartsMib < 0 || pagePartsMib > MOST_PAGE_PARTS_MIB) {
    problems.push(`PAGE_PARTS_MIB phải là số nguyên từ 0 đến ${MOST_PAGE_PARTS_MIB}.`)
  }
  const databaseUrl = env['DATABASE_URL'] ?? DEFAULT_DATABASE_URL
  checkDatabaseUrl(databaseUrl, problems)
  const secret = env['SECRET_KEY']
  if (secret !== undefined && secret.length < MIN_SECRET_LENGTH) {
    problems.push(`SECRET_KEY cần ít nhất ${MIN_SECRET_LENGTH} ký tự.`)
  }
  const signingKey = env['SIGNING_KEY']
  if (signingKey !== undefined && !isSeed(signingKey)) {
    problems.push('SIGNING_KEY phải là 32 byte viết theo base64, như lệnh openssl rand -base64 32 in ra.')
  }
  const metricsToken = env['METRICS_TOKEN'] ?? null
  if (metricsToken !== null && !/^[\x21-\x7e]{32,}$/u.test(metricsToken)) {
    problems.push(`METRICS_TOKEN cần ít nhất ${MIN_SECRET_LENGTH} ký tự, không dấu và không khoảng trắng.`)
  }
  const backups = readBackups(env, problems)
  const mail = readMail(env, problems)
  const webhooks = readWebhooks(env, demo, problems)
  if (problems.length > 0) throw new ConfigError(problems.join('\n'))
  return {
    databaseUrl,
    host,
    port,
    siteUrl,
    trustedProxies: (env['TRUSTED_PROXIES'] ?? '').split(/[\s,]+/u).filter((entry) => entry !== ''),
    secretKey: secret ?? storedKey(databaseUrl, SECRET_FILE),
    signingKey: signingKey ?? storedKey(databaseUrl, SIGNING_FILE),
    rateLimits: rateLimits === 'on',
    serviceWorker: serviceWorker === 'on',
    workers,
    pageCacheBytes: pageCacheMib * BYTES_PER_MIB,
    pagePartsBytes: pagePartsMib * BYTES_PER_MIB,
    mail,
    webhooks,
    metricsToken,
    backups,
    demo,
  }
}

/** The little of this process's environment that a tool it starts gets: anything else could change what it makes. */
export function toolEnvironment(): Record<string, string | undefined> {
  const { PATH, HOME, TMPDIR } = process.env
  return { PATH, HOME, TMPDIR, ASTRO_TELEMETRY_DISABLED: '1' }
}

export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/gu, '').toLowerCase()
  return bare === 'localhost' || bare === '::1' || /^127(\.\d{1,3}){3}$/u.test(bare)
}

function readPort(raw: string | undefined, problems: string[]): number {
  const port = raw === undefined ? 4321 : Number(raw)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  problems.push('PORT phải là số nguyên từ 1 đến 65535.')
  return 4321
}

/** What is wrong is told without the address itself: it may hold a password. */
function checkDatabaseUrl(url: string, problems: string[]): void {
  if (/^[a-z][a-z0-9+.-]+:/iu.test(url) && !/^(?:file:|postgres(?:ql)?:\/\/)/u.test(url)) {
    problems.push('DATABASE_URL phải bắt đầu bằng file: hoặc postgres://')
  } else if (isPostgres(url) && !URL.canParse(url) && !URL.canParse(url.replace('@/', '@socket/'))) {
    problems.push(
      'DATABASE_URL phải có dạng postgres://NGƯỜI-DÙNG:MẬT-KHẨU@MÁY-CHỦ:CỔNG/TÊN. Trong mật khẩu, các dấu # / ? viết thành %23 %2F %3F.',
    )
  }
}

function readSiteUrl(raw: string, problems: string[]): URL {
  const url = URL.parse(raw)
  const usable =
    url !== null &&
    /^https?:$/u.test(url.protocol) &&
    url.pathname === '/' &&
    url.search === '' &&
    url.username === ''
  if (usable) return url
  problems.push('SITE_URL phải có dạng https://example.vn, không có đường dẫn phía sau.')
  return new URL('http://localhost:4321')
}

function readBackups(env: Options, problems: string[]): Config['backups'] {
  const keep = env['BACKUP_KEEP'] ?? '14'
  if (!/^[1-9]\d{0,3}$/u.test(keep)) problems.push('BACKUP_KEEP phải là số nguyên từ 1 trở lên.')
  const folder = env['BACKUP_DIR']
  return folder === undefined ? null : { folder: resolve(folder), keep: Number(keep) }
}

function readMail(env: Options, problems: string[]): Config['mail'] {
  const [url, from] = [env['SMTP_URL'], env['MAIL_FROM']]
  if (url === undefined) return null
  if (!/^smtps?:$/u.test(URL.parse(url)?.protocol ?? '')) {
    problems.push('SMTP_URL phải có dạng smtps://NGƯỜI-DÙNG:MẬT-KHẨU@MÁY-CHỦ:CỔNG.')
  }
  if (from === undefined || !/^[^\s@<>]+@[^\s@<>]+$/u.test(from)) {
    problems.push('Có SMTP_URL thì cần MAIL_FROM: địa chỉ email mà thư của trang gửi đi.')
    return null
  }
  return { url, from }
}

function readWebhooks(env: Options, demo: boolean, problems: string[]): Config['webhooks'] {
  const urls = (env['WEBHOOK_URLS'] ?? '').split(/[\s,]+/u).filter((entry) => entry !== '')
  if (urls.length === 0) return null
  const isUsable = (url: string): boolean => {
    const { protocol, hostname } = URL.parse(url) ?? { protocol: '', hostname: '' }
    return protocol === 'https:' || (protocol === 'http:' && demo && isLoopback(hostname))
  }
  if (!urls.every(isUsable)) problems.push('WEBHOOK_URLS: mỗi địa chỉ phải bắt đầu bằng https://')
  const secret = env['WEBHOOK_SECRET']
  if (secret !== undefined && secret.length >= MIN_SECRET_LENGTH) return { urls, secret }
  problems.push(`Có WEBHOOK_URLS thì cần WEBHOOK_SECRET, ít nhất ${MIN_SECRET_LENGTH} ký tự.`)
  return null
}

function isSeed(text: string): boolean {
  return Buffer.from(text, 'base64').length === SEED_BYTES && /^[A-Za-z0-9+/]{43}=$/u.test(text)
}

/** A key that is made where its option is not set. */
interface KeyFile {
  name: string
  option: string
  make: () => string
  isUsable: (key: string) => boolean
}

const SECRET_FILE: KeyFile = {
  name: 'secret.key',
  option: 'SECRET_KEY',
  make: () => randomBytes(32).toString('hex'),
  isUsable: (key) => key.length >= MIN_SECRET_LENGTH,
}

const SIGNING_FILE: KeyFile = {
  name: 'signing.key',
  option: 'SIGNING_KEY',
  make: () => randomBytes(SEED_BYTES).toString('base64'),
  isUsable: isSeed,
}

/** Keys without an option are kept beside the SQLite file (or in `data/`), readable by their owner only. */
function storedKey(databaseUrl: string, keyFile: KeyFile): string {
  const folder = isPostgres(databaseUrl) ? 'data' : dirname(sqlitePath(databaseUrl))
  const file = join(folder, keyFile.name)
  const key = readKey(folder, file, keyFile)
  if (!keyFile.isUsable(key)) throw new ConfigError(`${file} bị hỏng: nội dung không phải là khoá.`)
  return key
}

/**
 * Options whose key lies beside a SQLite file and is not the one of these settings. Who takes the database to another
 * place has to set them first, if the site ran with what lies there.
 */
export function keysLeftBehind(
  { secretKey, signingKey }: Pick<Config, 'secretKey' | 'signingKey'>,
  databaseFile: string,
): { option: string; file: string }[] {
  const used = [
    { ...SECRET_FILE, key: secretKey },
    { ...SIGNING_FILE, key: signingKey },
  ]
  return used
    .map(({ name, option, key }) => ({ option, key, file: join(dirname(databaseFile), name) }))
    .filter(({ file, key }) => existsSync(file) && readFileSync(file, 'utf8').trim() !== key)
    .map(({ option, file }) => ({ option, file }))
}

function readKey(folder: string, file: string, { option, make }: KeyFile): string {
  try {
    if (!existsSync(file)) writeKey(folder, file, make())
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    throw new ConfigError(
      `Không đọc hoặc ghi được ${file} (${code}). Hãy kiểm tra quyền của thư mục, hoặc đặt ${option}.`,
    )
  }
}

/** The file appears whole or not at all; where another process of this site was first, its key is the key. */
function writeKey(folder: string, file: string, key: string): void {
  mkdirSync(folder, { recursive: true })
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${key}\n`, { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    unlinkSync(draft)
  }
}
