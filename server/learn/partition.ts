import { clusterJoined, type Pairs, type PlacedDraft } from '../cluster/cluster.ts'
import type { Batch } from '../match/columns.ts'
import { type MatchedPairs, matchPairs } from '../match/match.ts'
import { PairReader } from '../match/pair-reader.ts'
import { spareKeys } from '../match/spare-keys.ts'
import type { Spared } from '../match/spared.ts'
import type { Stopwatch } from '../match/stopwatch.ts'
import type { Decision } from '../model/evidence.ts'
import type { EntityRules } from '../rules/rule-set.ts'
import { compileScorer, type Scorer } from '../score/score.ts'
import { type TrainReport, trainRules } from './train.ts'

export type MatchingRules = Pick<EntityRules, 'block' | 'score' | 'cluster'>

export type Partition = {
  /** Clusters of records that something joins; all others stand alone. */
  drafts: PlacedDraft[]
  /** Number of each record's cluster, by record number. */
  clusterOf: Uint32Array
  matched: MatchedPairs
  rules: MatchingRules
  /** Keys that training left out because the batch is large and they find little. */
  spared: readonly Spared[]
  training: TrainReport | undefined
}

export type PartitionInput = {
  batch: Batch
  rules: MatchingRules
  /** False: the rules are used as they are. */
  train: boolean
  decisions?: readonly Decision[] | undefined
  floor?: number | undefined
  threads?: number | undefined
  watch?: Stopwatch | undefined
  onProgress?: ((stage: string, done: number, of: number) => void) | undefined
}

/** Trains on a sample, freezes, matches and clusters a whole entity in memory: what a first load does, without a graph. */
export async function partition(input: PartitionInput): Promise<Partition> {
  const { batch, decisions = [], floor, threads, watch, onProgress } = input
  onProgress?.('train', 0, 1)
  const trained = input.train ? trainRules({ batch }) : undefined
  watch?.lap('train')
  const { rules, spared } = trained
    ? frozen(batch, { ...input.rules, score: trained.rules })
    : { rules: input.rules, spared: [] }
  const matched = await matchPairs({
    batch,
    rules,
    decisions,
    floor,
    threads,
    onProgress: (done, of) => onProgress?.('match', done, of),
  })
  watch?.lap('match')
  onProgress?.('cluster', 0, 1)
  const scorer = compileScorer(rules.score)
  const pairs = pairsOf(new PairReader(batch.columns, scorer), scorer)
  const drafts = clusterJoined({ ids: batch.ids, links: matched.links, decisions, pairs }, rules.cluster)
  watch?.lap('cluster')
  return {
    drafts,
    clusterOf: clusterNumbers(batch.ids.length, drafts),
    matched,
    rules,
    spared,
    training: trained?.report,
  }
}

/** What the records of a batch say about each other. @param scorer one whose frequencies the reader knows */
export function pairsOf(reader: PairReader, scorer: Scorer): Pairs {
  return {
    say: (_a, _b, i, j) => scorer.say(reader.outcome(i, j)),
    within: (_a, _b, i, j) => reader.within(i, j),
  }
}

/** Rules as they are once weights are learned. */
function frozen(batch: Batch, rules: MatchingRules): { rules: MatchingRules; spared: readonly Spared[] } {
  const { block, spared } = spareKeys(batch, rules)
  return { rules: { ...rules, block }, spared }
}

function clusterNumbers(size: number, drafts: readonly PlacedDraft[]): Uint32Array {
  const own = new Uint32Array(size)
  for (const [cluster, { places }] of drafts.entries()) for (const i of places) own[i] = cluster + 1
  let next = drafts.length
  for (let i = 0; i < own.length; i++) if (own[i] === 0) own[i] = ++next
  return own
}
