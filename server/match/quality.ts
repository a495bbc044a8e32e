import { groupBy } from '../collections/group-by.ts'
import { rowsByGroup, rowsOfGroup } from '../collections/rows-by-group.ts'

/** Precision, recall and their harmonic mean. */
export type Quality = { precision: number; recall: number; f1: number }

export function qualityOf(precision: number, recall: number): Quality {
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { precision: rounded(precision), recall: rounded(recall), f1: rounded(f1) }
}

/** Pairs of `n` things. */
export function pairsOf(n: number): number {
  return (n * (n - 1)) / 2
}

/**
 * Compares a partition with the truth: over pairs of records, and by B-cubed (Bagga and Baldwin 1998), where every
 * record counts the same. Clusters and true entities are numbers, one a record; a record of entity 0 is left out, its
 * truth is not known.
 */
export function clusterQuality(found: Uint32Array, truth: Uint32Array) {
  const known = found.map((own, i) => (truth[i] === 0 ? 0 : own))
  const byTruth = sizesOf(truth)
  const clusters = rowsByGroup(known, most(known) + 1)
  const byFound = sizesOf(known)
  let [shared, precision, recall, records] = [0, 0, 0, 0]
  for (let cluster = 1; cluster < byFound.length; cluster++) {
    const size = byFound[cluster] ?? 0
    if (size === 0) continue
    const entities = groupBy(rowsOfGroup(clusters, cluster), (row) => truth[row] ?? 0)
    for (const [entity, { length }] of entities) {
      records += length
      shared += pairsOf(length)
      precision += length ** 2 / size
      recall += length ** 2 / (byTruth[entity] ?? 1)
    }
  }
  return {
    entities: count(byTruth),
    clusters: count(byFound),
    largest: most(byFound),
    pairwise: qualityOf(share(shared, pairsIn(byFound)), share(shared, pairsIn(byTruth))),
    bcubed: qualityOf(share(precision, records), share(recall, records)),
  }
}

/** Pairs of records that are one entity by the truth; 0 is no entity. */
export function truePairs(truth: Uint32Array): number {
  return pairsIn(sizesOf(truth))
}

/** How often each number occurs; 0 does not count. */
function sizesOf(numbers: Uint32Array): Uint32Array {
  const sizes = new Uint32Array(most(numbers) + 1)
  for (const number of numbers) if (number > 0) sizes[number] = (sizes[number] ?? 0) + 1
  return sizes
}

function pairsIn(sizes: Uint32Array): number {
  let sum = 0
  for (const size of sizes) sum += pairsOf(size)
  return sum
}

/** The largest of some numbers; 0 of none. */
export function most(values: Uint32Array): number {
  let top = 0
  for (const value of values) if (value > top) top = value
  return top
}

function count(sizes: Uint32Array): number {
  let sum = 0
  for (const size of sizes) if (size > 0) sum++
  return sum
}

/** Nothing claimed is nothing wrong: 0 of 0 is 1. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
