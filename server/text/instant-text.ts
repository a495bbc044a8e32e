import { type DateOptions, type ReadInstant, readDate, readMoment } from './date-text.ts'
import { countedInstant } from './dates/date-forms.ts'
import { excelDate } from './dates/excel-date.ts'

export type InstantOptions = DateOptions & {
  /** IANA zone of a local time without an offset; without it UTC. */
  readonly timeZone?: string | undefined
}

/** Of whole hours, as databases write it, only right behind a clock: elsewhere it is the end of a date. */
const OFFSET = /(Z|[+-]\d{2}:?\d{2}|(?<=:\d{2}(?:[.,]\d{1,9})?\s?)[+-]\d{2})$/i
const CLOCK =
  /[T ,]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*([AaPp][Mm]))?\s*(?:Z|[+-]\d{2}(?::?\d{2})?)?$/i

/** A year first and then a number that is no month: of a date that somebody typed it may be the day, of a time it is a fault. */
const NO_MONTH = /^\s*\d{4}[-/. ]\s?(?:1[3-9]|[2-9]\d)(?:\D|$)/
const FIRST = Date.parse('0001-01-01T00:00:00Z')
const AFTER_LAST = Date.parse('+010000-01-01T00:00:00Z')
/** Clocks are at most this far from UTC, in minutes. */
const MOST_OFFSET = 15 * 60

const ZONES = new Map<string, Intl.DateTimeFormat>()

function zone(name: string): Intl.DateTimeFormat {
  const known = ZONES.get(name)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  ZONES.set(name, made)
  return made
}

/** Whether the runtime knows the zone. */
export function isTimeZone(name: string): boolean {
  try {
    return zone(name) !== undefined
  } catch {
    return false
  }
}

/** Milliseconds that the clocks of a zone are ahead of UTC at an instant. */
function aheadOfUtc(at: number, name: string): number {
  const part: Record<string, number> = {}
  for (const { type, value } of zone(name).formatToParts(at)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

/** Instant of a wall-clock time. Guess twice, because the offset at the guess may lie across a clock change. */
function fromWallClock(wall: number, name: string): number {
  const guess = wall - aheadOfUtc(wall, name)
  return wall - aheadOfUtc(guess, name)
}

/** Milliseconds ahead of UTC; undefined where no offset is stated, NaN for one that no clock has. */
function offsetOf(text: string): number | undefined {
  const found = OFFSET.exec(text)?.[1]
  if (found === undefined) return undefined
  if (found.toUpperCase() === 'Z') return 0
  const digits = found.replace(/\D/g, '')
  const [hours, rest] = [Number(digits.slice(0, 2)), Number(digits.slice(2))]
  const minutes = hours * 60 + rest
  if (rest > 59 || minutes > MOST_OFFSET) return Number.NaN
  return (found.startsWith('-') ? -minutes : minutes) * 60_000
}

function momentOf(text: string, options: DateOptions): ReadInstant | undefined {
  if (options.format !== undefined) {
    const moment = readMoment(text, options.format, options.pivot)
    if (moment) return moment
  }
  if (NO_MONTH.test(text)) return undefined
  const clock = CLOCK.exec(text)
  const date = readDate(clock ? text.slice(0, clock.index) : text.replace(/Z$/i, ''), options)
  if (!date) return undefined
  const [, h = '0', minute = '0', second = '0', fraction = '0', half] = clock ?? []
  const hour = half === undefined ? Number(h) : (Number(h) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  return {
    date,
    hour,
    minute: Number(minute),
    second: Number(second),
    milli: Number(fraction.padEnd(3, '0').slice(0, 3)),
  }
}

/**
 * Reads an instant as UTC ISO 8601, or undefined: ISO with or without an offset, any date of `readDate` with or without a
 * time, seconds (10 digits) or milliseconds (13 digits) since 1970. A date alone is its midnight in the zone.
 */
export function readInstant(text: string, options: InstantOptions = {}): string | undefined {
  const trimmed = text.trim()
  if (/^\d{10}$/.test(trimmed)) return instantAt(Number(trimmed) * 1000)
  if (/^\d{13}$/.test(trimmed)) return instantAt(Number(trimmed))
  const { timeZone = 'UTC' } = options
  const stated = excelDate(trimmed, options.format)
  if (stated) return readInstant(`${stated.date}T${stated.time}`, { timeZone })
  const counted = countedInstant(trimmed)
  if (counted) return instantAt(counted.isLocal ? fromWallClock(counted.at, timeZone) : counted.at)
  const moment = momentOf(trimmed, options)
  if (moment?.date.precision !== 'day') return undefined
  const { date, hour, minute, second, milli } = moment
  if (hour > 24 || minute > 59 || second > 60) return undefined
  const [year = 0, month = 1, day = 1] = date.value.split('-').map(Number)
  const wall = wallClock(year, month, day) + ((hour * 60 + minute) * 60 + second) * 1000 + milli
  const offset = /\d:\d/.test(trimmed) ? offsetOf(trimmed) : undefined
  const at = offset !== undefined ? wall - offset : timeZone === 'UTC' ? wall : fromWallClock(wall, timeZone)
  return instantAt(at)
}

/** Midnight of a day by the clock on the wall. Date.UTC alone takes a year below 100 for one of the twentieth century. */
function wallClock(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day)
}

/** As ISO 8601 with a year of four digits: others sort wrong, and nothing was changed then. */
function instantAt(at: number): string | undefined {
  return at >= FIRST && at < AFTER_LAST ? new Date(at).toISOString() : undefined
}
