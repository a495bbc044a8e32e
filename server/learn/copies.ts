import { UnionFind } from '../collections/union-find.ts'
import { valueAt } from '../collections/value-at.ts'
import { forEachPair } from '../match/blocks.ts'
import type { Batch } from '../match/columns.ts'
import { PairReader } from '../match/pair-reader.ts'
import { lotOfRecord } from '../match/sampling.ts'
import type { Scorer } from '../score/score.ts'
import { WHOLE } from './frequencies.ts'
import { forRandomPairs, type Sample, sampleOf } from './sample.ts'

/**
 * Records of one entity that learning looks at. More of the same customer say nothing new, and pairs grow with their square: beside one
 * of five thousand orders, what everybody else is like would not be seen, and strangers drawn at random would be that customer's own.
 */
const COPIES = 100

/** Bits beyond the threshold that hold a group together: chains of what is only likely run through a whole town. */
const CERTAIN = 4

/** Share of pairs drawn at random that are one entity from which on learning is not to be trusted, and how many are drawn. */
const FEW = { share: 1 / 5, pairs: 20_000 } as const

/**
 * A sample without the records, chosen by lot, that are one too many of an entity, as far as a scorer knows entities; and whether what is
 * left is of so few, a handful of equal ones, that what strangers have in common is not to be seen in it.
 */
export function thinned(batch: Batch, all: Sample, scorer: Scorer): { sample: Sample; isOfFew: boolean } {
  const reader = new PairReader(all.columns, scorer)
  const groups = groupsOf(all, scorer, reader, CERTAIN)
  const taken = new Map<number, number>()
  const lots = new Map(Array.from(all.rows, (row) => [row, lotOfRecord(valueAt(batch.ids, row))]))
  const byLot = [...all.rows].sort((a, b) => (lots.get(a) ?? 0) - (lots.get(b) ?? 0))
  const kept = new Set(
    byLot.filter((row) => {
      const group = groups.find(row)
      const before = taken.get(group) ?? 0
      taken.set(group, before + 1)
      return before < COPIES
    }),
  )
  const rows = all.rows.filter((row) => kept.has(row))
  const sample = rows.length === all.rows.length ? all : sampleOf(batch, rows)
  return { sample, isOfFew: shareOfMatches(sample, scorer, reader) > FEW.share }
}

function shareOfMatches({ rows }: Sample, scorer: Scorer, reader: PairReader): number {
  let pairs = 0
  let matches = 0
  forRandomPairs(rows.length, FEW.pairs, (x, y) => {
    pairs++
    if (reader.bits(valueAt(rows, x), valueAt(rows, y), scorer.match, scorer) >= scorer.match) matches++
  })
  return matches / Math.max(1, pairs)
}

/** Weight of each record: one (`WHOLE`) over the records that look like the same entity so far. */
export function copiesOf(sample: Sample, scorer: Scorer, reader: PairReader): Float64Array {
  const groups = groupsOf(sample, scorer, reader)
  const sizes = new Float64Array(sample.columns.size)
  for (const row of sample.rows) sizes[groups.find(row)] = (sizes[groups.find(row)] ?? 0) + 1
  return Float64Array.from(groups.roots(), (root) => Math.round(WHOLE / (sizes[root] || 1)))
}

/** @param beyond bits above the threshold that a pair has to have */
function groupsOf({ columns, blocks }: Sample, scorer: Scorer, reader: PairReader, beyond = 0): UnionFind {
  const least = scorer.match + beyond
  const groups = new UnionFind(columns.size)
  forEachPair(blocks, (i, j) => {
    if (groups.find(i) === groups.find(j) || reader.bits(i, j, least, scorer) < least) return
    groups.join(i, j)
  })
  return groups
}
