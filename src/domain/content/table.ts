import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { z } from 'zod'
import { ContentError, missingContent } from './file.ts'

/**
 * Reads a reference table of the office and checks each row.
 * @throws ContentError naming file, row, column and cause
 */
export function readTable<T extends z.ZodObject>(contentDir: string, path: string, schema: T): z.infer<T>[] {
  return parseRows(path, readOfficeFile(contentDir, path)).map((row, at) => {
    const result = schema.safeParse(row)
    if (result.success) return result.data
    const issue = result.error.issues[0]
    const column = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : String(issue?.path[0] ?? '')
    const cause = issue?.code === 'unrecognized_keys' ? 'cột này không có trong mẫu' : issue?.message
    throw tableMistake(path, at, column, cause ?? '')
  })
}

function parseRows(path: string, bytes: Buffer): unknown[] {
  try {
    return parse(bytes, { columns: true, bom: true })
  } catch (error) {
    const cause = error instanceof Error ? error.message : ''
    throw new ContentError(`${path}: không đọc được dạng CSV (${cause}).`)
  }
}

/** @throws ContentError where it is not there */
export function readOfficeFile(contentDir: string, path: string): Buffer {
  try {
    return readFileSync(join(contentDir, path))
  } catch {
    throw missingContent(contentDir, path)
  }
}

/** A mistake in a table. `at` counts rows of data from 0; people count the header as row 1. */
export function tableMistake(path: string, at: number, column: string, cause: string): ContentError {
  return new ContentError(`${path}, dòng ${at + 2}, cột ${column}: ${cause}.`)
}
