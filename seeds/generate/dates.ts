import type { Random } from './random.ts'

/** The world's last day: nothing in the data is younger. */
export const TODAY = '2025-09-30'

/** Plain date `days` after another. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Instant to the second, in office hours, from the day of `from` up to but not including the day of `to`. */
export function instantBetween(random: Random, from: string, to: string): string {
  const [low, high] = [Date.parse(from.slice(0, 10)), Date.parse(to.slice(0, 10))]
  const day = low + Math.floor(random.next() * Math.max(1, (high - low) / 86_400_000)) * 86_400_000
  return new Date(day + random.int(28_800, 75_600) * 1000).toISOString().replace('.000Z', 'Z')
}

/** Writes a date or an instant in a pattern of yyyy, MM, M, dd, d, HH, mm, ss. Text that is neither stays verbatim. */
export function formatDate(text: string, pattern: string): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)Z)?$/.exec(text)
  if (!parts) return text
  const [, yyyy = '', MM = '', dd = '', HH = '00', mm = '00', ss = '00'] = parts
  const tokens: Record<string, string> = { yyyy, MM, dd, HH, mm, ss, M: String(Number(MM)), d: String(Number(dd)) }
  return pattern.replace(/yyyy|MM|M|dd|d|HH|mm|ss/g, (token) => tokens[token] ?? token)
}
