import type { APIRoute } from 'astro'
import {
  citationKey,
  readRevision,
  toBibtex,
  toCslJson,
  toRis,
  type Citation,
} from '../domain/citations/rules.ts'
import { getRevision } from '../domain/figures/service.ts'
import { citeFigure } from '../i18n/citations.ts'
import { publicRoute } from './api/public-route.ts'

const FORMS = {
  bib: { type: 'application/x-bibtex; charset=utf-8', print: toBibtex },
  ris: { type: 'application/x-research-info-systems; charset=utf-8', print: toRis },
  'csl.json': { type: 'application/vnd.citationstyles.csl+json', print: toCslJson },
} as const satisfies Record<string, { type: string; print: (citation: Citation) => string }>

/** A route `/so-lieu/<id>/v<N>.<form>`: the citation of one revision, for reference managers. */
export function citationRoute(form: keyof typeof FORMS): APIRoute {
  const { type, print } = FORMS[form]
  return publicRoute(async ({ locals: { context: ctx, lang }, params }) => {
    const { figure } = await getRevision(ctx, params['id'] ?? '', readRevision(params['revision'] ?? ''))
    const { reference, site, config } = ctx
    const setting = { reference, site: site.settings, origin: config.siteUrl.origin }
    const citation = citeFigure(figure, setting, lang)
    return new Response(print(citation), {
      headers: {
        'content-type': type,
        'content-disposition': `attachment; filename="${citationKey(citation)}.${form}"`,
      },
    })
  })
}
