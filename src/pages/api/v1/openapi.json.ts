import { apiRoute, jsonResponse, onlyMethods } from '../../../http/api.ts'
import { describeApi } from '../../../http/api/openapi.ts'

let text: string | undefined

export const GET = apiRoute(({ locals }) => {
  const { config, site } = locals.context
  text ??= JSON.stringify(describeApi(config.siteUrl, site.settings.name))
  return Promise.resolve(jsonResponse(text, { cache: 'shared' }))
})

export const ALL = onlyMethods('GET', 'HEAD')
