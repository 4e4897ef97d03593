import { checkArticles, syncArticles } from '../domain/news/service.ts'
import { checkPages, syncPages } from '../domain/pages/service.ts'
import { readReference } from '../domain/reference/files.ts'
import type { Context } from '../domain/context.ts'
import { readWords } from '../domain/screening/words.ts'
import { readSite } from '../domain/site/service.ts'
import { CONTENT_DIR } from './context.ts'

/** Copies what the office wrote into the database. @throws ContentError for the person who wrote it */
export async function prepareContent(context: Context): Promise<void> {
  await syncArticles(context, CONTENT_DIR)
  await syncPages(context, CONTENT_DIR)
}

/** Checks what the office wrote; needs no database. @throws ContentError for the person who wrote it */
export async function checkContent(): Promise<void> {
  await checkArticles(readSite(CONTENT_DIR), readReference(CONTENT_DIR), CONTENT_DIR)
  await checkPages(CONTENT_DIR)
  readWords(CONTENT_DIR)
}
