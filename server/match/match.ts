import type { BlockRules } from '../block/block-rules.ts'
import type { PlacedPairs } from '../cluster/components.ts'
import type { Decision, Link } from '../model/evidence.ts'
import { pairKey, pairOf, type RecordId } from '../model/ids.ts'
import type { StandardRecord } from '../model/record.ts'
import { compileScorer } from '../score/score.ts'
import { type Blocks, blocksOf, isProposed } from './blocks.ts'
import { type Batch, type BatchRules, batchOf } from './columns.ts'
import { PairReader } from './pair-reader.ts'
import { type ScoreOptions, scoreAll } from './score-all.ts'
import type { ScoredPairs } from './score-pairs.ts'

export type MatchInput = {
  batch: Batch
  rules: BatchRules
  /** Pairs that a person decided about are proposed even when no key does. */
  decisions?: readonly Decision[] | undefined
  /** Pairs from this many bits on are told in `scored`; default: those that link or wait for review. */
  floor?: number | undefined
} & ScoreOptions

/** Pairs by the numbers of their records in the batch. */
export type MatchedPairs = {
  /** At or above the match threshold. */
  links: PlacedPairs
  /** At or above the review threshold, below the match threshold. */
  maybes: PlacedPairs
  /** Keys with more records than their cap in the batch, sorted: they proposed nothing. */
  common: readonly string[]
  /** Pairs compared. */
  pairs: number
  /** All pairs from the floor on. */
  scored: ScoredPairs
}

/** The same by record ids. */
export type MatchOutput = Pick<MatchedPairs, 'common' | 'pairs'> & { links: Link[]; maybes: Link[] }

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

/** Matches a batch, and names the records of each pair. */
export async function matchBatch(input: MatchInput): Promise<MatchOutput> {
  const { links, maybes, common, pairs } = await matchPairs(input)
  return { links: linksOf(links, input), maybes: linksOf(maybes, input), common, pairs }
}

/**
 * Matches a whole entity in memory, on all cores, with the scorer that serves one record too. Caps of keys may be lower in
 * the rules than they were when the batch was made. Pairs stay in columns: there are millions of them.
 */
export async function matchPairs({
  batch,
  rules,
  decisions = [],
  floor,
  ...options
}: MatchInput): Promise<MatchedPairs> {
  const { columns, common } = batch
  const { match, review } = rules.score
  const { isCommon: _, ...blocks } = blocksOf({
    ids: batch.ids,
    keys: { ...columns.keys, caps: capsUnder(rules.block, batch) },
    comparisons: columns.comparisons,
    near: nearUnder(rules.block, batch),
  })
  const work = {
    columns,
    blocks,
    rules: rules.score,
    floor: Math.min(review, floor ?? review),
  }
  const scored = await scoreAll(work, options)
  const extra = unproposed(batch, work.blocks, decisions)
  const all = extra.length === 0 ? scored : withPairs(scored, extra, bitsOfPairs(batch, rules))
  return {
    links: pairsWithin(all, match, Number.POSITIVE_INFINITY),
    maybes: pairsWithin(all, review, match),
    common: common.map(({ key }) => key),
    pairs: scored.compared + extra.length,
    scored,
  }
}

function withPairs(
  { a, b, bits }: PlacedPairs,
  extra: readonly [number, number][],
  bitsOf: (i: number, j: number) => number,
): PlacedPairs {
  return {
    a: Uint32Array.from([...a, ...extra.map(([i]) => i)]),
    b: Uint32Array.from([...b, ...extra.map(([, j]) => j)]),
    bits: Float64Array.from([...bits, ...extra.map(([i, j]) => bitsOf(i, j))]),
  }
}

/** Pairs from so many bits on, and under so many. */
export function pairsWithin({ a, b, bits }: PlacedPairs, least: number, below: number): PlacedPairs {
  const within = (own: number) => own >= least && own < below
  return {
    a: a.filter((_, n) => within(bits[n] ?? 0)),
    b: b.filter((_, n) => within(bits[n] ?? 0)),
    bits: bits.filter(within),
  }
}

function linksOf({ a, b, bits }: PlacedPairs, { batch: { ids }, rules }: MatchInput): Link[] {
  const { probability } = compileScorer(rules.score)
  return Array.from(bits, (own, n) => {
    const [low, high] = pairOf(ids[a[n] ?? 0] as RecordId, ids[b[n] ?? 0] as RecordId)
    return { low, high, bits: own, probability: probability(own) }
  })
}

/** Caps of a batch's keys under rules that may have lower ones than those it was made with. */
function capsUnder(block: BlockRules, { columns: { keys }, passes }: Batch): Uint32Array {
  const caps = passes.map((name) => block.passes.find((pass) => pass.name === name)?.cap ?? block.cap)
  return keys.caps.map((cap, key) => Math.min(cap, caps[keys.passes[key] ?? -1] ?? cap))
}

/** Neighbours that common keys of a batch's passes propose. */
function nearUnder(block: BlockRules, { passes }: Batch): Uint8Array {
  return Uint8Array.from(passes, (name) => block.passes.find((pass) => pass.name === name)?.near ?? block.near)
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
