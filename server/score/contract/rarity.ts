import { z } from 'zod'
import type { Tools, Words } from './comparator.ts'

/** How common values are, frozen by training. Shares are `max(count, floor) / total`. */
export const FrequencyTable = z.strictObject({
  total: z.int().positive(),
  /** Count that unseen and rare values get, so that a value nobody else has is not taken for proof. */
  floor: z.number().positive(),
  counts: z.record(z.string(), z.number()),
})
export type FrequencyTable = z.infer<typeof FrequencyTable>

/** Looks up log2 of a value's share of records. No table, or an empty value: 0, which adjusts nothing. */
export function rarityTables(
  frequencies: Readonly<Record<string, FrequencyTable>>,
): (table: string, value: string) => number {
  const tables = new Map<string, { counts: Map<string, number>; floor: number; rare: number; total: number }>()
  for (const [name, { counts, floor, total }] of Object.entries(frequencies)) {
    const rare = Math.log2(Math.min(1, floor / total))
    tables.set(name, { counts: new Map(Object.entries(counts)), floor, rare, total })
  }
  return (name, value) => {
    const table = value === '' ? undefined : tables.get(name)
    if (!table) return 0
    const count = table.counts.get(value)
    return count === undefined || count <= table.floor ? table.rare : Math.log2(Math.min(1, count / table.total))
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
 */
export function frequencyTable(
  counts: ReadonlyMap<string, number>,
  total: number,
  mayBeCopies = false,
): FrequencyTable {
  let once = 0
  let twice = 0
  for (const count of counts.values()) {
    if (count < 1.5) once++
    else if (count < 2.5) twice++
  }
  const shared = once === 0 ? MOST_FLOOR : (2 * twice) / once
  const floor = mayBeCopies ? LEAST_FLOOR : Math.min(MOST_FLOOR, Math.max(LEAST_FLOOR, shared))
  const kept = [...counts].filter(([, count]) => count > (mayBeCopies ? RARE_WITH_COPIES : RARE))
  kept.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  const rounded = kept.slice(0, MOST_KEPT).map(([value, count]): [string, number] => [value, hundredths(count - 1)])
  return { total: Math.max(1, Math.round(total)), floor: hundredths(floor), counts: Object.fromEntries(rounded) }
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100
}
