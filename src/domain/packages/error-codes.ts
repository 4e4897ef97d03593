/** What Excel and LibreOffice show in place of a result that could not be calculated or found. */
const ERROR_CODE = /^\s*(?:#(?:N\/A|GETTING_DATA|[A-Z0-9_/]{1,20}[!?])|Err:\d{3})\s*$/iu

/** Whether a text is a spreadsheet's word for an error, `#N/A` or `#REF!`, and so no value of anything. */
export function isErrorCode(text: string): boolean {
  return ERROR_CODE.test(text)
}
