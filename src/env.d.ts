/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** What use cases need. The server passes it in; while developing, the middleware builds it. */
    context: import('./domain/context.ts').Context
    /** Of the page; `/en` is off the address by now. Staff read Vietnamese. */
    lang: import('./domain/context.ts').Context['lang']
    requestId: string
    /** Keeps what pages that anybody may see are made of. */
    keep: import('./http/keep.ts').Keep
    /** The client's address as far as it can be believed (see TRUSTED_PROXIES). */
    clientAddress: string
    /** Writes an unexpected error to the log, with the request's id. */
    reportError: (error: unknown) => void
    /** Set on staff addresses where there is an open session. */
    session?: import('./domain/accounts/service.ts').SignedIn
    /** Who may act as staff: signed in, and with a second factor unless this is a demonstration. */
    staff?: import('./domain/context.ts').StaffMember
    /** Counts, for the navigation of the desk, what waits; set together with `staff`. */
    countDesks?: () => Promise<import('./http/desk-counts.ts').DeskCounts>
    /** What a form held, once it was read: shown again where the page fails. */
    formValues?: import('./http/errors.ts').FormValues
    /** A form post that was not let through: the page is rendered as for reading, and shows why. */
    refused?: import('./http/refusal.ts').Refusal
  }
}
