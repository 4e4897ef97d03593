import type { PublicDecision } from '../domain/public-record/rules.ts'
import { stringsFor, type Language } from './strings.ts'

/** What a step of the public record was: "Không đăng", "Xem lại: vẫn không đăng". */
export function stepWords({ action, fromStatus }: PublicDecision, lang: Language): string {
  const { steps, afterAppeal } = stringsFor(lang).publicRecord.record
  const again = fromStatus === 'appealed' ? afterAppeal[action] : undefined
  return again ?? steps[action] ?? action
}
