import type { Outcome } from '../contract/comparator.ts'
import type { Patterns, Shares } from './em.ts'

/** Bits of rarity are kept to this step: patterns stay few. */
const STEP = 1

/** Bits of rarity a pattern can tell apart, from -16 to 111. */
const RARE_SPAN = 128
const RARE_LEAST = -16

type Seen = { levels: Int8Array; rare: number; rareKin: number; weight: number }

/** Counts pairs by their pattern of levels and the rarity of what they share. */
export class PatternCounter {
  private readonly counts = new Map<number | string, Seen>()
  private readonly lines: readonly Pick<Shares, 'm' | 'share' | 'kin'>[]
  /** More patterns than a number can tell apart: a rule set with many custom fields. */
  private readonly many: boolean

  constructor(lines: readonly Pick<Shares, 'm' | 'share' | 'kin'>[]) {
    this.lines = lines
    this.many = lines.reduce((product, { m }) => product * (m.length + 1), RARE_SPAN ** 2) > Number.MAX_SAFE_INTEGER
  }

  add(outcome: Outcome, weight = 1): void {
    let rare = 0
    let rareKin = 0
    // A number in mixed radix: one digit a line, two for the rarity.
    let number = 0
    for (let l = 0; l < this.lines.length; l++) {
      const line = this.lines[l]
      if (!line) continue
      const level = outcome.level[l] ?? -1
      number = number * (line.m.length + 1) + level + 1
      if (level < 0) continue
      const bits = -(line.share[level] ?? 0) * (outcome.rarity[l] ?? 0)
      rare += bits
      if (line.kin === undefined) rareKin += bits
    }
    const [step, stepKin] = [stepOf(rare), stepOf(rareKin)]
    const key = this.many
      ? `${outcome.level.join()} ${step} ${stepKin}`
      : (number * RARE_SPAN + step - RARE_LEAST) * RARE_SPAN + stepKin - RARE_LEAST
    const known = this.counts.get(key)
    if (known) known.weight += weight
    else this.counts.set(key, { levels: outcome.level.slice(), rare: step * STEP, rareKin: stepKin * STEP, weight })
  }

  /** In an order that does not depend on that of the pairs. @param scale pairs that each counted one stands for */
  patterns(scale = 1): Patterns {
    const all = [...this.counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, seen]) => seen)
    const lines = this.lines.length
    const levels = new Int8Array(all.length * lines)
    for (const [p, { levels: own }] of all.entries()) levels.set(own, p * lines)
    return {
      lines,
      levels,
      weights: Float64Array.from(all, (one) => one.weight * scale),
      rare: Float64Array.from(all, (one) => one.rare),
      rareKin: Float64Array.from(all, (one) => one.rareKin),
    }
  }
}

function stepOf(rare: number): number {
  return Math.min(RARE_SPAN + RARE_LEAST - 1, Math.max(RARE_LEAST, Math.round(rare / STEP)))
}

/** Mean log2 rarity of what pairs share, by line and level. */
export class MeanRarity {
  private readonly sums: Float64Array[]
  private readonly counts: Float64Array[]

  constructor(levels: readonly number[]) {
    this.sums = levels.map((count) => new Float64Array(count))
    this.counts = levels.map((count) => new Float64Array(count))
  }

  add(outcome: Outcome): void {
    for (const [l, sums] of this.sums.entries()) {
      const level = outcome.level[l] ?? -1
      if (level < 0) continue
      sums[level] = (sums[level] ?? 0) + (outcome.rarity[l] ?? 0)
      const counts = this.counts[l]
      if (counts) counts[level] = (counts[level] ?? 0) + 1
    }
  }

  /** NaN where no pair was seen. */
  means(): Float64Array[] {
    return this.sums.map((sums, l) => sums.map((sum, i) => sum / (this.counts[l]?.[i] ?? 0)))
  }
}
