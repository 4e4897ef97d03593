import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { PageTable } from '../../../db/schema/page.ts'
import { ContentError, parseContent, readMarkdownFiles } from '../content/file.ts'
import { renderMarkdown } from '../content/markdown.ts'
import type { Context } from '../context.ts'
import { DomainError } from '../errors.ts'
import type { Translated } from '../translations/rules.ts'
import { translatePage } from '../translations/service.ts'
import { bumpRevisions } from '../revisions/store.ts'
import { indexTexts } from '../search/keeping.ts'
import type { StandingPage } from './rules.ts'
import { findPage, listStored, replacePages } from './store.ts'

const pageSchema = z.strictObject({
  title: z.string({ error: 'chưa ghi' }).trim().min(1, 'đang để trống'),
  summary: z.string({ error: 'chưa ghi' }).trim().min(1, 'đang để trống'),
  updated: z.iso.date({ error: 'không phải ngày. Viết như 2026-11-20' }),
})

/** @throws DomainError not-found */
export async function getPage(ctx: Context, slug: string): Promise<Translated<StandingPage>> {
  const page = await findPage(ctx.db.read, slug)
  if (page === null) throw new DomainError('not-found', `no page ${slug}`)
  return translatePage(ctx, page)
}

/** Checks the files of `pages/` without touching the database. @throws ContentError */
export async function checkPages(contentDir: string): Promise<PageTable[]> {
  return (await readMarkdownFiles(contentDir, 'pages')).map((file) => {
    const [, slug] = /^pages\/([a-z0-9-]+)\.md$/u.exec(file.path) ?? []
    if (slug === undefined)
      throw new ContentError(`${file.path}: tên tệp chỉ gồm chữ thường không dấu, chữ số và gạch nối.`)
    const { title, summary, updated } = parseContent(file.path, pageSchema, file.frontMatter)
    const updatedAt = new Date(`${updated}T00:00:00+07:00`).toISOString()
    return { slug, title, summary, updated_at: updatedAt, body_html: renderMarkdown(file.markdown) }
  })
}

/** Replaces the stored pages by the files, where they differ. @throws ContentError */
export async function syncPages(ctx: Context, contentDir: string): Promise<void> {
  const pages = await checkPages(contentDir)
  if (isDeepStrictEqual(bySlug(await listStored(ctx.db.read)), bySlug(pages))) return
  await ctx.db.transaction(async (tx) => {
    // First of all: of several processes that start at once, the others wait here until this one is through.
    await bumpRevisions(tx, ['pages'])
    await replacePages(tx, pages)
    await indexTexts(ctx, tx, 'page')
  })
}

function bySlug(pages: readonly PageTable[]): PageTable[] {
  return pages.toSorted((one, other) => (one.slug < other.slug ? -1 : 1)).map((page) => ({ ...page }))
}
