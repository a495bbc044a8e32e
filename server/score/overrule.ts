import type { Line } from './contract/line.ts'
import type { Overrule } from './score-rules.ts'

/** A rule on top of the sum, bound to the lines. */
export type CompiledOverrule = {
  readonly name: string
  holds(level: Int8Array): boolean
  /**
   * What it adds to a sum: a veto pulls it down to its ceiling, a certain match up to its floor.
   * @param isKnown what the two share was there to learn from
   */
  bits(sum: number, isKnown: boolean): number
}

/** Binds an overrule's line and level names to indices. */
export function compileOverrule(rule: Overrule, lines: readonly Line[]): CompiledOverrule {
  const fields = Object.keys(rule.when)
  const at = Int32Array.from(fields, (field) => lines.findIndex((line) => line.field === field))
  // Levels as bits, `missing` the lowest: a condition is one look.
  const wanted = Int32Array.from(fields, (field, c) =>
    (rule.when[field] ?? []).reduce(
      (mask, level) => mask | (1 << (level === 'missing' ? 0 : 1 + (lines[at[c] ?? -1]?.levels.indexOf(level) ?? -1))),
      0,
    ),
  )
  return {
    name: rule.name,
    holds: (level) => {
      for (let c = 0; c < at.length; c++)
        if ((((wanted[c] as number) >> ((level[at[c] as number] ?? -1) + 1)) & 1) === 0) return false
      return true
    },
    bits: (sum, isKnown) => {
      let moved = sum + ((isKnown ? rule.add : (rule.unseen ?? rule.add)) ?? 0)
      if (rule.atMost !== undefined) moved = Math.min(moved, rule.atMost)
      if (rule.atLeast !== undefined) moved = Math.max(moved, rule.atLeast)
      return moved - sum
    },
  }
}
