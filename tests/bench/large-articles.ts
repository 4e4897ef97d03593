import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { indicatorId } from './large-content.ts'
import { WORDS } from './serving/words.ts'

const HOUR = 3_600_000
const VIETNAM_MS = 7 * HOUR
/** The first of them; each later one is an hour older. */
const NEWEST = Date.UTC(2025, 11, 30)
const SECTIONS = 4
const WORDS_EACH = 90
/** Units that {@link writeLargeContent} makes up at least. */
const UNITS = 300

/** As many as the smallest site has; the newest of all, and nobody comments on them. */
export const READ_ARTICLES = 100
export const readArticle = (at: number): string => `bai-de-doc-${at}`
/** The older ones have the names of those that made-up comments stand below. */
export const slugOf = (at: number): string =>
  at < READ_ARTICLES ? readArticle(at) : `bai-viet-de-do-${at - READ_ARTICLES}`

/** Adds articles to a copy of `content/`. The n-th is the same however many there are. */
export function writeLargeArticles(folder: string, count: number): void {
  for (let at = 0; at < count; at += 1) {
    const ms = NEWEST - at * HOUR
    const year = join(folder, 'news', new Date(ms + VIETNAM_MS).toISOString().slice(0, 4))
    mkdirSync(year, { recursive: true })
    writeFileSync(
      join(year, `${slugOf(at)}.md`),
      articleFile(at, new Date(ms).toISOString().replace('.000Z', 'Z')),
    )
  }
}

function articleFile(at: number, date: string): string {
  const sections = Array.from(
    { length: SECTIONS },
    (_, n) => `## Phần ${n + 1}\n\n${sentence(at + n, WORDS_EACH)}\n\n- ${sentence(at - n, 9)}\n`,
  )
  return `---
title: Bài viết số ${at} do chương trình làm ra để đo tốc độ
summary: ${sentence(at, 25)}
date: ${date}
category: hoat-dong
districts: [huyen-muong-la]
figures: [${indicatorId(0)}_xa-do-${at % UNITS}_2024]
sources:
  - title: Bài làm ra để đo
    outlet: chương trình đo
---

${sections.join('\n')}`
}

/** Words that depend on the place alone. */
function sentence(at: number, length: number): string {
  const words = Array.from({ length }, (_, n) => WORDS[(at * 31 + n * 17 + length) % WORDS.length] ?? '')
  return `Nội dung gồm ${words.join(' ')}.`
}
