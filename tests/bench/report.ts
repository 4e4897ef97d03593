import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'

const FILE = 'docs/benchmarks.md'
const HEAD = `# Benchmarks

Written by \`npm run bench -- --write\`; a benchmark by itself with its name, as in \`npm run bench -- desk --write\`. Each
line stands beside a limit that was measured in the same run on the same machine: the ratio carries over to another
machine, the milliseconds do not.

"Writes, each flush N ms more" comes from \`npm run bench -- serving --flush-ms N\`: every fsync and fdatasync, of the site,
of PostgreSQL and of the bare inserts beside them alike, takes N milliseconds longer than this machine's disk does, which
hardly takes any. An office's server needs 1 to 10 ms.
`

interface Line {
  what: string
  /** As printed: `p50 1.2 ms, p95 3.4 ms`. */
  measured: string
  limit: string
  ratio: string
}

const sections = new Map<string, Line[]>()

/** Prints one result, and keeps it for the report. @param section benchmark and database: `Desk, SQLite` */
export function report(section: string, line: Line): void {
  process.stdout.write(`${section}: ${line.what}: ${line.measured} = ${line.ratio} ${line.limit}\n`)
  sections.set(section, [...(sections.get(section) ?? []), line])
}

/** Puts the sections of this run into the report, in place of the ones they had; the others stay. */
export function writeReport(): void {
  const before = existsSync(FILE) ? readFileSync(FILE, 'utf8') : ''
  const kept = new Map(
    before
      .split(/^## /mu)
      .slice(1)
      .map((text) => [text.slice(0, text.indexOf('\n')), `## ${text.trimEnd()}\n`]),
  )
  for (const [section, lines] of sections) kept.set(section, printSection(section, lines))
  const sorted = [...kept].sort(([one], [other]) => one.localeCompare(other, 'en'))
  writeFileSync(FILE, [HEAD, ...sorted.map(([, text]) => text)].join('\n'))
}

function printSection(section: string, lines: readonly Line[]): string {
  const [cpu] = cpus()
  const gib = Math.round(totalmem() / 2 ** 30)
  const day = new Date().toISOString().slice(0, 10)
  const machine = `${cpu?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${gib} GiB, Node ${process.versions.node}`
  const rows = lines.map(
    ({ what, measured, limit, ratio }) => `| ${what} | ${measured} | ${ratio} | ${limit} |`,
  )
  return [
    `## ${section}`,
    '',
    `${day}, ${machine}.`,
    '',
    '| what | measured | ratio | of |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}
