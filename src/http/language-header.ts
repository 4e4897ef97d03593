/**
 * Says, while the site is being edited, in which language a page is wanted, once that is off the address. Where the site
 * is served nobody reads it.
 */
export const LANGUAGE_HEADER = 'x-page-language'
