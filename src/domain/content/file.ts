import { existsSync, type Dirent } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { parseDocument } from 'yaml'
import type { z } from 'zod'
import { LANGUAGES } from '../languages/rules.ts'

/** A file of the office that cannot be used; the message is for the person who wrote it. */
export class ContentError extends Error {}

export interface MarkdownFile {
  /** Relative to the content folder, with forward slashes. */
  path: string
  frontMatter: unknown
  markdown: string
  /** The whole file. */
  text: string
}

const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/u

/** Folders of further languages: what stands in them says the same as a file of that name above. */
const TRANSLATIONS = LANGUAGES.filter((lang) => lang !== 'vi')

/** What to say where a file or folder cannot be read: the folder of the office may have been looked for elsewhere. */
export function missingContent(contentDir: string, path: string): ContentError {
  const place = resolve(contentDir)
  if (existsSync(place))
    return new ContentError(`${path}: không có hoặc không đọc được trong thư mục ${place}.`)
  return new ContentError(
    `Không có thư mục ${place}. Thư mục này được tìm trong thư mục đang làm việc (${process.cwd()}): ` +
      'hãy chuyển vào thư mục có nội dung của trang (lệnh cd) rồi chạy lại.',
  )
}

/** Paths of all Markdown files below `folder` but translations, relative to the content folder, in their order. */
export async function listMarkdownFiles(contentDir: string, folder: string): Promise<string[]> {
  const entries = await entriesBelow(contentDir, folder)
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !TRANSLATIONS.some((lang) => path.startsWith(join(contentDir, folder, lang, '/'))))
    .sort()
    .map((path) => relative(contentDir, path).replaceAll('\\', '/'))
}

/** All Markdown files below `folder` but translations, in order of their path. @throws ContentError */
export async function readMarkdownFiles(contentDir: string, folder: string): Promise<MarkdownFile[]> {
  const paths = await listMarkdownFiles(contentDir, folder)
  return Promise.all(
    paths.map(async (path) => splitFrontMatter(path, await readText(contentDir, join(contentDir, path)))),
  )
}

async function entriesBelow(contentDir: string, folder: string): Promise<Dirent[]> {
  try {
    return await readdir(join(contentDir, folder), { recursive: true, withFileTypes: true })
  } catch {
    throw missingContent(contentDir, folder)
  }
}

/** @throws ContentError where the front matter is missing or is not YAML */
export function splitFrontMatter(path: string, text: string): MarkdownFile {
  const match = FRONT_MATTER.exec(text)
  if (match?.[1] === undefined) {
    throw new ContentError(
      `${path}: thiếu phần khai báo đầu bài. Bài phải bắt đầu bằng một dòng ---, các trường, rồi một dòng ---.`,
    )
  }
  return { path, frontMatter: parseYaml(path, match[1], 1), markdown: text.slice(match[0].length), text }
}

/** @throws ContentError with the line of the mistake */
export function parseYaml(path: string, yaml: string, linesBefore = 0): unknown {
  const document = parseDocument(yaml, { prettyErrors: true })
  const problem = document.errors[0]
  if (problem !== undefined) {
    const line = (problem.linePos?.[0].line ?? 1) + linesBefore
    const cause =
      problem.code === 'DUPLICATE_KEY'
        ? 'một trường được ghi hai lần'
        : 'sai cú pháp YAML (thường do thiếu dấu nháy quanh nội dung có dấu hai chấm, hoặc thụt lề lệch)'
    throw new ContentError(`${path}, dòng ${line}: ${cause}.`)
  }
  try {
    return document.toJS() as unknown
  } catch {
    throw new ContentError(`${path}: sai cú pháp YAML (dấu * hoặc & ở đầu giá trị cần đặt trong dấu nháy).`)
  }
}

/** Checks `value` and lists every mistake: file, field, cause. @throws ContentError */
export function parseContent<T extends z.ZodType>(path: string, schema: T, value: unknown): z.infer<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const lines = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(
          (key) => `${fieldName([...issue.path, key])}: trường này không có trong mẫu, hãy kiểm tra chính tả`,
        )
      : [`${fieldName(issue.path)}: ${issue.message}`],
  )
  throw new ContentError(lines.map((line) => `${path}, trường ${line}.`).join('\n'))
}

function fieldName(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '(toàn bộ)'
  return path
    .map((part, at) =>
      typeof part === 'number' ? ` thứ ${part + 1}` : `${at > 0 ? ' → ' : ''}${String(part)}`,
    )
    .join('')
}

async function readText(contentDir: string, path: string): Promise<string> {
  const bytes = await readFile(path)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new ContentError(
      `${relative(contentDir, path)}: tệp không phải UTF-8. Hãy lưu lại với bảng mã UTF-8.`,
    )
  }
}
