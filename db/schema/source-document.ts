/** Append-only: a document that figures rest on, kept under the hash of what it says. */
export interface SourceDocumentTable {
  hash: string
  /** Name within its data package, as the column `document` has it. */
  name: string
  title: string
  /** The title was rebuilt from the address of the page. */
  title_derived: 0 | 1
  issuer: string | null
  /** Document number: `1681/NQ-UBTVQH15`. */
  number: string | null
  /** `2022-12-31`, `2022-12` or `2022`. */
  date: string | null
  url: string | null
  kind: 'official' | 'press' | 'sample'
  /** Known through a translation, a repost or another's account only. */
  secondary: 0 | 1
}
