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

/** Pairs of records whose truth is the same. */
export function truePairs(truths: readonly (string | undefined)[]): number {
  const sizes = new Map<string, number>()
  for (const label of truths) if (label !== undefined) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  return sum([...sizes.values()].map(pairsOf))
}

/**
 * Compares a partition with the truth: over pairs of records, and by B-cubed (Bagga and Baldwin 1998), where every
 * record counts the same. Labels are any texts, one a record; a record without a truth is left out.
 */
export function clusterQuality(found: readonly string[], truth: readonly (string | undefined)[]) {
  const cells = new Map<string, { found: string; truth: string; count: number }>()
  const byFound = new Map<string, number>()
  const byTruth = new Map<string, number>()
  let records = 0
  for (const [i, label] of truth.entries()) {
    const own = found[i]
    if (label === undefined || own === undefined) continue
    records++
    const key = `${own}\u0000${label}`
    const cell = cells.get(key)
    if (cell) cell.count++
    else cells.set(key, { found: own, truth: label, count: 1 })
    byFound.set(own, (byFound.get(own) ?? 0) + 1)
    byTruth.set(label, (byTruth.get(label) ?? 0) + 1)
  }
  let shared = 0
  let precision = 0
  let recall = 0
  for (const cell of cells.values()) {
    shared += pairsOf(cell.count)
    precision += cell.count ** 2 / (byFound.get(cell.found) ?? 1)
    recall += cell.count ** 2 / (byTruth.get(cell.truth) ?? 1)
  }
  const proposed = sum([...byFound.values()].map(pairsOf))
  const wanted = sum([...byTruth.values()].map(pairsOf))
  return {
    entities: byTruth.size,
    clusters: byFound.size,
    largest: Math.max(0, ...byFound.values()),
    pairwise: qualityOf(share(shared, proposed), share(shared, wanted)),
    bcubed: qualityOf(share(precision, records), share(recall, records)),
  }
}

/** Nothing claimed is nothing wrong: 0 of 0 is 1. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
