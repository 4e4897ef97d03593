/** What can be said of a quoted address beside findings on its figure. */
export type AddressNote =
  | { kind: 'unknown-figure'; id: string }
  | { kind: 'unknown-revision'; id: string; revision: number }
  | { kind: 'not-yet'; id: string; asof: string }
  | { kind: 'no-day'; asof: string }
  | { kind: 'foreign'; host: string }
  | { kind: 'page'; path: string }
  /** A citation's hash is not of the revision that its address leads to. */
  | { kind: 'wrong-hash'; revision: number }
  /** … but of another one. */
  | { kind: 'other-hash'; revision: number; of: number }
  /** A citation names another revision than its address. */
  | { kind: 'other-edition'; revision: number; edition: number }
  | { kind: 'current-table'; path: string }
  /** `changed` of the table's figures say something else today than on that day. */
  | { kind: 'dated-table'; path: string; asof: string; figures: number; changed: number }
