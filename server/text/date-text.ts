import { numeric, withoutWeekday } from './dates/date-forms.ts'
import { excelDate, isExcelFormat } from './dates/excel-date.ts'
import { monthOf } from './dates/month-names.ts'

/** Reads dates and instants as people and systems write them. Pure: no clock, no locale of the machine. */

export type DateOrder = 'DMY' | 'MDY' | 'YMD'
type DatePrecision = 'day' | 'month' | 'year'

export type ReadDate = {
  /** `yyyy-MM-dd`, `yyyy-MM` or `yyyy`, as precise as the text is. */
  readonly value: string
  readonly precision: DatePrecision
}

export type DateOptions = {
  /** Tokens `yyyy yy MMMM MMM MM M dd d HH H hh h mm ss SSS a`, or `excel`; a text that does not fit is read without it. */
  readonly format?: string | undefined
  /** What `03/04/1984` means; without it DMY. Where only the other order is a date, that one is taken. */
  readonly order?: DateOrder | undefined
  /** Two-digit years below it are 20yy, others 19yy. */
  readonly pivot?: number | undefined
}

/** 26: with birth dates, `25` is a toddler and `26` somebody's grandfather. Rules may set another. */
const DEFAULT_PIVOT = 26

function daysIn(year: number, month: number): number {
  return month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31
}

function pad(n: number, width: number): string {
  return String(n).padStart(width, '0')
}

function day(year: number, month: number, dayOfMonth: number): ReadDate | undefined {
  if (year < 1 || month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysIn(year, month)) return undefined
  return { value: `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`, precision: 'day' }
}

function month(year: number, m: number): ReadDate | undefined {
  return m >= 1 && m <= 12 && year >= 1 ? { value: `${pad(year, 4)}-${pad(m, 2)}`, precision: 'month' } : undefined
}

function fullYear(text: string, pivot: number): number {
  const n = Number(text)
  return text.length > 2 ? n : n < pivot ? 2000 + n : 1900 + n
}

export type ReadInstant = { date: ReadDate; hour: number; minute: number; second: number; milli: number }
type Token =
  | 'yyyy'
  | 'yy'
  | 'MMMM'
  | 'MMM'
  | 'MM'
  | 'M'
  | 'dd'
  | 'd'
  | 'HH'
  | 'H'
  | 'hh'
  | 'h'
  | 'mm'
  | 'ss'
  | 'SSS'
  | 'a'

const TOKEN = /yyyy|yy|MMMM|MMM|MM|M|dd|d|HH|H|hh|h|mm|ss|SSS|a|'[^']*'|\s+|[\s\S]/g
const PATTERNS: Record<Token, string> = {
  yyyy: '(\\d{4})',
  yy: '(\\d{2})',
  MMMM: '([\\p{L}.]+)',
  MMM: '([\\p{L}.]+)',
  MM: '(\\d{2})',
  M: '(\\d{1,2})',
  dd: '(\\d{2})',
  d: '(\\d{1,2})',
  HH: '(\\d{2})',
  H: '(\\d{1,2})',
  hh: '(\\d{2})',
  h: '(\\d{1,2})',
  mm: '(\\d{2})',
  ss: '(\\d{2})',
  SSS: '(\\d{1,9})',
  a: '([AaPp][Mm])',
}

type CompiledFormat = { regex: RegExp; tokens: Token[] }
const FORMATS = new Map<string, CompiledFormat>()

function isToken(piece: string): piece is Token {
  return piece in PATTERNS
}

