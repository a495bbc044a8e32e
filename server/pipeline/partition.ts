import { type ClusterDraft, cluster } from '../cluster/cluster.ts'
import type { Decision, Link } from '../model/evidence.ts'
import type { RecordId } from '../model/ids.ts'
import type { Batch } from './batch/columns.ts'
import { bitsOfPairs, type MatchOutput, matchBatch } from './match.ts'
import type { EntityRules } from './rule-set.ts'
import type { Stopwatch } from './stopwatch.ts'
import { type TrainReport, trainRules } from './train.ts'

export type MatchingRules = Pick<EntityRules, 'block' | 'score' | 'cluster'>

export type Partition = {
  drafts: ClusterDraft[]
  matched: MatchOutput
  rules: MatchingRules
  training: TrainReport | undefined
}

type PartitionInput = {
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
  const pairBits = bitsById(batch, rules, matched.links)
  const drafts = cluster({ ids: batch.ids, links: matched.links, decisions, pairBits }, rules.cluster)
  watch?.lap('cluster')
  return { drafts, matched, rules, training: trained?.report }
}

/** Bits of any two records with a link: only they can be asked about by clustering. */
function bitsById(batch: Batch, rules: MatchingRules, links: readonly Link[]): (a: RecordId, b: RecordId) => number {
  const linked = new Set(links.flatMap((link) => [link.low, link.high]))
  const numbers = new Map<RecordId, number>()
  for (const [i, id] of batch.ids.entries()) if (linked.has(id)) numbers.set(id, i)
  const bits = bitsOfPairs(batch, rules)
  return (a, b) => {
    const [i, j] = [numbers.get(a), numbers.get(b)]
    return i === undefined || j === undefined ? 0 : bits(i, j)
  }
}
