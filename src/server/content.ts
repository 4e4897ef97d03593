import type { ArticleFile } from '../domain/news/files.ts'
import { checkArticles, syncArticles } from '../domain/news/syncing.ts'
import { checkPages, syncPages } from '../domain/pages/service.ts'
import { readReference } from '../domain/reference/files.ts'
import type { Context } from '../domain/context.ts'
import { readWords } from '../domain/screening/words.ts'
import { refreshIndex } from '../domain/search/keeping.ts'
import { readSearchWords } from '../domain/search/words.ts'
import { readSite } from '../domain/site/service.ts'
import { checkTranslations, syncTranslations } from '../domain/translations/syncing.ts'
import { listStillShown, listUnexplained } from '../domain/versions/service.ts'
import { CONTENT_DIR } from './context.ts'

/**
 * Copies what the office wrote into the database.
 * @returns its articles, of which {@link remindOfNotes} speaks
 * @throws ContentError for the person who wrote it
 */
export async function prepareContent(context: Context): Promise<readonly ArticleFile[]> {
  const articles = await checkArticles(context.site, context.reference, CONTENT_DIR)
  await syncArticles(context, CONTENT_DIR, articles)
  await syncPages(context, CONTENT_DIR)
  await syncTranslations(context, CONTENT_DIR)
  await refreshIndex(context)
  return articles
}

/** Reminds the office of what it owes readers of articles that were changed; one line each. */
export async function remindOfNotes(context: Context, articles: readonly ArticleFile[]): Promise<string> {
  const causes = {
    'no-note': 'nội dung đã đổi sau khi đăng mà chưa có ghi chú ở corrections',
    'numbers-changed': 'ghi chú đề minor nhưng có con số đã đổi; trang vẫn báo cho người đọc',
    shown: 'withheld chưa có tác dụng, vì bản này đang đăng hoặc không có',
  }
  const shown = await listStillShown(context, articles)
  return [
    ...(await listUnexplained(context)),
    ...shown.map((version) => ({ ...version, cause: 'shown' as const })),
  ]
    .map(({ slug, version, cause }) => `Lưu ý: bài ${slug}, bản ${version}: ${causes[cause]}.\n`)
    .join('')
}

/** Checks what the office wrote; needs no database. @throws ContentError for the person who wrote it */
export async function checkContent(): Promise<void> {
  await checkArticles(readSite(CONTENT_DIR), readReference(CONTENT_DIR), CONTENT_DIR)
  readSite(CONTENT_DIR, 'en')
  readReference(CONTENT_DIR, 'en')
  await checkPages(CONTENT_DIR)
  await checkTranslations(CONTENT_DIR)
  readWords(CONTENT_DIR)
  readSearchWords(CONTENT_DIR)
}
