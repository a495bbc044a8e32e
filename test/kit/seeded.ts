/** Numbers in [0, 1) that depend on the seed alone (mulberry32), so that a failing property can be replayed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number from 0 up to but not including `limit`. */
export function below(random: () => number, limit: number): number {
  return Math.floor(random() * limit)
}

/** A shuffled copy (Fisher–Yates). */
export function shuffle<T>(items: readonly T[], random: () => number): T[] {
  const keyed = [...items]
  for (let last = keyed.length - 1; last > 0; last--) {
    const other = below(random, last + 1)
    const [a, b] = [keyed[last] as T, keyed[other] as T]
    keyed[last] = b
    keyed[other] = a
  }
  return keyed
}

/** One item by chance; the list must not be empty. */
export function pick<T>(items: readonly T[], random: () => number): T {
  if (items.length === 0) throw new Error('pick: nothing to pick from')
  return items[below(random, items.length)] as T
}
