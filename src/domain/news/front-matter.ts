import { z } from 'zod'
import { ContentError, parseContent, type MarkdownFile } from '../content/file.ts'

/** What articles may refer to, from `site.yaml` and the list of units. */
export interface Vocabulary {
  categories: readonly string[]
  units: readonly string[]
  publisher: string
}

/** Vietnam has had one zone without summer time since 1975. */
const VIETNAM_OFFSET = '+07:00'
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u

/** A field that is not there, and one that has a name and no value. */
const MISSING: Readonly<Record<string, string>> = { undefined: 'chưa ghi', null: 'đang để trống' }

const pixels = z.int('phải là số nguyên (điểm ảnh)').positive('phải lớn hơn 0')

const text = (min: number, max: number) =>
  z
    .string({
      error: (issue) =>
        issue.input == null ? MISSING[String(issue.input)] : 'phải là chữ; hãy đặt nội dung trong dấu nháy',
    })
    .trim()
    .refine((value) => lengthOf(value) >= min, {
      error: min === 1 ? 'đang để trống' : `cần ít nhất ${min} ký tự`,
    })
    .refine((value) => lengthOf(value) <= max, { error: `dài quá ${max} ký tự` })

const moment = z
  .string({ error: (issue) => (issue.input === undefined ? 'chưa ghi' : 'không phải ngày giờ') })
  .transform((value, context) => {
    const iso = toInstant(value)
    if (iso !== null) return iso
    context.addIssue({
      code: 'custom',
      message: `"${value}" không phải ngày giờ. Viết như 2022-12-30 hoặc 2022-12-30T08:00:00+07:00`,
    })
    return z.NEVER
  })

const flag = z.boolean({ error: 'chỉ nhận true hoặc false' })

/** As {@link moment}, of an end: a day without a time counts whole. */
const endOf = z
  .string({ error: 'không phải ngày giờ' })
  .transform((value) => (/^\d{4}-\d{2}-\d{2}$/u.test(value) ? `${value}T23:59:59${VIETNAM_OFFSET}` : value))
  .pipe(moment)

const day = z
  .string({ error: (issue) => (issue.input === undefined ? 'chưa ghi' : 'không phải ngày') })
  .refine(
    (value) => /^\d{4}(-\d{2}(-\d{2})?)?$/u.test(value) && toInstant(value.padEnd(10, '-01')) !== null,
    {
      error: (issue) => `"${String(issue.input)}" không phải ngày. Viết như 2025-11-10`,
    },
  )

const source = z.strictObject(
  {
    title: text(1, 300),
    outlet: text(1, 200),
    number: text(1, 100).optional(),
    date: day.optional(),
    url: z
      .url({ protocol: /^https?$/u, error: 'không phải địa chỉ trang (bắt đầu bằng https://)' })
      .optional(),
    note: text(1, 500).optional(),
  },
  { error: keysOr('mỗi nguồn gồm title và outlet') },
)

