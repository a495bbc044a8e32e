import { z } from 'zod'
import type { Line } from './contract/line.ts'

/** When two values of one line of evidence contradict each other. */
export const Contradiction = z.strictObject({
  /** Levels of two values that cannot both be true of one. */
  levels: z.array(z.string()).min(1),
  /**
   * Levels of one value in two spellings: a third record that stands so to both explains how they came about. A nickname
   * or an initial, which fits many, is none of these.
   */
  explained: z.array(z.string()).min(1),
})

/** By line of evidence. */
export type Contradictions = Readonly<Record<string, z.infer<typeof Contradiction>>>

/** Sets of contradictable lines as the bits of a number. */
export type LineSets = {
  /** Lines on which the two contradict each other. */
  against(level: Int8Array): number
  /** Lines on which both state the same, in whatever spelling. */
  agreed(level: Int8Array): number
}

/** Binds line and level names to indices. */
export function compileContradictions(rules: Contradictions, lines: readonly Line[]): LineSets {
  const named = Object.entries(rules)
  const at = named.map(([field]) => lines.findIndex((line) => line.field === field))
  const maskOf = (levels: readonly string[], line: number) =>
    levels.reduce((mask, level) => mask | (1 << (lines[line]?.levels.indexOf(level) ?? 0)), 0)
  const setOf = (which: 'levels' | 'explained') => {
    const wanted = named.map(([, rule], n) => maskOf(rule[which], at[n] ?? -1))
    return (level: Int8Array) => {
      let set = 0
      for (const [n, line] of at.entries()) {
        const reached = level[line] ?? -1
        if (reached >= 0 && (((wanted[n] as number) >> reached) & 1) === 1) set |= 1 << n
      }
      return set
    }
  }
  return { against: setOf('levels'), agreed: setOf('explained') }
}