/** Compiles a format once. Anything that is not a token stands for itself; text in single quotes too. */
function compileDateFormat(format: string): CompiledFormat {
  const known = FORMATS.get(format)
  if (known) return known
  const tokens: Token[] = []
  const source = (format.match(TOKEN) ?? []).map((piece) => {
    if (isToken(piece)) {
      tokens.push(piece)
      return PATTERNS[piece]
    }
    if (/^\s+$/.test(piece)) return '\\s+'
    return piece.replace(/^'|'$/g, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  const compiled = { regex: new RegExp(`^\\s*${source.join('')}\\s*$`, 'u'), tokens }
  FORMATS.set(format, compiled)
  return compiled
}

/** Whether a format names at least a year: what a mapping may ask for. */
export function isDateFormat(format: string): boolean {
  return isExcelFormat(format) || compileDateFormat(format).tokens.some((t) => t === 'yyyy' || t === 'yy')
}

/** Reads a text by a format alone: date and time of day. */
export function readMoment(text: string, format: string, pivot: number = DEFAULT_PIVOT): ReadInstant | undefined {
  const { regex, tokens } = compileDateFormat(format)
  const found = regex.exec(text)
  if (!found) return undefined
  const at = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0, milli: 0 }
  let half: string | undefined
  tokens.forEach((token, i) => {
    const part = found[i + 1] ?? ''
    if (token === 'yyyy' || token === 'yy') at.year = fullYear(part, pivot)
    else if (token === 'MMMM' || token === 'MMM') at.month = monthOf(part)
    else if (token === 'MM' || token === 'M') at.month = Number(part)
    else if (token === 'dd' || token === 'd') at.day = Number(part)
    else if (token === 'mm') at.minute = Number(part)
    else if (token === 'ss') at.second = Number(part)
    else if (token === 'SSS') at.milli = Number(part.padEnd(3, '0').slice(0, 3))
    else if (token === 'a') half = part.toLowerCase()
    else at.hour = Number(part)
  })
  const date = tokens.some((t) => t === 'dd' || t === 'd')
    ? day(at.year, at.month, at.day)
    : tokens.some((t) => t.startsWith('M'))
      ? month(at.year, at.month)
      : { value: pad(at.year, 4), precision: 'year' as const }
  if (!date) return undefined
  const hour = half === undefined ? at.hour : (at.hour % 12) + (half === 'pm' ? 12 : 0)
  return { date, hour, minute: at.minute, second: at.second, milli: at.milli }
}

const YEAR_FIRST = /^(\d{4})([-/. ])\s?(\d{1,2})\2\s?(\d{1,2})$/
const THREE_NUMBERS = /^(\d{1,2})([-/. ])\s?(\d{1,2})\2\s?(\d{4}|\d{2})$/
const DAY_NAME_YEAR = /^(\d{1,2})(?:st|nd|rd|th|er|º)?[-. /]*(?:de\s+)?(\p{L}{3,})[-., /]*(?:de\s+)?(\d{4}|\d{2})$/iu
const NAME_DAY_YEAR = /^(\p{L}{3,})[-. ]*(\d{1,2})(?:st|nd|rd|th)?[-., ]+(\d{4}|\d{2})$/iu
const YEAR_NAME_DAY = /^(\d{4})[-. ]*(\p{L}{3,})[-. ]*(\d{1,2})$/u
const NAME_YEAR = /^(\p{L}{3,})[-., ]+(\d{4})$/u
/** `Mar-85`, of which the number can be no day. */
const NAME_SHORT_YEAR = /^(\p{L}{3,})[-., ]+(3[2-9]|[4-9]\d)$/u

/** Tries day and month in the asked order, then in the other one. */
function dayAndMonth(year: number, a: number, b: number, order: DateOrder): ReadDate | undefined {
  return order === 'MDY' ? (day(year, a, b) ?? day(year, b, a)) : (day(year, b, a) ?? day(year, a, b))
}

/** `120385` in the asked order and no other: each of its three numbers may be a day, a month or a year. */
function sixDigits([a = '', b = '', c = '']: readonly string[], order: DateOrder, pivot: number): ReadDate | undefined {
  if (order === 'YMD') return day(fullYear(a, pivot), Number(b), Number(c))
  return order === 'MDY' ? day(fullYear(c, pivot), Number(a), Number(b)) : day(fullYear(c, pivot), Number(b), Number(a))
}

function freely(text: string, order: DateOrder, pivot: number): ReadDate | undefined {
  let m = YEAR_FIRST.exec(text)
  if (m) return day(Number(m[1]), Number(m[3]), Number(m[4])) ?? day(Number(m[1]), Number(m[4]), Number(m[3]))
  m = THREE_NUMBERS.exec(text)
  if (m) {
    const [first, second, last] = [m[1] ?? '', Number(m[3]), m[4] ?? '']
    if (order === 'YMD' && last.length === 2) {
      const read = day(fullYear(first.padStart(2, '0'), pivot), second, Number(last))
      if (read) return read
    }
    return dayAndMonth(fullYear(last, pivot), Number(first), second, order)
  }
  if (/^\d{8}$/.test(text)) {
    const [head, tail] = [Number(text.slice(0, 4)), Number(text.slice(4))]
    if (head >= 1800 && head <= 2199) return day(head, Number(text.slice(4, 6)), Number(text.slice(6)))
    return dayAndMonth(tail, Number(text.slice(0, 2)), Number(text.slice(2, 4)), order)
  }
  m = /^(\d{2})(\d{2})(\d{2})$/.exec(text)
  if (m) return sixDigits(m.slice(1), order, pivot)
  if (/^\d{4}$/.test(text)) return Number(text) === 0 ? undefined : { value: text, precision: 'year' }
  m = /^(\d{4})[-/.](\d{1,2})$/.exec(text)
  if (m) return month(Number(m[1]), Number(m[2]))
  m = /^(\d{1,2})[-/.](\d{4})$/.exec(text)
  if (m) return month(Number(m[2]), Number(m[1]))
  return named(text, pivot)
}

/** A date whose month is a word. */
function named(text: string, pivot: number): ReadDate | undefined {
  let m = DAY_NAME_YEAR.exec(text)
  if (m) return day(fullYear(m[3] ?? '', pivot), monthOf(m[2] ?? ''), Number(m[1]))
  m = NAME_DAY_YEAR.exec(text)
  if (m) return day(fullYear(m[3] ?? '', pivot), monthOf(m[1] ?? ''), Number(m[2]))
  m = YEAR_NAME_DAY.exec(text)
  if (m) return day(Number(m[1]), monthOf(m[2] ?? ''), Number(m[3]))
  m = NAME_SHORT_YEAR.exec(text)
  if (m) return month(fullYear(m[2] ?? '', pivot), monthOf(m[1] ?? ''))
  m = NAME_YEAR.exec(text)
  return m ? month(Number(m[2]), monthOf(m[1] ?? '')) : undefined
}

/** A time of day behind a date: dropped, because a birth date has none. */
const TIME_BEHIND = /[T ]\d{1,2}:\d{2}.*/

/** Reads a calendar date, or undefined where the text is none (also 31 February). Never guesses across formats silently: see DateOptions. */
export function readDate(text: string, options: DateOptions = {}): ReadDate | undefined {
  const { format, order = 'DMY', pivot = DEFAULT_PIVOT } = options
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  const counted = excelDate(trimmed, format)
  if (counted) return { value: counted.date, precision: 'day' }
  if (format !== undefined) {
    const moment = readMoment(trimmed, format, pivot)
    if (moment) return moment.date
  }
  const plain = numeric(trimmed.replace(TIME_BEHIND, ''))
  const read = freely(plain, order, pivot)
  if (read) return read
  // Last, because mar. is March before it is mardi.
  const behind = withoutWeekday(plain)
  return behind === undefined ? undefined : freely(behind, order, pivot)
}
