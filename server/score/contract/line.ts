import type { Outcome } from './comparator.ts'
import { type LineRule, sharesOf } from './line-rule.ts'

/** A line of evidence: the name it has in explanations and its levels, best first. */
export type Line = { readonly field: string; readonly levels: readonly string[] }

/** All lines of a rule set with their shares turned into bits, in flat tables: this is the inner loop. */
export type LineTable = {
  readonly lines: readonly Line[]
  /** Adds each line's bits to `start`, in order, and writes them into `own`. Log2 of rarity as in Outcome. */
  sum(level: Int8Array, rarity: Float64Array, own: Float64Array, start: number): number
  /** The same for a match against kin instead of strangers; `own` is what `sum` wrote. */
  kinSum(level: Int8Array, own: Float64Array, start: number): number
  /** Whether the share of every value that the two have in common, and that counts, is known. */
  isKnown(outcome: Pick<Outcome, 'level' | 'rarity'>): boolean
  /**
   * The most bits that a level can come to: as a match against strangers, and against kin.
   * @param least log2 of the rarest share there is
   */
  most(line: number, level: number, least: number): { bits: number; kin: number }
}

/** Rarity never moves a line further than this, in bits, either way. */
const MOST_MOVED = 16

/**
 * Weight of a level is log2(m/u). Where a level carries a share of rarity, the frequency of the very value replaces that
 * much of the average chance that strangers agree (term-frequency adjustment, Winkler 1989). Against kin a level weighs
 * no more than against strangers.
 */
export function lineTable(lines: readonly (Line & { rule: LineRule })[]): LineTable {
  const width = Math.max(1, ...lines.map((line) => line.levels.length))
  const column = (value: number) => new Float64Array(lines.length * width).fill(value)
  const [weights, kin, shares, usual] = [column(0), column(Number.POSITIVE_INFINITY), column(0), column(0)]
  for (const [l, { field, levels, rule }] of lines.entries()) {
    for (const [i, level] of levels.entries()) {
      const own = sharesOf(rule, levels, i)
      if (!own) throw new Error(`${field}: no shares for level ${level}`)
      const at = l * width + i
      weights[at] = Math.log2(own.m / own.u)
      if (own.kin !== undefined) kin[at] = Math.log2(own.m / own.kin)
      shares[at] = own.rarity ?? 0
      usual[at] = Math.log2(own.usual ?? own.u)
    }
  }
  const count = lines.length
  return {
    lines,
    sum(level, rarity, own, start) {
      let sum = start
      for (let l = 0; l < count; l++) {
        const reached = level[l] as number
        if (reached < 0) {
          own[l] = 0
          continue
        }
        const at = l * width + reached
        let bits = weights[at] as number
        const share = shares[at] as number
        const rare = rarity[l] as number
        if (share !== 0 && rare !== 0) {
          const moved = share * ((usual[at] as number) - rare)
          bits += Math.min(MOST_MOVED, Math.max(-MOST_MOVED, moved))
        }
        own[l] = bits
        sum += bits
      }
      return sum
    },
    kinSum(level, own, start) {
      let sum = start
      for (let l = 0; l < count; l++) {
        const reached = level[l] as number
        if (reached < 0) continue
        const bits = own[l] as number
        const against = kin[l * width + reached] as number
        sum += Math.min(against, bits)
      }
      return sum
    },
    isKnown({ level, rarity }) {
      for (let l = 0; l < count; l++) {
        const reached = level[l] as number
        if (reached >= 0 && rarity[l] === 0 && shares[l * width + reached] !== 0) return false
      }
      return true
    },
    most(line, level, least) {
      const at = line * width + level
      const moved = Math.max(0, Math.min(MOST_MOVED, (shares[at] as number) * ((usual[at] as number) - least)))
      const bits = (weights[at] as number) + moved
      return { bits, kin: Math.min(kin[at] as number, bits) }
    },
  }
}
