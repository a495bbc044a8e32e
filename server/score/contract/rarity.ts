import { z } from 'zod'
import { FAMILY_NAMES } from '../../text/family-names.ts'
import { GIVEN_NAMES } from '../../text/given-names.ts'
import type { Tools, Words } from './comparator.ts'

/** How common values are, frozen by training. Shares are `max(count, floor) / total`. */
export const FrequencyTable = z.strictObject({
  total: z.int().positive(),
  /** Count that unseen and rare values get, so that a value nobody else has is not taken for proof. */
  floor: z.number().positive(),
  counts: z.record(z.string(), z.number()),
  /** The counts hold every value there was: of any other nothing is known, and it is not taken for rare. */
  whole: z.literal(true).optional(),
})
export type FrequencyTable = z.infer<typeof FrequencyTable>

/** How common names are in the world, by frequency table: log2 of a share. */
const IN_THE_WORLD: Readonly<Record<string, (name: string) => number | undefined>> = {
  givenName: (name) => GIVEN_NAMES.get(name)?.share,
  familyName: (name) => FAMILY_NAMES.get(name),
}

/** Records that what is known of the world counts as much as: fewer of one's own say little about how common a name is. */
const WORLD = 2_000

/**
 * Looks up log2 of a value's share of records. No table, or an empty value: 0, which adjusts nothing. A name is never
 * rarer than a small sample and the world together make it.
 */
export function rarityTables(
  frequencies: Readonly<Record<string, FrequencyTable>>,
): (table: string, value: string) => number {
  const tables = new Map<string, (value: string) => number>()
  for (const [name, table] of Object.entries(frequencies)) tables.set(name, sharesIn(table, IN_THE_WORLD[name]))
  return (name, value) => (value === '' ? 0 : (tables.get(name)?.(value) ?? 0))
}

function sharesIn(
  { counts, floor, total, whole }: FrequencyTable,
  world?: (value: string) => number | undefined,
): (value: string) => number {
  const known = new Map(Object.entries(counts))
  const rare = Math.log2(Math.min(1, floor / total))
  return (value) => {
    const count = known.get(value)
    const elsewhere = world?.(value)
    if (count === undefined && whole && elsewhere === undefined) return 0
    const own = count === undefined || count <= floor ? rare : Math.log2(Math.min(1, count / total))
    if (elsewhere === undefined) return own
    return Math.max(own, Math.log2((total * 2 ** own + WORLD * 2 ** elsewhere) / (total + WORLD)))
  }
}

/** The same for numbered words, each looked up once. @param read what of a word is in the table */
export function rarityByNumber(
  words: Words,
  { rarity }: Tools,
  table: string,
  read = (word: string) => word,
): (number: number) => number {
  const known = new Float64Array(words.size + 1).fill(Number.NaN)
  return (number) => {
    const found = known[number] as number
    if (!Number.isNaN(found)) return found
    const made = number === 0 ? 0 : rarity(table, read(words.of(number)))
    known[number] = made
    return made
  }
}

/** Most values a table keeps: the rest are near the floor anyway, and a rule set stays readable. */
const MOST_KEPT = 5_000

/** Up to this many records every name is kept: what so few do not have is unknown rather than rare. */
const FEW = 5_000

/** Up to this count a value is rare: two records that share it may be all that have it, and be one entity. */
const RARE = 2.5
/** The same as long as copies are not known: one entity seldom has more. */
const RARE_WITH_COPIES = 6.5
/** Bounds of the count that stands for rare values: below one, as most of them have no other bearer at all. */
const LEAST_FLOOR = 0.02
const MOST_FLOOR = 1

/**
 * Freezes counted values into a table. `counts` may be weighted, so that copies of one entity count once. A value's own
 * bearer does not make it common, hence one less. Rare and unseen values get a floor in the manner of Good and Turing:
 * the fewer values two entities share, the rarer is a value that one has.
 * @param mayBeCopies the counts hold copies of one entity, and a value that few records share is taken for one entity's:
 * taken for common, it would never show that they are copies
 * @param isName strangers share values: one that few records do not have may be common all the same
 */
export function frequencyTable(
  counts: ReadonlyMap<string, number>,
  total: number,
  { mayBeCopies = false, isName = false } = {},
): FrequencyTable {
  let once = 0
  let twice = 0
  for (const count of counts.values()) {
    if (count < 1.5) once++
    else if (count < 2.5) twice++
  }
  const shared = once === 0 ? MOST_FLOOR : (2 * twice) / once
  const floor = mayBeCopies ? LEAST_FLOOR : Math.min(MOST_FLOOR, Math.max(LEAST_FLOOR, shared))
  const most = mayBeCopies ? RARE_WITH_COPIES : RARE
  const isWhole = isName && total <= FEW && counts.size <= MOST_KEPT
  const kept = [...counts].filter(([, count]) => isWhole || count > most)
  kept.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  const rounded = kept
    .slice(0, MOST_KEPT)
    .map(([value, count]): [string, number] => [value, count > most ? hundredths(count - 1) : 0])
  const table = { total: Math.max(1, Math.round(total)), floor: hundredths(floor), counts: Object.fromEntries(rounded) }
  return isWhole ? { ...table, whole: true } : table
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100
}
