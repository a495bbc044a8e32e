import type { FrequencyTable } from './score-rules.ts'

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

/** Most values a table keeps: the rest are near the floor anyway, and a rule set stays readable. */
const MOST_KEPT = 5_000

/**
 * Freezes counted values into a table. `counts` may be weighted, so that copies of one entity count once. Values at or
 * under the floor are left out; the others are kept most frequent first.
 */
export function frequencyTable(counts: ReadonlyMap<string, number>, total: number, floor: number): FrequencyTable {
  const kept = [...counts].filter(([, count]) => count > floor)
  kept.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  const rounded = kept
    .slice(0, MOST_KEPT)
    .map(([value, count]): [string, number] => [value, Math.round(count * 100) / 100])
  return { total: Math.max(1, Math.round(total)), floor, counts: Object.fromEntries(rounded) }
}
