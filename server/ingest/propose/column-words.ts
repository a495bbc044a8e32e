import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { ADDRESS_PARTS } from '../../model/entities/field.ts'
import { fold } from '../../text/fold.ts'

const Words = z.array(z.string())
const WordsOf = z.record(z.string(), Words)

/** What columns are called, in one word. */
const ColumnWords = z.strictObject({
  /** Words that say nothing of what a column holds. */
  noise: Words,
  /** Kinds of addresses, by the words before a part; '' where a row has but one. */
  groups: WordsOf,
  address: z.partialRecord(z.enum(ADDRESS_PARTS), Words),
  fields: WordsOf,
  /** Columns whose yes is a no of the consent. */
  refusals: WordsOf,
  orders: WordsOf,
  ids: Words,
  orderIds: Words,
  deleted: Words,
  mergedInto: Words,
  /** What names of companies end with, and what files of companies are called. */
  companies: z.strictObject({ endings: Words, files: Words }),
  /** Sets of columns that exports of one kind of system have, by the kind: who has all of one set is of that kind. */
  systems: z.record(z.string(), z.array(z.array(z.string()).min(1))),
})

export const COLUMN_WORDS = ColumnWords.parse(
  JSON.parse(readFileSync(fileURLToPath(new URL('../../../seeds/rules/columns.json', import.meta.url)), 'utf8')),
)

const NOISE = new Set(COLUMN_WORDS.noise)

/** A word of the lists as names of columns are spelled. */
export function spelled(word: string): string {
  return fold(word).replaceAll(' ', '')
}

/** Words of a column's name: `Billing_postalCode.2` is billing, postal, code. Numbers at the end tell columns of one kind apart. */
export function wordsOf(column: string): string[] {
  const parted = column
    .replace(/#\d+$/, '')
    .replace(/\([^()]*\)/g, ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/([^\d])(\d)/g, '$1$2')
  return fold(parted)
    .split(' ')
    .filter((word) => word !== '')
}

/** A column's name as one word, without what says nothing: longest first, then with ever less. */
export function spellingsOf(column: string): string[] {
  return joined([...wholeSpellings(column), wordsOf(column.split('.').at(-1) ?? column)])
}

/** The same, of the whole name: `Account Name.id` is no id of what the row is about. */
export function spellingsOfWhole(column: string): string[] {
  return joined(wholeSpellings(column))
}

function wholeSpellings(column: string): string[][] {
  const words = wordsOf(column)
  const plain = words.map((word) => word.replace(/(?<=\D)\d+$/, '')).filter((word) => !/^\d+$/.test(word))
  // NAME_FIRST is a first name.
  return [words, plain, plain.filter((word) => !NOISE.has(word)), ...(plain.length === 2 ? [plain.toReversed()] : [])]
}

function joined(spellings: readonly string[][]): string[] {
  const whole = spellings.map((list) => list.join(''))
  // `sites`, `tax ids`: a column of several.
  const single = whole.map((word) => word.replace(/(?<=\w{2}[^s])s$/, ''))
  return [...new Set([...whole, ...single])].filter((word) => word !== '')
}
