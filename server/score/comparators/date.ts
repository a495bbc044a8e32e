import { z } from 'zod'
import { asksRarity, type Coded, comparator, foldedValues, packedValues, valuesOf } from '../contract/comparator.ts'
import { lineRules } from '../contract/line-rule.ts'

const LEVELS = ['same', 'swapped', 'typo', 'near', 'around', 'year', 'different'] as const
const LINES = { date: LEVELS } as const
const Rule = z.strictObject({
  use: z.literal('date'),
  name: z.string().optional(),
  field: z.string(),
  /** Days apart that still count as `near`. */
  withinDays: z.int().positive(),
  lines: lineRules(LINES),
})

/** `month` 0: only the year is known. `day0`: days since the year 0, for distances. */
type Day = { text: string; year: number; month: number; day: number; day0: number; vague: boolean }

/**
 * A calendar date: same, day and month swapped, one digit (or one step of one part) off, near, every part within a step
 * or so, only the year agrees, different. The first of January and a bare year say no more than their year.
 */
export const date = comparator({
  use: 'date',
  rule: Rule,
  lines: LINES,
  bind: (rule, tools) => ({
    coded: codedDates(rule),
    read: (record) => packedValues(foldedValues(record, [rule.field]).filter((value) => parseDay(value))),
    prepare: (text) =>
      valuesOf(text).flatMap((value) => {
        const day = parseDay(value)
        return day ? [{ ...day, rarity: tools.rarity(rule.field, value) }] : []
      }),
    compare: (a, b, out, at) => {
      let best: number = LEVELS.length
      for (const x of a) {
        for (const y of b) {
          const level = x.text === y.text ? (x.vague ? 5 : 0) : dayLevel(x, y, rule.withinDays)
          if (level >= best) continue
          best = level
          out.rarity[at] = Math.max(x.rarity, y.rarity)
        }
      }
      out.level[at] = best
    },
    because: (a, b) => `${a.map((day) => day.text).join(', ')} / ${b.map((day) => day.text).join(', ')}`,
    counted: (text, count) => {
      for (const value of valuesOf(text)) count(rule.field, value)
    },
  }),
})

/** One day as a number: year, month and day in bits, plus one. */
function codedDates(rule: z.output<typeof Rule>): Coded {
  const asks = asksRarity(LEVELS, rule.lines.date)
  const [x, y] = [blankDay(), blankDay()]
  return {
    width: 1,
    encode: (text, cells, at) => {
      const day = parseDay(text)
      if (day && text === writtenOut(day)) cells[at] = ((day.year << 9) | (day.month << 5) | day.day) + 1
    },
    reader: () => (cells, a, b, out, at) => {
      decode(cells[a] as number, x)
      decode(cells[b] as number, y)
      const level = cells[a] === cells[b] ? (x.vague ? 5 : 0) : dayLevel(x, y, rule.withinDays)
      if (asks[level]) return false
      out.level[at] = level
      return true
    },
  }
}

function blankDay(): Day {
  return { text: '', year: 0, month: 0, day: 0, day0: 0, vague: false }
}

function decode(cell: number, into: Day): void {
  const number = cell - 1
  into.year = number >> 9
  into.month = (number >> 5) & 15
  into.day = number & 31
  into.day0 = day0Of(into.year, into.month, into.day)
  into.vague = isVague(into.month, into.day)
}

/** The one text that a number stands for: another spelling of the same day is another text. */
function writtenOut({ year, month, day }: Day): string {
  const two = (part: number) => (part === 0 ? '' : `-${String(part).padStart(2, '0')}`)
  return `${String(year).padStart(4, '0')}${two(month)}${two(day)}`
}

const isVague = (month: number, day: number): boolean => month === 0 || day === 0 || (month === 1 && day === 1)
const day0Of = (year: number, month: number, day: number): number => year * 365.25 + month * 30.44 + day

function parseDay(text: string): Day | undefined {
  const parts = /^(\d{4})(?:-?(\d\d))?(?:-?(\d\d))?$/.exec(text)
  if (!parts) return undefined
  const [year, month, day] = [Number(parts[1]), Number(parts[2] ?? 0), Number(parts[3] ?? 0)]
  return { text, year, month, day, day0: day0Of(year, month, day), vague: isVague(month, day) }
}

/** Level of two days that are written otherwise. */
function dayLevel(a: Day, b: Day, withinDays: number): number {
  const sameYear = a.year === b.year
  if (sameYear && (a.vague || b.vague)) return 5
  if (sameYear && a.month === b.day && a.day === b.month) return 1
  const sameMonth = a.month === b.month
  const sameDay = a.day === b.day
  if (sameYear && sameMonth && step(a.day, b.day)) return 2
  if (sameYear && sameDay && step(a.month, b.month)) return 2
  if (sameMonth && sameDay && yearStep(a.year, b.year)) return 2
  if (a.vague || b.vague) return 6
  if ((sameYear && (sameMonth || sameDay)) || (sameMonth && sameDay)) return 3
  if (Math.abs(a.day0 - b.day0) <= withinDays) return 3
  const years = Math.abs(a.year - b.year)
  const months = Math.abs(a.month - b.month)
  if ((years < 2 || years === 10) && (months < 2 || months === 11)) return 4
  return sameYear ? 5 : 6
}

/** One digit differs, the digits are swapped, or it is off by one or ten. */
function step(a: number, b: number): boolean {
  const by = Math.abs(a - b)
  if (by === 1 || by === 10) return true
  const t = Math.floor(a / 10)
  const o = a % 10
  const p = Math.floor(b / 10)
  const q = b % 10
  return t === p || o === q || (t === q && o === p)
}

/** One of the four digits differs, two neighbours are swapped, or it is off by one, ten or a hundred. */
function yearStep(a: number, b: number): boolean {
  const by = Math.abs(a - b)
  if (by === 1 || by === 10 || by === 100) return true
  let differing = 0
  let last = -1
  let swapped = false
  for (let place = 1000; place >= 1; place /= 10) {
    const x = Math.floor(a / place) % 10
    const y = Math.floor(b / place) % 10
    const code = x === y ? -1 : x * 10 + y
    if (code >= 0) {
      differing++
      // The digit before this one differs too, the other way round.
      swapped = last === y * 10 + x
    }
    last = code
  }
  return differing === 1 || (differing === 2 && swapped)
}
