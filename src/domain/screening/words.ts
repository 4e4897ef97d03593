import { z } from 'zod'
import { ContentError, parseContent, parseYaml } from '../content/file.ts'
import { readOfficeFile } from '../content/table.ts'
import { WORD_CATEGORIES, compileWords, type WordList } from './word-rules.ts'

const FILE = 'moderation/words.yaml'
const MAX_LENGTH = 60

const entry = z.strictObject(
  {
    words: z
      .string({ error: 'chưa ghi hoặc không phải chữ' })
      .trim()
      .max(MAX_LENGTH, `dài quá ${MAX_LENGTH} ký tự`)
      .refine((words) => /\p{L}.*\p{L}/u.test(words), 'cần ít nhất hai chữ cái'),
    category: z.enum(WORD_CATEGORIES, { error: `chỉ nhận ${WORD_CATEGORIES.join(', ')}` }),
    accents: z.enum(['exact', 'any'], { error: 'chỉ nhận exact hoặc any' }).default('exact'),
    with: z.literal('phone', { error: 'chỉ nhận phone' }).optional(),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? undefined
        : 'mỗi mục gồm words và category, có thể thêm accents, with',
  },
)

/** Reads the office's list of words. @throws ContentError naming file, entry and cause */
export function readWords(contentDir: string): WordList {
  const yaml = readOfficeFile(contentDir, FILE).toString('utf8')
  const schema = z.array(entry, { error: 'tệp phải là một danh sách' })
  const entries = parseContent(FILE, schema, parseYaml(FILE, yaml) ?? [])
  const seen = new Set<string>()
  for (const { words } of entries) {
    const key = words.normalize('NFC').toLowerCase()
    if (seen.has(key)) throw new ContentError(`${FILE}: “${words}” được ghi hai lần.`)
    seen.add(key)
  }
  return compileWords(
    entries.map(({ with: beside, ...rest }) => ({ ...rest, withPhone: beside === 'phone' })),
  )
}
