import { passOf } from '../block/block-rules.ts'
import { rowsByGroup, rowsOfGroup } from '../collections/rows-by-group.ts'
import { valueAt } from '../collections/value-at.ts'
import type { Batch } from '../match/columns.ts'
import { countsOf, sharedKeys } from '../match/forecast.ts'
import { most, pairsOf, share } from '../match/quality.ts'

/** What one blocking pass is good for. */
type PassReport = {
  pass: string
  /** Pairs it proposes. */
  pairs: number
  /** True pairs it proposes, and those of them that no other pass does. */
  found: number
  only: number
  /** Keys with too many records, which propose neighbours at most, and the largest of them. */
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
  batch: Batch
  /** True entity of each record; 0 where it is not known. */
  truths: Uint32Array
  compared: number
}

/** Largest common keys that a pass is shown with. */
const DROPPED = 10

/** How many of the true pairs blocking brings together, and which passes do it. */
export function blockingOf({ batch, truths, compared }: BlockingInput): BlockingReport {
  const { keys, size } = batch.columns
  const counts = countsOf(keys)
  const isCommon = (key: number) => valueAt(counts, key) > valueAt(keys.caps, key)
  const passes = batch.passes.map((pass): PassReport => ({ pass, pairs: 0, found: 0, only: 0, common: 0, dropped: [] }))
  for (let key = 0; key < counts.length; key++) {
    const pass = passes[keys.passes[key] ?? -1]
    if (pass && !isCommon(key)) pass.pairs += pairsOf(valueAt(counts, key))
  }
  for (const pass of passes) {
    const dropped = batch.common.filter(({ key }) => passOf(key) === pass.pass)
    pass.common = dropped.length
    pass.dropped = dropped.sort((a, b) => b.records - a.records || (a.key < b.key ? -1 : 1)).slice(0, DROPPED)
  }
  const totals = { wanted: 0, found: 0, lost: 0 }
  for (const members of entitiesOf(truths)) {
    for (const [x, i] of members.entries())
      for (const j of members.slice(x + 1)) {
        const shared = sharedKeys(keys, i, j)
        const by = new Set(shared.filter((key) => !isCommon(key)).map((key) => keys.passes[key] ?? -1))
        totals.wanted++
        if (by.size > 0) totals.found++
        else if (shared.length > 0) totals.lost++
        for (const number of by) {
          const pass = passes[number]
          if (!pass) continue
          pass.found++
          if (by.size === 1) pass.only++
        }
      }
  }
  return {
    completeness: share(totals.found, totals.wanted),
    lostToCaps: totals.wanted === 0 ? 0 : totals.lost / totals.wanted,
    pairsPerRecord: compared / Math.max(1, size),
    passes,
  }
}

/** Records of each entity that has several, one entity after the other. */
function* entitiesOf(truths: Uint32Array): Generator<number[]> {
  const entities = rowsByGroup(truths, most(truths) + 1)
  for (let entity = 1; entity < entities.starts.length - 1; entity++) {
    const members = rowsOfGroup(entities, entity)
    if (members.length > 1) yield [...members]
  }
}
