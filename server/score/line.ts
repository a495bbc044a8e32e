import type { LineRule } from './line-rule.ts'

/** A line of evidence with its shares turned into bits. */
export type Line = {
  readonly field: string
  readonly levels: readonly string[]
  /** Bits for a match at a level, given log2 of the share of records with the value both have (0: nothing rare). */
  bits(level: number, rarity: number): number
  /** The same against kin instead of strangers; `own` is what `bits` gave. */
  kinBits(level: number, own: number): number
}

/** Rarity never moves a line further than this, in bits, either way. */
const MOST_MOVED = 16

/**
 * Weight of a level is log2(m/u). Where a level carries a share of rarity, the frequency of the very value replaces that
 * much of the average chance that strangers agree (term-frequency adjustment, Winkler 1989).
 */
export function compileLine(field: string, levels: readonly string[], rule: LineRule): Line {
  const weights = new Float64Array(levels.length)
  const againstKin = new Float64Array(levels.length).fill(Number.NaN)
  const shares = new Float64Array(levels.length)
  const usual = new Float64Array(levels.length)
  for (const [i, level] of levels.entries()) {
    const own = rule.levels[level]
    if (!own) throw new Error(`${field}: no shares for level ${level}`)
    weights[i] = Math.log2(own.m / own.u)
    if (own.kin !== undefined) againstKin[i] = Math.log2(own.m / own.kin)
    shares[i] = own.rarity ?? 0
    usual[i] = Math.log2(own.usual ?? own.u)
  }
  return {
    field,
    levels,
    bits: (level, rarity) => {
      if (level < 0) return 0
      const weight = weights[level] ?? 0
      const share = shares[level] ?? 0
      if (share === 0 || rarity === 0) return weight
      const moved = share * ((usual[level] ?? 0) - rarity)
      return weight + Math.max(-MOST_MOVED, Math.min(MOST_MOVED, moved))
    },
    kinBits: (level, own) => {
      const kin = level < 0 ? Number.NaN : (againstKin[level] ?? Number.NaN)
      return Number.isNaN(kin) ? own : Math.min(kin, own)
    },
  }
}
