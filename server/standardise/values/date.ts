import type { Claim } from '../../model/record.ts'
import { type DateOrder, readDate } from '../../text/date-text.ts'
import { tidy } from '../../text/fold.ts'
import { claim } from '../claim.ts'
import type { Knowledge } from '../knowledge.ts'

export type DateHints = { readonly format?: string | undefined; readonly order?: DateOrder | undefined }

/**
 * Cleans a date to `yyyy-MM-dd`; partial ones stay partial and say so by kind `month` or `year`. Folded is empty for
 * what is no date (31 February) and for dates that systems write when they know none.
 */
export function dateCleaner(rules: Knowledge): (text: string, hints: DateHints) => Claim {
  const junk = new Set(rules.junk.dates)
  const pivot = rules.dates.twoDigitYearPivot
  return (text, hints) => {
    const read = readDate(text, { ...hints, pivot })
    if (!read) return claim(tidy(text), '', text)
    const folded = junk.has(read.value) ? '' : read.value
    return claim(read.value, folded, text, read.precision === 'day' ? undefined : read.precision)
  }
}
