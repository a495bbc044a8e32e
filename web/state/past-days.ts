import type { HistoryView } from '../../server/model/service-views.ts'
import type { GoldenView } from '../../server/model/views.ts'
import type { PastDay } from '../api/record-api.ts'
import { saidSince } from '../words/attribute-words.ts'

const DAY_MS = 86_400_000

/** Days that a record can be looked at on, and those on which something began or ended, in order. */
export type Days = { readonly first: string; readonly last: string; readonly marks: readonly string[] }

/**
 * From the first day that anything is told of to today. What was known changes when a change was published, what was true
 * when the systems say that it began.
 */
export function daysOf(view: GoldenView, history: HistoryView, by: PastDay['by'], today: string): Days {
  const told = by === 'known' ? history.versions.flatMap(({ from }) => from ?? []) : worldDays(view)
  const marks = [...new Set(told.map(dayOf).filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day) && day <= today))].sort()
  return { first: marks[0] ?? today, last: today, marks }
}

function worldDays({ records, attributes, addresses, relations }: GoldenView): string[] {
  return [
    ...records.flatMap(({ updatedAt }) => updatedAt ?? []),
    ...attributes.flatMap(({ winner, runnersUp }) =>
      [...(winner ? [winner] : []), ...runnersUp].flatMap((each) => saidSince(each) ?? []),
    ),
    ...addresses.flatMap(({ from, to }) => [from, to].flatMap((each) => each ?? [])),
    ...relations.flatMap(({ properties }) => [properties.from, properties.to].map((each) => String(each ?? ''))),
  ]
}

/** How many days after the first one a day is. */
export function offsetOf({ first }: Pick<Days, 'first'>, day: string): number {
  return Math.round((Date.parse(day) - Date.parse(first)) / DAY_MS)
}

/** The day so many days after the first one. */
export function dayAt({ first }: Pick<Days, 'first'>, offset: number): string {
  return dayOf(new Date(Date.parse(first) + offset * DAY_MS).toISOString())
}

/** The next mark after a day, or the last one before it. */
export function markBeside({ marks, last }: Days, day: string, way: 'earlier' | 'later'): string | undefined {
  return way === 'earlier' ? marks.findLast((mark) => mark < day) : [...marks, last].find((mark) => mark > day)
}

/** The day of an instant, in UTC. */
export function dayOf(text: string): string {
  return text.slice(0, 10)
}