/** The front matter of an article. Messages are read by editors. */
export function articleSchema(vocabulary: Vocabulary) {
  const oneOf = (values: readonly string[], what: string) =>
    z.string({ error: 'chưa ghi' }).refine((value) => values.includes(value), {
      error: (issue) =>
        `"${String(issue.input)}" không có trong ${what}. Chọn một trong: ${values.join(', ')}`,
    })
  return z
    .strictObject(
      {
        title: text(10, 140),
        summary: text(40, 320),
        date: moment,
        updated: moment.optional(),
        category: oneOf(vocabulary.categories, 'danh sách chuyên mục của site.yaml'),
        districts: z
          .array(oneOf(vocabulary.units, 'danh sách địa phương'), {
            error: 'phải là danh sách, ví dụ [huyen-muong-la]',
          })
          .default([]),
        figures: z
          .array(
            z
              .string({ error: 'phải là mã số liệu, như ty-le-ho-ngheo_son-la_2022' })
              .regex(/^[a-z0-9]+(?:[-_][a-z0-9]+)+$/u, 'phải là mã số liệu, như ty-le-ho-ngheo_son-la_2022'),
            { error: 'phải là danh sách mã số liệu' },
          )
          .default([]),
        language: z
          .string()
          .regex(
            /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?$/u,
            'phải là mã ngôn ngữ như vi, blt (Thái Đen), mww (H’Mông)',
          )
          .default('vi'),
        cover: z
          .strictObject(
            {
              src: z
                .string({ error: 'chưa ghi' })
                .regex(/^\/[\w./-]+$/u, 'phải là đường dẫn trong trang, bắt đầu bằng /'),
              alt: text(5, 250),
              credit: text(1, 120).optional(),
              width: pixels,
              height: pixels,
            },
            { error: keysOr('phải gồm src, alt, width và height') },
          )
          .optional(),
        byline: text(2, 120).default(vocabulary.publisher),
        sources: z
          .array(source, { error: 'chưa ghi; mỗi bài cần ít nhất một nguồn' })
          .min(1, 'mỗi bài cần ít nhất một nguồn'),
        corrections: z
          .array(z.strictObject({ date: day, text: text(10, 600), minor: flag.optional() }))
          .default([]),
        withheld: z
          .array(
            z.strictObject({ version: z.int('phải là số thứ tự của bản').positive(), reason: text(10, 600) }),
          )
          .default([]),
        withdrawn: text(10, 600).optional(),
        draft: flag.default(false),
        comments: z.enum(['open', 'closed'], { error: 'chỉ nhận open hoặc closed' }).default('open'),
        comments_until: endOf.optional(),
      },
      { error: keysOr('phần khai báo đầu bài đang trống') },
    )
    .refine((article) => article.comments_until === undefined || article.comments_until > article.date, {
      path: ['comments_until'],
      error: 'phải sau date',
    })
    .refine((article) => article.updated === undefined || article.updated > article.date, {
      path: ['updated'],
      error: 'phải sau date',
    })
}

export type ArticleFrontMatter = z.infer<ReturnType<typeof articleSchema>>

/** A checked file of `news/<year>/<slug>.md`. @throws ContentError naming file, field and cause */
export function parseArticleFile(
  file: MarkdownFile,
  vocabulary: Vocabulary,
): { slug: string; article: ArticleFrontMatter } {
  const [, year, name] = /^news\/([^/]+)\/([^/]+)\.md$/u.exec(file.path) ?? []
  if (year === undefined || name === undefined) {
    throw new ContentError(`${file.path}: bài phải nằm trong news/<năm>/<tên-bài>.md.`)
  }
  if (!SLUG.test(name)) {
    throw new ContentError(
      `${file.path}: tên tệp chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, ví dụ ho-tro-nha-o.md.`,
    )
  }
  const article = parseContent(file.path, articleSchema(vocabulary), file.frontMatter)
  if (vietnamYear(article.date) !== year) {
    throw new ContentError(
      `${file.path}, trường date: năm ${vietnamYear(article.date)} không khớp với thư mục ${year}.`,
    )
  }
  if (file.markdown.trim() === '') throw new ContentError(`${file.path}: bài chưa có nội dung.`)
  return { slug: name, article }
}

/** A date (midnight in Vietnam) or a date and time as ISO-8601 UTC; null where it is neither or does not exist. */
function toInstant(value: string): string | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?)?$/u.exec(value)
  if (match === null) return null
  const [, date = '', time = '00:00', zone = VIETNAM_OFFSET] = match
  const calendar = new Date(`${date}T00:00:00Z`)
  // The calendar rolls 31/02 over to March: such a date does not exist.
  if (Number.isNaN(calendar.getTime()) || !calendar.toISOString().startsWith(date)) return null
  const at = new Date(`${date}T${time}${zone}`)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}

function vietnamYear(iso: string): string {
  return String(new Date(new Date(iso).getTime() + 7 * 3_600_000).getUTCFullYear())
}

function lengthOf(value: string): number {
  return [...value.normalize('NFC')].length
}

/** Leaves the naming of unknown keys to the reader of the issue. */
function keysOr(message: string) {
  return (issue: { code: string | undefined }): string | undefined =>
    issue.code === 'unrecognized_keys' ? undefined : message
}
