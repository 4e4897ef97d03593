import type { Context } from '../../domain/context.ts'
import { findNextChange } from '../../domain/news/service.ts'
import { endOfVietnamDay, vietnamDay } from '../../domain/periods/rules.ts'
import type { Timetable } from './revisions.ts'

/** When pages change although nobody changes anything. */
export function timetableOf(context: Context): Timetable {
  return {
    now: context.now,
    nextChange: (after) => findNextChange(context, after),
    endOfDay: (of) => new Date(endOfVietnamDay(vietnamDay(of)) ?? of),
  }
}
