/** A standing page of the office: about, rules of commenting, data protection. */
export interface StandingPage {
  slug: string
  title: string
  summary: string
  /** ISO-8601 UTC. */
  updatedAt: string
  bodyHtml: string
  /** In which it stands here, as a BCP 47 code. */
  language: string
}

/** @param slug of a page of the office; an address stays as it is */
export const pageAddress = (slug: string): `/${string}/` =>
  slug.startsWith('/') ? (slug as `/${string}/`) : `/${slug}/`
