import { z } from 'zod'
import { comparedText, extensionOf, type StandardRecord } from '../../model/record.ts'
import { bitsIn, editsWithin } from '../../text/similarity.ts'
import { type Coded, comparator, packedValues, type Tools, valuesOf } from '../contract/comparator.ts'
import { lineRules } from '../contract/line-rule.ts'
import { rarityByNumber } from '../contract/rarity.ts'

const LEVELS = ['same', 'tail', 'typo', 'different'] as const
const LINES = { phone: LEVELS } as const
const Rule = z.strictObject({
  use: z.literal('phone'),
  name: z.string().optional(),
  /** Name of its line in explanations and overrules, where phones and mobiles are compared apart. */
  fields: z.array(z.string()).min(1),
  /** Digits at the end that are enough to be the same number without its area. */
  tail: z.int().min(6),
  lines: lineRules(LINES),
})

type Line = { digits: string; tail: string; extension: string; isLocal: boolean; rarity: number }

/** Stands before the digits of a number without its area. */
const LOCAL = '~'
/** Stands between the digits of a switchboard and those of an extension. */
const EXTENSION = 'x'

/**
 * Phone numbers, best pair of several: same, same end (an area code is missing or written otherwise), one digit off, different.
 * Two extensions of one switchboard say nothing either way: the number is many people's.
 */
export const phone = comparator({
  use: 'phone',
  rule: Rule,
  lines: LINES,
  bind: (rule, tools) => ({
    coded: codedPhones(rule.tail, tools),
    read: (record) => packedValues(numbersOf(record, rule.fields)),
    prepare: (text) =>
      valuesOf(text).map((number): Line => {
        const digits = digitsOf(number)
        const isLocal = number.startsWith(LOCAL)
        const extension = number.split(EXTENSION)[1] ?? ''
        return { digits, tail: digits.slice(-rule.tail), extension, isLocal, rarity: tools.rarity('phone', digits) }
      }),
    compare: (a, b, out, at) => {
      let best: number = LEVELS.length
      for (const x of a) {
        for (const y of b) {
          const level = areExtensions(x, y) ? best : lineLevel(x, y)
          if (level >= best) continue
          best = level
          out.rarity[at] = level === 3 ? 0 : Math.max(x.rarity, y.rarity)
        }
      }
      out.level[at] = best === LEVELS.length ? -1 : best
    },
    because: (a, b) => `${a.map(shown).join(', ')} / ${b.map(shown).join(', ')}`,
    counted: (text, count) => {
      for (const number of valuesOf(text)) count('phone', digitsOf(number))
    },
  }),
})

/** Digits of a number without its extension. */
function digitsOf(text: string): string {
  return (text.split(EXTENSION)[0] ?? '').replace(/\D/g, '')
}

function shown({ digits, extension }: Line): string {
  return extension === '' ? digits : `${digits} ext ${extension}`
}

function areExtensions(a: Line, b: Line): boolean {
  return a.digits === b.digits && a.extension !== '' && b.extension !== '' && a.extension !== b.extension
}

/** Numbers of a record, once each. */
function numbersOf(record: StandardRecord, fields: readonly string[]): string[] {
  const claims = fields.flatMap((field) => record.values[field] ?? [])
  const numbers = claims.map((claim) => {
    const digits = digitsOf(comparedText(claim))
    const extension = extensionOf(claim)
    if (digits === '') return ''
    return `${claim.kind === 'local' ? LOCAL : ''}${digits}${extension === undefined ? '' : `${EXTENSION}${extension}`}`
  })
  return [...new Set(numbers.filter((number) => number !== ''))]
}

function lineLevel(a: Line, b: Line): number {
  if (a.digits === b.digits) return 0
  if (a.isLocal || b.isLocal) return localLevel(a.digits, b.digits)
  const short = Math.min(a.digits.length, b.digits.length)
  if (a.tail === b.tail && short <= a.tail.length + 3) return 1
  return short > 6 && editsWithin(a.digits, b.digits, 1) <= 1 ? 2 : a.tail === b.tail ? 1 : 3
}

/** Of two numbers, one of them without its area: the end of the other is all there is to compare. */
function localLevel(a: string, b: string): number {
  const size = Math.min(a.length, b.length)
  const edits = editsWithin(a.slice(-size), b.slice(-size), 1)
  return edits === 0 ? 1 : edits === 1 ? 2 : 3
}

const DIGITS = /^\d{7,}$/

/** One number by its end, its length, and which digits it has an odd number of times: tells what is plainly another number. */
function codedPhones(tail: number, tools: Tools): Coded {
  return {
    width: 2,
    encode: (text, cells, at) => {
      if (!DIGITS.test(text) || tail > 9) return
      let odd = 0
      for (let i = 0; i < text.length; i++) odd ^= 1 << (text.charCodeAt(i) - 48)
      cells[at] = (text.length << 10) | odd
      cells[at + 1] = Number(text.slice(-tail))
    },
    reader: (_, texts) => {
      const rarity = rarityByNumber(texts, tools, 'phone')
      return (cells, a, b, out, at) => {
        if (cells[a - 1] === cells[b - 1]) {
          out.level[at] = 0
          out.rarity[at] = rarity(cells[a - 1] as number)
          return true
        }
        const x = cells[a] as number
        const y = cells[b] as number
        // One edit changes how often two digits occur, and the length by one.
        const isNear = Math.abs((x >> 10) - (y >> 10)) <= 1 && bitsIn((x ^ y) & 1023) <= 2
        if (isNear || cells[a + 1] === cells[b + 1]) return false
        out.level[at] = 3
        return true
      }
    },
  }
}
