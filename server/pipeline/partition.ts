import { type ClusterDraft, cluster } from '../cluster/cluster.ts'
import type { Decision } from '../model/evidence.ts'
import type { RecordId } from '../model/ids.ts'
import type { StandardRecord } from '../model/record.ts'
import { compileScorer, type Prepared, type Scorer } from '../score/score.ts'
import { type MatchInput, type MatchOutput, matchAll } from './match.ts'
import type { EntityRules } from './rule-set.ts'
import { type TrainReport, trainRules } from './train.ts'

export type MatchingRules = Pick<EntityRules, 'block' | 'score' | 'cluster'>

export type Partition = {
  drafts: ClusterDraft[]
  matched: MatchOutput
  rules: MatchingRules
  training: TrainReport | undefined
}

export type PartitionInput = {
  records: readonly StandardRecord[]
  rules: MatchingRules
  /** False: the rules are used as they are. */
  train: boolean
  companyOf?: MatchInput['companyOf']
  decisions?: readonly Decision[] | undefined
  /** Bits from which on scored pairs are kept, for whoever measures. */
  floor?: number | undefined
  onProgress?: ((stage: string, done: number, of: number) => void) | undefined
}

/** Trains on a sample, freezes, matches and clusters a whole entity in memory: what a first load does, without a graph. */
export function partition(input: PartitionInput): Partition {
  const { records, companyOf, decisions = [], onProgress } = input
  onProgress?.('train', 0, 1)
  const trained = input.train ? trainRules({ records, rules: input.rules, companyOf }) : undefined
  const rules = trained ? { ...input.rules, score: trained.rules } : input.rules
  const matched = matchAll({
    records,
    rules,
    companyOf,
    decisions,
    ready: trained?.ready,
    floor: input.floor,
    onProgress: (done, of) => onProgress?.('match', done, of),
  })
  onProgress?.('cluster', 0, 1)
  const pairBits = bitsOfPairs(compileScorer(rules.score), matched)
  const drafts = cluster({ records, links: matched.links, decisions, pairBits }, rules.cluster)
  return { drafts, matched, rules, training: trained?.report }
}

/** Bits of any two records with a link: only they can be asked about by clustering. */
function bitsOfPairs(scorer: Scorer, { links, features }: MatchOutput): (a: RecordId, b: RecordId) => number {
  const ids = new Set(links.flatMap((link) => [link.low, link.high]))
  const byId = new Map<RecordId, Prepared>()
  for (const one of features) if (ids.has(one.id)) byId.set(one.id, one)
  return (a, b) => {
    const x = byId.get(a)
    const y = byId.get(b)
    return x && y ? scorer.bits(x, y) : 0
  }
}
