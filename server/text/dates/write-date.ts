import { readDate } from '../date-text.ts'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const TOKEN = /yyyy|yy|MMMM|MMM|MM|M|dd|d|'[^']*'|[A-Za-z]+|[^A-Za-z']+/g

/**
 * Writes a date (`yyyy-MM-dd`) as a format of date-text.ts reads it; without one as it is, which every order reads alike.
 * @returns undefined where the format asks for more than a date has, or reads something else of what was written
 */
export function writeDate(date: string, format?: string): string | undefined {
  if (format === undefined) return date
  const [year = '', month = '', day = ''] = date.split('-')
  const name = MONTHS[Number(month) - 1]
  const parts: Readonly<Record<string, string | undefined>> = {
    yyyy: year,
    yy: year.slice(2),
    MMMM: name,
    MMM: name?.slice(0, 3),
    MM: month,
    M: month.replace(/^0/, ''),
    dd: day,
    d: day.replace(/^0/, ''),
  }
  const written = (format.match(TOKEN) ?? []).map((piece) => {
    if (piece in parts) return parts[piece] || undefined
    if (piece.startsWith("'")) return piece.slice(1, -1)
    return /[A-Za-z]/.test(piece) ? undefined : piece
  })
  const text = written.includes(undefined) ? undefined : written.join('')
  return text !== undefined && readDate(text, { format })?.value === date ? text : undefined
}
