import type writeXlsxFile from 'write-excel-file/node'
import {
  getOrderOfSiblings,
  getSelfClosingTagMarkup,
  insertElementMarkupAccordingToOrderOfSiblings,
  sanitizeTextContent,
} from 'write-excel-file/utility'

type Arguments = Parameters<typeof writeXlsxFile>
/** A sheet of a workbook of many. */
export type SheetToWrite = Arguments[0][number]
type Feature = NonNullable<NonNullable<Arguments[1]>['features']>[number]

/** A list that drops down in a range of cells. */
export interface DropDown {
  sheet: string
  range: string
  /** Range of the cells that hold the list. */
  list: string
  /** Refuses what is not in the list; else it only asks. */
  strict: boolean
}

/**
 * Puts drop-down lists into the sheets of a workbook, hides the sheet that holds them, and gives each column of those
 * sheets the format of its cell in the second row, as far down as anyone types.
 */
export function dropDowns(places: readonly DropDown[], { hidden }: { hidden: string }): Feature {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, { sheet }) => {
            const own = places.filter((place) => place.sheet === sheet)
            if (own.length === 0) return xml
            const markup = `<dataValidations count="${own.length}">${own.map(toMarkup).join('')}</dataValidations>`
            const order = getOrderOfSiblings('xl/worksheets/sheet{id}.xml', 'worksheet') ?? []
            return insertElementMarkupAccordingToOrderOfSiblings(
              formatColumns(xml),
              markup,
              order,
              'worksheet',
            )
          },
        },
        'xl/workbook.xml': {
          transformElementAttributes: (tag, attributes) =>
            tag === 'sheet' && attributes['name'] === hidden
              ? { ...attributes, state: 'hidden' }
              : attributes,
        },
      },
    },
  }
}

function formatColumns(xml: string): string {
  const styles = [...xml.matchAll(/<c r="[A-Z]2" s="(\d+)"/gu)].map(([, style]) => style)
  return xml.replace(/<col min="(\d+)"/gu, (col, at: string) => {
    const style = styles[Number(at) - 1]
    return style === undefined ? col : `${col} style="${style}"`
  })
}

function toMarkup({ range, list, strict }: DropDown): string {
  const opening = getSelfClosingTagMarkup('dataValidation', {
    type: 'list',
    allowBlank: 1,
    showErrorMessage: 1,
    errorStyle: strict ? 'stop' : 'warning',
    errorTitle: 'Không có trong danh sách',
    error: 'Hãy chọn trong danh sách, hoặc xem tờ “Bảng mã”.',
    sqref: range,
  }).replace(/\/>$/u, '>')
  return `${opening}<formula1>${sanitizeTextContent(list)}</formula1></dataValidation>`
}
