import type { Line } from './line.ts'
import type { Overrule } from './score-rules.ts'

/** A rule on top of the sum, bound to the lines. */
export type CompiledOverrule = {
  readonly name: string
  holds(level: Int8Array): boolean
  /** What it adds to a sum: a veto pulls it down to its ceiling, a certain match up to its floor. */
  bits(sum: number): number
}

/** Binds an overrule's line and level names to indices. */
export function compileOverrule(rule: Overrule, lines: readonly Pick<Line, 'field' | 'levels'>[]): CompiledOverrule {
  const conditions = Object.entries(rule.when).map(([field, levels]) => {
    const at = lines.findIndex((line) => line.field === field)
    const wanted = levels.map((level) => (level === 'missing' ? -1 : (lines[at]?.levels.indexOf(level) ?? -1)))
    return { at, wanted }
  })
  return {
    name: rule.name,
    holds: (level) => conditions.every(({ at, wanted }) => wanted.includes(level[at] ?? -1)),
    bits: (sum) => {
      let moved = sum + (rule.add ?? 0)
      if (rule.atMost !== undefined) moved = Math.min(moved, rule.atMost)
      if (rule.atLeast !== undefined) moved = Math.max(moved, rule.atLeast)
      return moved - sum
    },
  }
}
