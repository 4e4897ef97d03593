import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_DIR } from '../../../src/server/build.ts'
import { cpuOf, cpuOfEnded, residentMiB } from '../load/processes.ts'
import { report } from '../report.ts'
import { lendPlace, start, writeArticlesAlone } from './places.ts'

/**
 * How long a site with so many articles takes to be built and to start, and what memory it has then.
 * @param folder that nothing else uses; it goes
 */
export async function startWithMany(
  section: string,
  folder: string,
  articles: number,
  freshUrl: (folder: string) => Promise<string>,
): Promise<void> {
  const place = await lendPlace(folder, freshUrl)
  writeArticlesAlone(place.folder, articles)
  const among = `with ${articles.toLocaleString('en')} articles`
  const began = performance.now()
  const before = cpuOfEnded(process.pid)
  await build(place.folder)
  say(`build ${among}`, printed(performance.now() - began, cpuOfEnded(process.pid) - before))
  for (const which of ['first start', 'next start']) {
    const started = performance.now()
    const site = await start(place)
    const ms = performance.now() - started
    const pid = site.process.pid ?? 0
    const cpu = cpuOf(pid) + cpuOfEnded(pid)
    const mebibytes = residentMiB(pid)
    await site.stop()
    say(`${which} ${among}`, `${printed(ms, cpu)}, then ${mebibytes.toFixed(0)} MiB resident`)
  }
  rmSync(folder, { recursive: true, force: true })

  function say(what: string, measured: string): void {
    report(section, { what, measured, ratio: '-', limit: '-' })
  }
}

/** Somebody waits for the seconds; the others do not depend on what else the machine does. @param cpu microseconds */
function printed(ms: number, cpu: number): string {
  return `${(ms / 1_000).toFixed(1)} s, ${(cpu / 1e6).toFixed(1)} s of processor time`
}

/** As `npm run build` does in this folder. */
async function build(folder: string): Promise<void> {
  const child = spawn(process.execPath, [join(PROJECT_DIR, 'src/cli/build.ts')], {
    ...{ cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`the build ended with ${code}`)
}
