import type { Columns } from '../match/columns.ts'
import { textReader } from '../match/text-table.ts'
import type { LineRule } from '../score/contract/line-rule.ts'
import { frequencyTable } from '../score/contract/rarity.ts'
import { compileScorer, type ScoreRules } from '../score/score.ts'

/** Tables of what strangers share. */
const NAMES: ReadonlySet<string> = new Set(['givenName', 'familyName'])

/** One record, as a number that most counts of copies divide: sums of whole numbers do not depend on their order. */
export const WHOLE = 5040

/** Strangers who agree this seldom agree on something that was given to one of them: a mail box, a number, a firm's name. */
const IDENTIFIES = 0.0005

/**
 * The rules with shares of the values that the records `rows` hold.
 * @param weights of each record, in parts of `WHOLE`; `unknown` as long as nobody knows which of them are copies of one
 * entity: then every record counts, and what identifies is believed to be one entity's where few records share it
 */
export function withFrequencies(
  rules: ScoreRules,
  { columns, rows }: { columns: Columns; rows: Uint32Array },
  weights: Float64Array | 'unknown',
): ScoreRules {
  const scorer = compileScorer(rules)
  const weight = (row: number) => (weights === 'unknown' ? WHOLE : (weights[row] ?? WHOLE))
  const counts = new Map<string, Map<string, number>>()
  const mayBeCopies = new Set<string>()
  let total = 0
  for (const row of rows) total += weight(row)
  for (const [c, { codes, texts }] of columns.comparisons.entries()) {
    const sums = new Float64Array(texts.ends.length)
    for (const row of rows) {
      const code = codes[row] ?? 0
      if (code > 0) sums[code - 1] = (sums[code - 1] ?? 0) + weight(row)
    }
    const isTelling = weights === 'unknown' && identifies(rules.comparisons[c])
    const textOf = textReader(texts)
    let own = 0
    const add = (table: string, value: string) => {
      let values = counts.get(table)
      if (!values) {
        values = new Map()
        counts.set(table, values)
        if (isTelling) mayBeCopies.add(table)
      }
      values.set(value, (values.get(value) ?? 0) + own)
    }
    for (let text = 0; text < sums.length; text++) {
      own = sums[text] ?? 0
      if (own > 0) scorer.count(c, textOf(text), add)
    }
  }
  const tables = [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const values of counts.values()) for (const [value, sum] of values) values.set(value, sum / WHOLE)
  const frequencies = Object.fromEntries(
    tables.map(([table, values]) => [
      table,
      frequencyTable(values, total / WHOLE, { mayBeCopies: mayBeCopies.has(table), isName: NAMES.has(table) }),
    ]),
  )
  return { ...rules, frequencies }
}

/** Whether strangers hardly ever reach the best level of any of its lines. */
function identifies(comparison: ScoreRules['comparisons'][number] | undefined): boolean {
  const lines = Object.values((comparison?.lines ?? {}) as Record<string, LineRule>)
  return lines.every(({ levels }) => (Object.values(levels)[0]?.u ?? 1) <= IDENTIFIES)
}
