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
  const cells = new Map<number, number>()
  const width = most(truth) + 1
  const byFound = new Uint32Array(most(found) + 1)
  const byTruth = new Uint32Array(width)
  let records = 0
  for (let i = 0; i < truth.length; i++) {
    const [own, entity] = [found[i] ?? 0, truth[i] ?? 0]
    if (entity === 0) continue
    records++
    const key = own * width + entity
    cells.set(key, (cells.get(key) ?? 0) + 1)
    byFound[own] = (byFound[own] ?? 0) + 1
    byTruth[entity] = (byTruth[entity] ?? 0) + 1
  }
  let [shared, precision, recall] = [0, 0, 0]
  for (const [key, count] of cells) {
    shared += pairsOf(count)
    precision += count ** 2 / (byFound[Math.floor(key / width)] ?? 1)
    recall += count ** 2 / (byTruth[key % width] ?? 1)
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
  const sizes = new Uint32Array(most(truth) + 1)
  for (const entity of truth) if (entity > 0) sizes[entity] = (sizes[entity] ?? 0) + 1
  return pairsIn(sizes)
}

function pairsIn(sizes: Uint32Array): number {
  let sum = 0
  for (const size of sizes) sum += pairsOf(size)
  return sum
}

function most(values: Uint32Array): number {
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
