import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ArticleTable } from '../../../db/schema/article.ts'
import { ContentError, readMarkdownFiles, type MarkdownFile } from '../content/file.ts'
import { RENDERER_VERSION, renderMarkdown } from '../content/markdown.ts'
import { sha256 } from '../secrets.ts'
import { PUBLIC_DIR, versionOf } from './covers.ts'
import { parseArticleFile, type ArticleFrontMatter, type Vocabulary } from './front-matter.ts'
import type { Cover } from './rules.ts'

/** An article that may be shown or was withdrawn, as its file says. */
export interface ArticleFile {
  slug: string
  /** Why it is shown no more; null of one that is. */
  withdrawn: string | null
  /** Earlier versions whose text must go. */
  withheld: readonly { version: number; reason: string }[]
  /** Changes with the text, the renderer and what the site's settings add. */
  hash: string
  toRow: () => ArticleTable
}

/**
 * Reads every article below `news/`. Drafts are checked too, then left out.
 * @throws ContentError listing the mistakes of all files
 */
export async function readArticleFiles(contentDir: string, vocabulary: Vocabulary): Promise<ArticleFile[]> {
  const mistakes: string[] = []
  const articles = new Map<string, ArticleFile & { path: string }>()
  for (const file of await readMarkdownFiles(contentDir, 'news')) {
    try {
      const { slug, article } = parseArticleFile(file, vocabulary)
      if (article.cover !== undefined && !existsSync(join(publicDir(contentDir), article.cover.src))) {
        throw new ContentError(`${file.path}, trường cover → src: không có tệp public${article.cover.src}.`)
      }
      const twin = articles.get(slug)
      if (twin !== undefined) {
        throw new ContentError(
          `${file.path}: trùng địa chỉ với ${twin.path}. Tên tệp không được lặp lại giữa các năm.`,
        )
      }
      if (!article.draft)
        articles.set(slug, {
          path: file.path,
          slug,
          withdrawn: article.withdrawn ?? null,
          withheld: article.withheld,
          hash: hashOf(file, article, contentDir),
          toRow: () => rowOf(slug, file, article, contentDir),
        })
    } catch (error) {
      if (!(error instanceof ContentError)) throw error
      mistakes.push(error.message)
    }
  }
  if (mistakes.length > 0) throw new ContentError(mistakes.join('\n'))
  return [...articles.values()]
}

/** Pictures are served from the folder beside the office's. */
function publicDir(contentDir: string): string {
  return join(contentDir, '..', PUBLIC_DIR)
}

function hashOf(file: MarkdownFile, article: ArticleFrontMatter, contentDir: string): string {
  const version = coverOf(article, contentDir)?.version
  const parts = [RENDERER_VERSION, article.byline, file.text]
  return sha256(JSON.stringify(version === undefined ? parts : [...parts, version]))
}

function coverOf({ cover }: ArticleFrontMatter, contentDir: string): Cover | null {
  return cover === undefined ? null : { ...cover, version: versionOf(join(publicDir(contentDir), cover.src)) }
}

function rowOf(
  slug: string,
  file: MarkdownFile,
  article: ArticleFrontMatter,
  contentDir: string,
): ArticleTable {
  const cover = coverOf(article, contentDir)
  return {
    slug,
    title: article.title,
    summary: article.summary,
    published_at: article.date,
    updated_at: article.updated ?? null,
    category: article.category,
    language: article.language,
    byline: article.byline,
    districts: JSON.stringify(article.districts),
    figures: JSON.stringify(article.figures),
    cover: cover === null ? null : JSON.stringify(cover),
    sources: JSON.stringify(article.sources),
    corrections: JSON.stringify(article.corrections),
    comments_open: article.comments === 'open' ? 1 : 0,
    comments_until: article.comments_until ?? null,
    body_html: renderMarkdown(file.markdown),
    content_hash: hashOf(file, article, contentDir),
  }
}
