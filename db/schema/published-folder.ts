/** Files of a data package, byte for byte, whose content was published: a start does not read them again. */
export interface PublishedFolderTable {
  /** SHA-256 over names and bytes. */
  hash: string
}
