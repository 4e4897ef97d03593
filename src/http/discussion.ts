import type { AstroGlobal } from 'astro'
import { getDiscussion } from '../domain/comments/service.ts'
import { receiveComment } from './comment-form.ts'
import { receiveForm } from './form-post.ts'

/**
 * Takes the comment form of a page, or gives its comments what they need: their thread from the place that the
 * query names, and the form as it was sent where it was refused.
 * @returns the answer to send where a comment was taken
 * @throws DomainError as `listThread` does
 */
export async function discuss(astro: AstroGlobal, target: string) {
  const done = await receiveForm(astro, (form) => receiveComment(astro, target, form))
  if (done !== null) return done
  const { context, refused } = astro.locals
  const discussion = await getDiscussion(context, target, astro.url.searchParams.get('sau'))
  return { ...discussion, refusal: refused ?? null, site: context.site.settings }
}
