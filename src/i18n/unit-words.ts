import { isFormer, type AdministrativeUnit } from '../domain/units/rules.ts'
import { fill } from './fill.ts'
import { formatDate } from './format.ts'
import { stringsFor, type Language } from './strings.ts'

/** When a unit was there: `từ 01/07/2025, đang hoạt động`, `đến hết 30/06/2025`. @param today calendar day */
export function validityWords(unit: AdministrativeUnit, today: string, lang: Language): string {
  const t = stringsFor(lang).units
  const times: readonly (readonly [string, string | null])[] = [
    [t.from, unit.validFrom],
    [t.seenBy, unit.seenBy],
    [t.to, unit.validTo],
    [t.goneBy, unit.goneBy],
  ]
  const words = times.flatMap(([text, date]) =>
    date === null ? [] : [fill(text, { date: formatDate(date, lang) })],
  )
  return words.length === 0 || !isFormer(unit, today) ? [...words, t.current].join(', ') : words.join('; ')
}
