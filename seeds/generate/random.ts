/** Seeded stream of numbers (mulberry32). The same seed gives the same stream on every machine. */
export class Random {
  private state: number

  constructor(seed: number | string) {
    this.state = typeof seed === 'number' ? seed >>> 0 : hash(seed)
  }

  /** Independent stream for one part of the world, so that a change in one part does not shift the others. */
  fork(label: string): Random {
    return new Random(`${this.state}:${label}`)
  }

  /** Uniform in [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  /** Whole number from low to high, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(items: readonly T[]): T {
    return at(items, Math.floor(this.next() * items.length))
  }

  /** As many results as asked for. */
  times<T>(count: number, make: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, index) => make(index))
  }

  /** Earlier items are more frequent, the way names are: weight 1 / (rank + flatness). */
  pickSkewed<T>(items: readonly T[], flatness: number): T {
    const span = Math.log((items.length + flatness) / flatness)
    return at(items, Math.min(items.length - 1, Math.floor(flatness * Math.exp(this.next() * span) - flatness)))
  }

  /** One of the keys, by its weight. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const keys = Object.keys(weights) as K[]
    let left = this.next() * keys.reduce((sum, key) => sum + weights[key], 0)
    for (const key of keys) {
      left -= weights[key]
      if (left < 0) return key
    }
    return at(keys, keys.length - 1)
  }

  /** One of the numbers, by its weight. */
  count(weights: Readonly<Record<number, number>>): number {
    return Number(this.weighted(weights as Record<string, number>))
  }

  shuffle<T>(items: readonly T[]): T[] {
    const out = [...items]
    for (let i = out.length - 1; i > 0; i--) {
      const j = this.int(0, i)
      const swap = at(out, i)
      out[i] = at(out, j)
      out[j] = swap
    }
    return out
  }
}

/** Element that is known to be there. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index]
  if (item === undefined) throw new Error(`no item ${index} of ${items.length}`)
  return item
}

function hash(text: string): number {
  let h = 2166136261
  for (const char of text) h = Math.imul(h ^ (char.codePointAt(0) ?? 0), 16777619)
  return h >>> 0
}
