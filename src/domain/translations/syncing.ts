import { ContentError, listMarkdownFiles } from '../content/file.ts'
import type { Context } from '../context.ts'
import { bumpRevisions } from '../revisions/store.ts'
import { indexTexts } from '../search/keeping.ts'
import { readTranslationFiles, type TranslationFile } from './files.ts'
import { listHashes, removeTranslation, saveTranslation } from './store.ts'

/** Checks every translation without touching the database. @throws ContentError */
export async function checkTranslations(contentDir: string): Promise<TranslationFile[]> {
  const originals = new Set<string>()
  for (const folder of ['news', 'pages']) {
    for (const path of await listMarkdownFiles(contentDir, folder)) {
      originals.add(path.replace(/^(news|pages)\/(?:.*\/)?([^/]+)\.md$/u, '$1/$2'))
    }
  }
  const files = await readTranslationFiles(contentDir)
  const stray = files.find(({ target }) => !originals.has(target))
  if (stray !== undefined) throw new ContentError(`${stray.path}: không có bản gốc mang tên tệp này.`)
  return files
}

/** Brings the stored translations in line with the files. @throws ContentError; then nothing changes */
export async function syncTranslations(ctx: Context, contentDir: string): Promise<void> {
  const files = await checkTranslations(contentDir)
  const stored = await listHashes(ctx.db.read)
  const nameOf = ({ target, language }: { target: string; language: string }): string =>
    `${language} ${target}`
  const hashes = new Map(stored.map((row) => [nameOf(row), row.content_hash]))
  const wanted = new Set(files.map(nameOf))
  const changed = files.filter((file) => hashes.get(nameOf(file)) !== file.content_hash)
  const vanished = stored.filter((row) => !wanted.has(nameOf(row)))
  if (changed.length + vanished.length === 0) return
  await ctx.db.transaction(async (tx) => {
    for (const file of changed) await saveTranslation(tx, file.toRow())
    for (const { target, language } of vanished) await removeTranslation(tx, target, language)
    // Every page stands by this one.
    await bumpRevisions(tx, ['news'])
    await indexTexts(ctx, tx, 'article')
    await indexTexts(ctx, tx, 'page')
  })
}
