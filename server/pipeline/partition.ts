import { type ClusterDraft, clusterJoined } from '../cluster/cluster.ts'
import type { Decision, Link } from '../model/evidence.ts'
import type { RecordId } from '../model/ids.ts'
import type { Batch } from './batch/columns.ts'
import { bitsOfPairs, type MatchOutput, matchBatch } from './match.ts'
import type { EntityRules } from './rule-set.ts'
import type { Stopwatch } from './stopwatch.ts'
import { type TrainReport, trainRules } from './train.ts'

export type MatchingRules = Pick<EntityRules, 'block' | 'score' | 'cluster'>

export type Partition = {
  /** Clusters of records that something joins; all others stand alone. */
  drafts: ClusterDraft[]
  /** Number of each record's cluster, by record number. */
  clusterOf: Uint32Array
  matched: MatchOutput
  rules: MatchingRules
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
  const rules = trained ? { ...input.rules, score: trained.rules } : input.rules
  const matched = await matchBatch({
    batch,
    rules,
    decisions,
    floor,
    threads,
    onProgress: (done, of) => onProgress?.('match', done, of),
  })
  watch?.lap('match')
  onProgress?.('cluster', 0, 1)
  const numbers = numbersOf(batch.ids, matched.links, decisions)
  const bits = bitsOfPairs(batch, rules)
  // Only records with a link can be asked about.
  const pairBits = (a: RecordId, b: RecordId) => bits(numbers.get(a) ?? 0, numbers.get(b) ?? 0)
  const drafts = clusterJoined({ ids: batch.ids, links: matched.links, decisions, pairBits }, rules.cluster)
  watch?.lap('cluster')
  return { drafts, clusterOf: clusterNumbers(batch.ids, drafts, numbers), matched, rules, training: trained?.report }
}

/** Numbers of the records that a link or a decision speaks of. */
function numbersOf(
  ids: readonly RecordId[],
  links: readonly Link[],
  decisions: readonly Decision[],
): ReadonlyMap<RecordId, number> {
  const spoken = new Set<RecordId>()
  for (const { low, high } of links) spoken.add(low).add(high)
  for (const { low, high } of decisions) spoken.add(low).add(high)
  const numbers = new Map<RecordId, number>()
  for (const [i, id] of ids.entries()) if (spoken.has(id)) numbers.set(id, i)
  return numbers
}

function clusterNumbers(
  ids: readonly RecordId[],
  drafts: readonly ClusterDraft[],
  numbers: ReadonlyMap<RecordId, number>,
): Uint32Array {
  const own = new Uint32Array(ids.length)
  for (const [cluster, { members }] of drafts.entries())
    for (const id of members) own[numbers.get(id) ?? 0] = cluster + 1
  let next = drafts.length
  for (let i = 0; i < own.length; i++) if (own[i] === 0) own[i] = ++next
  return own
}
