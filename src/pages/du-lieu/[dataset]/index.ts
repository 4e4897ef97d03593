import type { APIRoute } from 'astro'
import { getNewestVersion } from '../../../domain/catalogue/service.ts'
import { releaseAddress } from '../../../domain/releases/rules.ts'

/** A dataset without a version: its newest release, which is another one some day. */
export const GET: APIRoute = async ({ locals: { context: ctx }, params, redirect }) => {
  const { dataset = '' } = params
  return redirect(releaseAddress(dataset, await getNewestVersion(ctx, dataset)), 307)
}
