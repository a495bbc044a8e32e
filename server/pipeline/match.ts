import type { BlockRules } from '../block/block.ts'
import type { Ends } from '../cluster/components.ts'
import type { Decision, Link } from '../model/evidence.ts'
import { pairKey, type RecordId } from '../model/ids.ts'
import type { StandardRecord } from '../model/record.ts'
import { compileScorer } from '../score/score.ts'
import { type Blocks, blocksOf, isProposed } from './batch/blocks.ts'
import { type Batch, type BatchRules, batchOf } from './batch/columns.ts'
import { PairReader } from './batch/pair-reader.ts'
import { type ScoreOptions, scoreAll } from './batch/score-all.ts'
import type { ScoredPairs } from './batch/score-pairs.ts'
import { Uint32Column } from './batch/shared.ts'

export type MatchInput = {
  batch: Batch
  rules: BatchRules
  /** Pairs that a person decided about are proposed even when no key does. */
  decisions?: readonly Decision[] | undefined
  /** Pairs from this many bits on are told in `scored`; default: those that link or wait for review. */
  floor?: number | undefined
} & ScoreOptions

export type MatchOutput = {
  /** At or above the match threshold. */
  links: Link[]
  /** Record numbers of each link. */
  ends: Ends
  /** At or above the review threshold, below the match threshold. */
  maybes: Link[]
  /** Keys with more records than their cap in the batch, sorted: they proposed nothing. */
  common: readonly string[]
  /** Pairs compared. */
  pairs: number
  /** All pairs from the floor on, by record number. */
  scored: ScoredPairs
}

export type RecordsInput = Omit<MatchInput, 'batch'> & {
  records: readonly StandardRecord[]
  /** Identity of a contact's company, where known. */
  companyOf?: ((record: StandardRecord) => string | undefined) | undefined
  /** Block keys by these rules, where they are at hand. */
  keysOf?: ((record: StandardRecord) => readonly string[] | undefined) | undefined
}

/** Matches records that are at hand. */
export function matchAll({ records, companyOf, keysOf, ...input }: RecordsInput): Promise<MatchOutput> {
  return matchBatch({ ...input, batch: batchOf(records, input.rules, companyOf, keysOf) })
}

/**
 * Matches a whole entity in memory, on all cores, with the scorer that serves one record too. Caps of keys may be lower in
 * the rules than they were when the batch was made.
 */
export async function matchBatch({
  batch,
  rules,
  decisions = [],
  floor,
  ...options
}: MatchInput): Promise<MatchOutput> {
  const { ids, columns, common } = batch
  const { match, review } = rules.score
  const bits = bitsOfPairs(batch, rules)
  const work = {
    columns,
    blocks: blocksOf({ ...columns.keys, caps: capsUnder(rules.block, batch) }),
    rules: rules.score,
    floor: Math.min(review, floor ?? review),
  }
  const scored = await scoreAll(work, options)
  const { probability } = compileScorer(rules.score)
  const links: Link[] = []
  const maybes: Link[] = []
  const ends = { a: new Uint32Column(), b: new Uint32Column() }
  const keep = (i: number, j: number, bits: number) => {
    if (bits < review) return
    const [a, b] = [ids[i] as RecordId, ids[j] as RecordId]
    const [low, high] = a < b ? [a, b] : [b, a]
    if (bits >= match) {
      ends.a.push(i)
      ends.b.push(j)
    }
    ;(bits >= match ? links : maybes).push({ low, high, bits, probability: probability(bits) })
  }
  const extra = unproposed(batch, work.blocks, decisions)
  for (let n = 0; n < scored.a.length; n++) keep(scored.a[n] ?? 0, scored.b[n] ?? 0, scored.bits[n] ?? 0)
  for (const [i, j] of extra) keep(i, j, bits(i, j))
  return {
    links,
    ends: { a: ends.a.view(), b: ends.b.view() },
    maybes,
    common: common.map(({ key }) => key),
    pairs: scored.compared + extra.length,
    scored,
  }
}

/** Caps of a batch's keys under rules that may have lower ones than those it was made with. */
function capsUnder(block: BlockRules, { columns: { keys }, passes }: Batch): Uint32Array {
  const caps = passes.map((name) => block.passes.find((pass) => pass.name === name)?.cap ?? block.cap)
  return keys.caps.map((cap, key) => Math.min(cap, caps[keys.passes[key] ?? -1] ?? cap))
}

/** Decided pairs that no key proposes, each once. */
function unproposed({ ids }: Batch, blocks: Blocks, decisions: readonly Decision[]): [number, number][] {
  const wanted = new Map<RecordId, number>()
  for (const { low, high, revokedAt } of decisions) if (!revokedAt) wanted.set(low, -1).set(high, -1)
  if (wanted.size === 0) return []
  for (const [i, id] of ids.entries()) if (wanted.has(id)) wanted.set(id, i)
  const pairs = new Map<string, [number, number]>()
  for (const { low, high, revokedAt } of decisions) {
    const [i, j] = [wanted.get(low) ?? -1, wanted.get(high) ?? -1]
    if (!revokedAt && i >= 0 && j >= 0 && !isProposed(blocks, i, j)) pairs.set(pairKey(low, high), [i, j])
  }
  return [...pairs.values()]
}

/** Bits of any two records of a batch, by number. */
export function bitsOfPairs(
  { columns }: Batch,
  { score }: BatchRules,
): (i: number, j: number, least?: number) => number {
  const reader = new PairReader(columns, compileScorer(score))
  return (i, j, least) => reader.bits(i, j, least)
}
