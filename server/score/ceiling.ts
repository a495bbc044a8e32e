import type { Comparing } from './contract/comparator.ts'
import type { LineTable } from './contract/line.ts'
import type { ScoreRules } from './score-rules.ts'

/** What one level brings at most: as a match against strangers, and against kin. */
type Most = { bits: number; kin: number }

/** Sums that a pair has so far: as a match against strangers, and against kin. */
type Sums = { sum: number; kinSum: number }

/**
 * The most that a pair can weigh.
 * @param open comparisons, as many as `count`, that are still to be made
 * @param late one that is to be made by its numbers, -1 for none
 */
export type Ceiling = (sums: Sums, open: Int32Array, count: number, late: number) => number

/** What sums of a dozen numbers in another order may differ by, and much more. */
const ROUNDING = 1e-6
const MISSING: Most = { bits: 0, kin: 0 }

/**
 * Binds rules into a bound for pairs that are not compared in full. A pair weighs no more than the lesser of its two sums.
 * Over the comparisons that are open both are taken at their best, but of the late one together: what is best against
 * strangers (a shared surname) is little against kin.
 */
export function ceilingFor(
  comparisons: readonly { compare: Comparing<unknown>; at: number }[],
  table: LineTable,
  rules: ScoreRules,
): Ceiling {
  const least = Math.min(0, ...Object.values(rules.frequencies).map(({ floor, total }) => Math.log2(floor / total)))
  const raised = Math.max(...rules.overrules.map(({ atLeast }) => atLeast ?? Number.NEGATIVE_INFINITY))
  const added = rules.overrules.reduce((sum, { add = 0 }) => sum + Math.max(0, add), 0)
  const levelsOf = (line: number): Most[] =>
    (table.lines[line]?.levels ?? []).map((_, level) => table.most(line, level, least))
  const tops = comparisons.map(({ at }, c) => {
    const top = { ...MISSING }
    for (let line = at; line < (comparisons[c + 1]?.at ?? table.lines.length); line++) {
      const levels = [MISSING, ...levelsOf(line)]
      top.bits += Math.max(...levels.map(({ bits }) => bits))
      top.kin += Math.max(...levels.map(({ kin }) => kin))
    }
    return top
  })
  const fronts = comparisons.map(({ compare: { coded }, at }) =>
    frontOf(
      (coded?.late?.levels ?? []).map((wanted, line) => levelsOf(at + line).filter((_, l) => wanted.includes(l))),
    ),
  )
  return ({ sum, kinSum }, open, count, late) => {
    let [bits, kin] = [sum, kinSum]
    for (let n = 0; n < count; n++) {
      const top = tops[open[n] as number] ?? MISSING
      bits += top.bits
      kin += top.kin
    }
    let most = late < 0 ? Math.min(bits, kin) : Number.NEGATIVE_INFINITY
    const front = late < 0 ? undefined : fronts[late]
    if (front) for (const way of front) most = Math.max(most, Math.min(bits + way.bits, kin + way.kin))
    return Math.max(most, raised) + added + ROUNDING
  }
}

/** The combinations of a level of each line, a missing value included, that no other combination beats in both sums. */
function frontOf(lines: readonly (readonly Most[])[]): Most[] {
  let ways: Most[] = [MISSING]
  for (const levels of lines) {
    const more = [MISSING, ...levels].flatMap((level) =>
      ways.map(({ bits, kin }) => ({ bits: bits + level.bits, kin: kin + level.kin })),
    )
    more.sort((a, b) => b.bits - a.bits || b.kin - a.kin)
    ways = []
    for (const way of more) if (way.kin > (ways.at(-1)?.kin ?? Number.NEGATIVE_INFINITY)) ways.push(way)
  }
  return ways
}
