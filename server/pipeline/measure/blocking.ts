import { type BlockRules, compileBlocker, passOf } from '../../block/block.ts'
import type { StandardRecord } from '../../model/record.ts'
import { pairsOf, share } from '../quality.ts'

/** What one blocking pass is good for. */
export type PassReport = {
  pass: string
  /** Pairs it proposes. */
  pairs: number
  /** True pairs it proposes, and those of them that no other pass does. */
  found: number
  only: number
  /** Keys with too many records, which propose nothing, and the largest of them. */
  common: number
  dropped: { key: string; records: number }[]
}

export type BlockingReport = {
  /** Share of true pairs that any pass proposes (pairs completeness). */
  completeness: number
  /** Share of true pairs that only keys too common have. */
  lostToCaps: number
  /** Pairs compared for each record. */
  pairsPerRecord: number
  passes: PassReport[]
}

export type BlockingInput = {
  records: readonly StandardRecord[]
  /** True entity of each record, where it is known. */
  truths: readonly (string | undefined)[]
  rules: BlockRules
  keyCounts: ReadonlyMap<string, number>
  common: readonly string[]
  compared: number
}

/** Largest common keys that a pass is shown with. */
const DROPPED = 10

/** How many of the true pairs blocking brings together, and which passes do it. */
export function blockingOf(input: BlockingInput): BlockingReport {
  const { records, truths, rules, keyCounts } = input
  const common = new Set(input.common)
  const passes = new Map(
    rules.passes.map(({ name }): [string, PassReport] => [
      name,
      { pass: name, pairs: 0, found: 0, only: 0, common: 0, dropped: [] },
    ]),
  )
  for (const [key, count] of keyCounts) {
    const pass = passes.get(passOf(key))
    if (pass && !common.has(key)) pass.pairs += pairsOf(count)
  }
  for (const key of common) {
    const pass = passes.get(passOf(key))
    if (!pass) continue
    pass.common++
    pass.dropped.push({ key, records: keyCounts.get(key) ?? 0 })
  }
  for (const pass of passes.values())
    pass.dropped = pass.dropped.sort((a, b) => b.records - a.records || (a.key < b.key ? -1 : 1)).slice(0, DROPPED)

  const keysOf = compileBlocker(rules)
  const totals = { wanted: 0, found: 0, lost: 0 }
  for (const members of entitiesOf(truths)) {
    const keys = members.map((i) => (records[i] ? keysOf(records[i]) : []))
    for (const [x, own] of keys.entries())
      for (const other of keys.slice(x + 1)) {
        const shared = own.filter((key) => other.includes(key))
        const by = new Set(shared.filter((key) => !common.has(key)).map(passOf))
        totals.wanted++
        if (by.size > 0) totals.found++
        else if (shared.length > 0) totals.lost++
        for (const name of by) {
          const pass = passes.get(name)
          if (!pass) continue
          pass.found++
          if (by.size === 1) pass.only++
        }
      }
  }
  return {
    completeness: share(totals.found, totals.wanted),
    lostToCaps: totals.wanted === 0 ? 0 : totals.lost / totals.wanted,
    pairsPerRecord: input.compared / Math.max(1, records.length),
    passes: [...passes.values()],
  }
}

function entitiesOf(truths: readonly (string | undefined)[]): number[][] {
  const members = new Map<string, number[]>()
  for (const [i, label] of truths.entries()) {
    if (label === undefined) continue
    const own = members.get(label)
    if (own) own.push(i)
    else members.set(label, [i])
  }
  return [...members.values()].filter((own) => own.length > 1)
}
