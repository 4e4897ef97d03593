import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { TranslationTable } from '../../../db/schema/translation.ts'
import { ContentError, parseContent, readMarkdownFiles, type MarkdownFile } from '../content/file.ts'
import { RENDERER_VERSION, renderMarkdown } from '../content/markdown.ts'
import { LANGUAGES, type Language } from '../languages/rules.ts'
import { sha256 } from '../secrets.ts'

const FOLDERS = ['news', 'pages'] as const

const words = z.string({ error: 'chưa ghi' }).trim().min(1, 'đang để trống')
const translationSchema = z.strictObject({
  title: words,
  summary: words,
  updated: z.iso.date({ error: 'không phải ngày. Viết như 2026-11-20' }),
  cover_alt: words.optional(),
})

/** A translation as its file says. */
export interface TranslationFile extends Pick<TranslationTable, 'target' | 'language' | 'content_hash'> {
  path: string
  toRow: () => TranslationTable
}

/**
 * Reads every file of `news/<language>/` and `pages/<language>/`: the same name as the original, whatever its year.
 * @throws ContentError naming file, field and cause
 */
export async function readTranslationFiles(contentDir: string): Promise<TranslationFile[]> {
  const files: TranslationFile[] = []
  for (const folder of FOLDERS) {
    for (const language of LANGUAGES.filter((lang) => lang !== 'vi')) {
      if (!existsSync(join(contentDir, folder, language))) continue
      for (const file of await readMarkdownFiles(contentDir, `${folder}/${language}`)) {
        files.push(parseFile(file, folder, language))
      }
    }
  }
  return files
}

function parseFile(file: MarkdownFile, folder: string, language: Language): TranslationFile {
  const { path } = file
  const slug = path.slice(`${folder}/${language}/`.length).replace(/\.md$/u, '')
  if (!/^[a-z0-9-]+$/u.test(slug)) {
    throw new ContentError(`${path}: bản dịch mang đúng tên tệp của bản gốc và nằm ngay trong thư mục này.`)
  }
  const { title, summary, updated, cover_alt } = parseContent(path, translationSchema, file.frontMatter)
  if (file.markdown.trim() === '') throw new ContentError(`${path}: bản dịch chưa có nội dung.`)
  const target = `${folder}/${slug}`
  const content_hash = sha256(JSON.stringify([RENDERER_VERSION, file.text]))
  return {
    path,
    target,
    language,
    content_hash,
    toRow: () => ({
      target,
      language,
      title,
      summary,
      cover_alt: cover_alt ?? null,
      made_on: updated,
      body_html: renderMarkdown(file.markdown, language),
      content_hash,
    }),
  }
}
