import { fold } from '../../text/fold.ts'
import { isNullMark, unguarded } from '../cells/read-cell.ts'
import type { Row } from '../readers.ts'
import { COLUMN_WORDS } from './column-words.ts'

/** What the cells of a column are like. Counts are of filled cells. */
export type ColumnProfile = {
  readonly column: string
  rows: number
  filled: number
  distinct: number
  /** The first different values. */
  examples: string[]
  /** How many cells look like each kind. */
  looks: Record<Look, number>
  /** Dates whose first number is no month, and whose second is none; amounts with a comma before two last digits, and with a point. */
  dayFirst: number
  monthFirst: number
  commas: number
  points: number
  /** Values that occur in many rows, with how often. */
  common: ReadonlyMap<string, number>
}

export type Look = keyof typeof LOOKS

const ENDINGS = new Set(COLUMN_WORDS.companies.endings)

const LOOKS = {
  email: /^[^\s@<>]+@[^\s@.]+(?:\.[^\s@.]+)+$/,
  url: /^(?:https?:\/\/|www\.)\S+$/i,
  date: /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))(?:[T ].*)?$/,
  phone: /^(?=(?:\D*\d){7,15}\D*$)(?:\+|\(|0)[\d\s()./+-]+(?:(?:x|ext\.?)\s*\d+)?$/i,
  number: /^-?\d+(?:[.,]\d+)*$/,
  flag: /^(?:true|false|yes|no|y|n|0|1|x|ja|nein|oui|non|si|sí)$/i,
  country: /^[A-Z]{2}$/,
  /** The name of a company, by its last word: with a legal form, or as many are called. */
  company: { test: (cell: string) => isCompanyName(cell) },
} satisfies Record<string, { test(cell: string): boolean }>

function isCompanyName(cell: string): boolean {
  const words = cell.trim().split(/\s+/)
  const last = fold((words.at(-1) ?? '').replaceAll('.', ''))
  if (words.length === 1) return [...ENDINGS].some((ending) => !/^[a-z]/.test(ending) && cell.includes(ending))
  return ENDINGS.has(last) || ENDINGS.has(words.at(-1) ?? '')
}

const EXAMPLES = 3
const EXAMPLE_LENGTH = 40
/** Different values of a column that are remembered: beyond them it has many. */
const REMEMBERED = 50_000

/** Looks at rows one by one and keeps what is worth knowing of each column. */
export class Profiler {
  readonly #columns = new Map<string, ColumnProfile & { values: Map<string, number> }>()
  #rows = 0

  constructor(header: readonly string[] = []) {
    for (const column of header) this.#of(column)
  }

  take(row: Row): void {
    this.#rows++
    for (const column in row) {
      const cell = unguarded((row[column] ?? '').trim()).trim()
      const profile = this.#of(column)
      if (cell !== '' && !isNullMark(cell)) look(profile, cell)
    }
  }

  profiles(): ColumnProfile[] {
    return [...this.#columns.values()].map(({ values, ...profile }) => ({
      ...profile,
      rows: this.#rows,
      distinct: values.size,
      common: new Map([...values].filter(([, times]) => times > 1)),
    }))
  }

  #of(column: string): ColumnProfile & { values: Map<string, number> } {
    const known = this.#columns.get(column)
    if (known) return known
    const looks = Object.fromEntries(Object.keys(LOOKS).map((name) => [name, 0])) as Record<Look, number>
    const counts = { rows: 0, filled: 0, distinct: 0, dayFirst: 0, monthFirst: 0, commas: 0, points: 0 }
    const made = { column, ...counts, examples: [], looks, common: new Map(), values: new Map<string, number>() }
    this.#columns.set(column, made)
    return made
  }
}

function look(profile: ColumnProfile & { values: Map<string, number> }, cell: string): void {
  profile.filled++
  const { values, examples, looks } = profile
  const times = values.get(cell)
  if (times !== undefined || values.size < REMEMBERED) values.set(cell, (times ?? 0) + 1)
  if (times === undefined && examples.length < EXAMPLES)
    examples.push(cell.slice(0, EXAMPLE_LENGTH).replace(/\s+/g, ' '))
  for (const [name, pattern] of Object.entries(LOOKS)) if (pattern.test(cell)) looks[name as Look]++
  const numbers = /^(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}/.exec(cell)
  if (Number(numbers?.[1]) > 12) profile.dayFirst++
  if (Number(numbers?.[2]) > 12) profile.monthFirst++
  if (/\d,\d{1,2}\D*$/.test(cell)) profile.commas++
  if (/\d\.\d{1,2}\D*$/.test(cell)) profile.points++
}

/** Share of the filled cells that look like a kind. */
export function shareOf({ looks, filled }: ColumnProfile, name: Look): number {
  return filled === 0 ? 0 : looks[name] / filled
}
