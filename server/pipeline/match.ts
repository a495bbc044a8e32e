import { type BlockRules, compileBlocker, keyCap } from '../block/block.ts'
import type { Decision, Link } from '../model/evidence.ts'
import { pairKey, type RecordId } from '../model/ids.ts'
import type { StandardRecord } from '../model/record.ts'
import { compileScorer, type Prepared, type ScoreRules, type Scorer } from '../score/score.ts'
import { type Blocks, blocksOf, forEachPair } from './pairs.ts'
import { PairCollector, type Scored } from './scored.ts'

export type MatchInput = {
  records: readonly StandardRecord[]
  rules: { block: BlockRules; score: ScoreRules }
  /** Identity of a contact's company, where known. */
  companyOf?: ((record: StandardRecord) => string | undefined) | undefined
  /** Pairs that a person decided about are proposed even when no key does. */
  decisions?: readonly Decision[] | undefined
  /** What training made ready of all these records with these rules. */
  ready?: Ready | undefined
  /** Bits from which on pairs that keys propose are kept as they were scored; absent: none are. */
  floor?: number | undefined
  /** Called every few thousand records. */
  onProgress?: ((done: number, of: number) => void) | undefined
}

/** Records made ready and their blocks. */
export type Ready = { features: Prepared[]; blocks: Blocks }

export type MatchOutput = {
  /** At or above the match threshold. */
  links: Link[]
  /** At or above the review threshold, below the match threshold. */
  maybes: Link[]
  /** Live records with each key. */
  keyCounts: Map<string, number>
  /** Keys with more records than their cap, sorted: they proposed nothing. */
  common: string[]
  /** Pairs compared. */
  pairs: number
  /** Where a floor was given: pairs that keys proposed, from that many bits on. */
  scored?: Scored
  /** Every record made ready, for whoever asks about more pairs. */
  features: readonly Prepared[]
}

/** Matches a whole entity in memory, with the scorer that serves one record too. */
export function matchAll(input: MatchInput): MatchOutput {
  const { block, score } = input.rules
  const { features, blocks } = input.ready ?? {
    features: prepareAll(input).features,
    blocks: blocksOf(input.records, compileBlocker(block), (key) => keyCap(block, key)),
  }
  const found = matchPrepared({ scorer: compileScorer(score), features }, blocks, input)
  if (found.scored) renumber(found.scored, features, input.records)
  return { ...found, keyCounts: blocks.counts(), common: blocks.common, features }
}

/** Training puts records in an order of its own: pairs are given by the places in the list that came in. */
function renumber({ a, b }: Scored, features: readonly Prepared[], records: readonly StandardRecord[]): void {
  const places = new Map(records.map((record, i) => [record.id, i]))
  const placeOf = Uint32Array.from(features, ({ id }) => places.get(id) ?? 0)
  for (const column of [a, b]) for (const [p, i] of column.entries()) column[p] = placeOf[i] ?? 0
}

export type PreparedSet = { scorer: Scorer; features: Prepared[] }

/** Makes every record ready for comparison. */
export function prepareAll(
  input: Pick<MatchInput, 'records' | 'companyOf'> & { rules: { score: ScoreRules } },
): PreparedSet {
  const scorer = compileScorer(input.rules.score)
  const features = input.records.map((record) => scorer.prepare(record, { company: input.companyOf?.(record) }))
  return { scorer, features }
}

/** Scores the pairs that blocks propose, and the decided ones. */
export function matchPrepared(
  { scorer, features }: PreparedSet,
  blocks: Blocks,
  input: Pick<MatchInput, 'decisions' | 'floor' | 'onProgress'>,
): Pick<MatchOutput, 'links' | 'maybes' | 'pairs' | 'scored'> {
  const links: Link[] = []
  const maybes: Link[] = []
  const seen = new Set<string>()
  let pairs = 0
  const kept = input.floor === undefined ? undefined : new PairCollector(input.floor)
  const score = (a: Prepared, b: Prepared): number => {
    pairs++
    const bits = scorer.bits(a, b)
    if (bits < scorer.review) return bits
    const [low, high] = a.id < b.id ? [a.id, b.id] : [b.id, a.id]
    ;(bits >= scorer.match ? links : maybes).push({ low, high, bits, probability: scorer.probability(bits) })
    return bits
  }
  const decided = decidedPairs(features, input.decisions ?? [])
  for (const [a, b] of decided) {
    seen.add(pairKey(a.id, b.id))
    score(a, b)
  }
  forEachPair(
    blocks,
    (i, j) => {
      const a = features[i]
      const b = features[j]
      if (a && b && (seen.size === 0 || !seen.has(pairKey(a.id, b.id)))) {
        const bits = score(a, b)
        kept?.add(i, j, bits)
      }
    },
    input.onProgress,
  )
  return { links, maybes, pairs, ...(kept ? { scored: kept.scored() } : {}) }
}

function decidedPairs(features: readonly Prepared[], decisions: readonly Decision[]): [Prepared, Prepared][] {
  const wanted = new Set<RecordId>()
  for (const decision of decisions) if (!decision.revokedAt) wanted.add(decision.low).add(decision.high)
  if (wanted.size === 0) return []
  const byId = new Map(features.filter((one) => wanted.has(one.id)).map((one) => [one.id, one]))
  const pairs = new Map<string, [Prepared, Prepared]>()
  for (const { low, high, revokedAt } of decisions) {
    const a = byId.get(low)
    const b = byId.get(high)
    if (!revokedAt && a && b) pairs.set(pairKey(low, high), [a, b])
  }
  return [...pairs.values()]
}
