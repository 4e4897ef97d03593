import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { access, constants, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { toolEnvironment } from '../config.ts'
import { alone } from './alone.ts'
import { writeEncoded } from './static-files.ts'

/** Folder of the project, wherever the process was started and whether this file was built into another. */
export const PROJECT_DIR = folderAbove(import.meta.dirname, 'package.json')
export const DIST_DIR = join(PROJECT_DIR, 'dist')
const CLIENT_FOLDER = 'client'
const ENCODED_FOLDER = 'encoded'
/** Files for the browser, and the same compressed. */
export const CLIENT_DIR = join(DIST_DIR, CLIENT_FOLDER)
export const ENCODED_DIR = join(DIST_DIR, ENCODED_FOLDER)

/** What a build is made from. Articles and data are read at the start, so they are not part of it. */
const SOURCES = ['src', 'db', 'public', 'astro.config.mjs', 'package-lock.json']
const FINGERPRINT_FILE = 'fingerprint'
/** Not in version control, and on the same disk as `dist`. */
const WORK_DIR = join(PROJECT_DIR, '.astro')
const LOCK_FILE = join(WORK_DIR, 'building')

/** The build did not succeed; the message holds what Astro printed. The build before is still in place. */
export class BuildError extends Error {}

/** The nearest folder from this one upwards that holds a file. */
function folderAbove(start: string, file: string): string {
  return existsSync(join(start, file)) ? start : folderAbove(dirname(start), file)
}

/** SHA-256 over names and contents of everything the build reads. */
export async function sourceFingerprint(projectDir = PROJECT_DIR): Promise<string> {
  return fingerprint(projectDir, await sourceFiles(projectDir))
}

async function fingerprint(folder: string, files: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const path of files) {
    const content = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
    hash.update(`${relative(folder, path)}\n${content}\n`)
  }
  return hash.digest('hex')
}

async function sourceFiles(projectDir: string): Promise<string[]> {
  const lists = await Promise.all(
    SOURCES.map(async (source) => {
      const path = join(projectDir, source)
      if (/\.\w+$/u.test(source)) return [path]
      if (!existsSync(path)) return []
      return filesBelow(path)
    }),
  )
  return lists.flat().sort()
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** SHA-256 over names and contents of everything a build made. */
async function builtFingerprint(folder: string): Promise<string> {
  const note = join(folder, FINGERPRINT_FILE)
  return fingerprint(folder, (await filesBelow(folder)).filter((path) => path !== note).sort())
}

/** Writes down what a build in `folder` was made from and what it came to. */
export async function noteBuild(folder: string, sources: string): Promise<void> {
  await writeFile(join(folder, FINGERPRINT_FILE), `${sources}\n${await builtFingerprint(folder)}\n`)
}

/**
 * `fresh`: built from the sources as they are now, and every file is still what was built. `damaged`: a file was cut,
 * changed, added or lost since, as a disk that was full or a machine that lost its power leaves it.
 */
export type BuildState = 'fresh' | 'outdated' | 'damaged'

export async function buildState(projectDir = PROJECT_DIR): Promise<BuildState> {
  const folder = join(projectDir, 'dist')
  const note = join(folder, FINGERPRINT_FILE)
  const [sources, built] = existsSync(note) ? (await readFile(note, 'utf8')).split('\n') : []
  if (sources !== (await sourceFingerprint(projectDir))) return 'outdated'
  return built === (await builtFingerprint(folder)) ? 'fresh' : 'damaged'
}

/**
 * Builds unless `dist` is up to date and whole; of several processes that want this at once, one builds.
 * @param onStart is told why, before it takes its time
 * @throws BuildError
 */
export async function buildWhenNeeded(onStart: (why: BuildState) => void = () => undefined): Promise<void> {
  const before = await buildState()
  if (before === 'fresh') return
  try {
    await buildAlone(async () => {
      const state = await buildState()
      if (state === 'fresh') return
      onStart(state)
      await build()
    })
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (!/^(?:EROFS|EACCES|EPERM|ENOSPC|SQLITE_(?:READONLY|CANTOPEN|FULL|IOERR).*)$/u.test(code)) throw error
    throw new BuildError(
      `${NOT_FRESH[before]} Không ghi được vào thư mục của chương trình (${code}). ` +
        'Hãy chạy npm run build bằng tài khoản sở hữu thư mục ấy, hoặc tạo lại ảnh container, rồi khởi động lại.',
    )
  }
}

const NOT_FRESH: Readonly<Record<BuildState, string>> = {
  fresh: '',
  outdated: 'Chưa có bản dựng nào của mã nguồn hiện tại.',
  damaged: 'Bản dựng trong dist/ đã bị hỏng.',
}

/** @throws BuildError */
export async function buildNow(): Promise<void> {
  await buildAlone(build)
}

/** Builds beside `dist` and puts the result in its place, so that a failure leaves what was there. */
async function build(): Promise<void> {
  await removeLeftovers(WORK_DIR)
  const sources = await sourceFingerprint()
  const fresh = join(WORK_DIR, `build-${process.pid}`)
  const old = join(WORK_DIR, `old-${process.pid}`)
  try {
    await runAstro(['build', '--outDir', relative(PROJECT_DIR, fresh)])
    await writeEncoded(join(fresh, CLIENT_FOLDER), join(fresh, ENCODED_FOLDER))
    await noteBuild(fresh, sources)
    if (existsSync(DIST_DIR)) await rename(DIST_DIR, old)
    await rename(fresh, DIST_DIR)
  } finally {
    await rm(fresh, { recursive: true, force: true })
    await rm(old, { recursive: true, force: true })
  }
}

/** Removes what builds that were killed have left in their folder. */
export async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const owner = Number(/^(?:build|old)-(\d+)$/u.exec(name)?.[1] ?? Number.NaN)
    if (!Number.isNaN(owner) && (owner === process.pid || !isRunning(owner))) {
      await rm(join(folder, name), { recursive: true, force: true })
    }
  }
}

/**
 * Astro runs as a process of its own: the bundler's memory is given back, and what it does to its process
 * (hooks, environment) stays there. It sees only the environment it needs, so that every build is the same.
 */
async function runAstro(args: string[]): Promise<void> {
  const bin = join(createRequire(import.meta.url).resolve('astro/package.json'), '../bin/astro.mjs')
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: PROJECT_DIR,
    env: { ...toolEnvironment(), NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = (): void => void child.kill()
  process.once('exit', stop)
  let printed = ''
  const keep = (chunk: Buffer): void => {
    printed += chunk.toString()
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const { promise, resolve: settle, reject } = Promise.withResolvers<number | null>()
  child.once('error', reject)
  child.once('close', settle)
  const code = await promise
  process.off('exit', stop)
  if (code !== 0) throw new BuildError(printed.trim())
}

/** Runs `work` while no other process of this project builds. Rejects as the file system does where it takes nothing. */
async function buildAlone(work: () => Promise<void>): Promise<void> {
  await mkdir(WORK_DIR, { recursive: true })
  await access(WORK_DIR, constants.W_OK)
  await alone(LOCK_FILE, work)
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
