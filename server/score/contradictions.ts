import { z } from 'zod'
import { FORMS, LINES } from '../model/evidence.ts'
import type { Line } from './contract/line.ts'

/** When two values of one line of evidence contradict each other. */
const Contradiction = z.strictObject({
  /** Levels of two values that cannot both be true of one. */
  levels: z.array(z.string()).min(1),
  /** Levels of one value in two spellings: a third record that stands so to both explains how they came about. */
  explained: z.array(z.string()).min(1),
  /**
   * Levels of a value and a lesser form of it, such as a nickname or an initial, which may be one of many values: a third record
   * that stands so to one explains it only where it stands otherwise to the other. Robert explains Bob and R., Karen
   * explains K. and Laren; Chris does not explain Christopher and Christine.
   */
  lesser: z.array(z.string()).max(FORMS).default([]),
})
type Contradiction = z.infer<typeof Contradiction>

/** By line of evidence. */
export const Contradictions = z
  .record(z.string(), Contradiction)
  .refine((rules) => Object.keys(rules).length <= LINES, `at most ${LINES} lines can contradict each other`)
export type Contradictions = Readonly<z.infer<typeof Contradictions>>

/** Sets of contradictable lines as the bits of a number. */
export type LineSets = {
  /** Lines on which the two contradict each other. */
  against(level: Int8Array): number
  /** Lines on which both state the same, in whatever spelling. */
  agreed(level: Int8Array): number
  /** Lines on which one states a lesser form of the other's, a set for each form. */
  lesser(level: Int8Array): readonly number[]
}

/** Binds line and level names to indices. */
export function compileContradictions(rules: Contradictions, lines: readonly Line[]): LineSets {
  const named = Object.entries(rules)
  const at = named.map(([field]) => lines.findIndex((line) => line.field === field))
  const maskOf = (levels: readonly string[], line: number) =>
    levels.reduce((mask, level) => mask | (1 << (lines[line]?.levels.indexOf(level) ?? 0)), 0)
  const setOf = (levelsOf: (rule: Contradiction) => readonly string[]) => {
    const wanted = named.map(([, rule], n) => maskOf(levelsOf(rule), at[n] ?? -1))
    return (level: Int8Array) => {
      let set = 0
      for (const [n, line] of at.entries()) {
        const reached = level[line] ?? -1
        if (reached >= 0 && (((wanted[n] as number) >> reached) & 1) === 1) set |= 1 << n
      }
      return set
    }
  }
  const forms = Array.from({ length: FORMS }, (_, form) => setOf(({ lesser }) => lesser.slice(form, form + 1)))
  return {
    against: setOf(({ levels }) => levels),
    agreed: setOf(({ explained }) => explained),
    lesser: (level) => forms.map((set) => set(level)),
  }
}
