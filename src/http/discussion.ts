import type { AstroGlobal } from 'astro'
import { findDiscussed, getDiscussion } from '../domain/comments/threads.ts'
import { receiveComment } from './comment-form.ts'
import { receiveForm } from './form-post.ts'

/**
 * Takes the comment form of a page, or gives its comments what they need: their thread from the place that the
 * query names, and the form as it was sent where it was refused.
 * @returns the answer to send where a comment was taken
 * @throws DomainError not-found for an unknown target, invalid for a place that is none
 */
export async function discuss(astro: AstroGlobal, target: string) {
  const done = await receiveForm(astro, (form) => receiveComment(astro, target, form))
  if (done !== null) return done
  const { context, keep, refused } = astro.locals
  const discussed = await keep(`discussed ${target}`, () => findDiscussed(context, target))
  const discussion = await getDiscussion(context, discussed, astro.url.searchParams.get('sau'))
  return { ...discussion, refusal: refused ?? null, site: context.site.settings }
}
