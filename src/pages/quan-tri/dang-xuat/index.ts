import type { APIRoute } from 'astro'
import { seeOther } from '../../../http/form-post.ts'
import { receiveSignOut } from '../../../http/sign-in-form.ts'

export const POST: APIRoute = (context) => receiveSignOut(context)

/** Signing out is done by the button; whoever types the address stays signed in. */
export const GET: APIRoute = () => seeOther('/quan-tri/')
