import { clusterJoined } from '../../../server/cluster/cluster.ts'
import { rowsByGroup, rowsOfGroup } from '../../../server/collections/rows-by-group.ts'
import { UnionFind } from '../../../server/collections/union-find.ts'
import { ingestFile, isOrder } from '../../../server/ingest/ingest-file.ts'
import type { SourceMapping } from '../../../server/ingest/source-mapping.ts'
import { batchOfContacts } from '../../../server/learn/batch-of-contacts.ts'
import { type Partition, pairsOf as pairsSay, partition } from '../../../server/learn/partition.ts'
import { readBatches } from '../../../server/learn/read-records.ts'
import { type Blocks, blocksOf, forEachPair, isProposed } from '../../../server/match/blocks.ts'
import type { Batch } from '../../../server/match/columns.ts'
import { pairsWithin } from '../../../server/match/match.ts'
import { PairReader } from '../../../server/match/pair-reader.ts'
import { clusterQuality, most, pairsOf, share, truePairs } from '../../../server/match/quality.ts'
import type { EntityName } from '../../../server/model/entities/registry.ts'
import { ENTITIES } from '../../../server/model/entities/registry.ts'
import { cleaningOf } from '../../../server/rules/cleaning.ts'
import type { RuleSet } from '../../../server/rules/rule-set.ts'
import { compileScorer } from '../../../server/score/score.ts'
import { compileStandardiser } from '../../../server/standardise/standardise.ts'
import { agreeTwice, type Saying, sayingOf } from './agreement.ts'

export type LabelledFile = { file: string; mapping: SourceMapping; truth: string }

/** How the records of one entity of a world were put together. */
export type Verdict = {
  entity: EntityName
  records: number
  entities: number
  /** Records of the entity that has most. */
  largest: number
  truePairs: number
  shipped: {
    f1: number
    precision: number
    recall: number
    bcubed: number
    clusters: number
    largest: number
    held: number
  }
  /** At the threshold that suits the truth best, so many bits above the shipped one. */
  best: { f1: number; bcubed: number; above: number }
  /** F1 at the shipped threshold by F1 at the best one. */
  ratio: number
  /** Shares of true pairs that blocking brings together: of all, and of those that agree in two fields as `agreeTwice` has it. */
  blocking: {
    all: number
    agreeing: number
    /** Of the agreeing pairs, those that a chain of proposed true pairs holds together. */
    reached: number
    wanted: number
    pairsPerRecord: number
  }
  /** Log2 of the share of pairs that are one entity: learned, and true. */
  prior: { learned: number; true: number }
  seconds: number
}

/** Matches a labelled file as `kith evaluate` does, at the shipped threshold and at others. One verdict an entity. */
export async function judge({ file, mapping, truth }: LabelledFile, rules: RuleSet): Promise<Verdict[]> {
  const started = performance.now()
  const reading = { mapping, rules, custom: true, truth }
  const { batches, contacts } = await readBatches(file, reading)
  if (contacts) batches.set('contact', await batchOfContacts(contacts, { rules }))
  const says = await sayings({ file, mapping, truth }, rules)
  const verdicts: Verdict[] = []
  for (const { name: entity } of ENTITIES) {
    const batch = batches.get(entity)
    if (!batch) continue
    const found = await partition({ batch, rules: rules.entities[entity], train: true, floor: FLOOR })
    const seconds = (performance.now() - started) / 1000
    verdicts.push({ entity, ...verdictOf(batch, found), blocking: blockingOf(batch, found, says), seconds })
  }
  return verdicts
}

/** Pairs with fewer bits are never linked, whatever the threshold. */
const FLOOR = -20

function verdictOf(batch: Batch, found: Partition): Omit<Verdict, 'entity' | 'blocking' | 'seconds'> {
  const truths = batch.labels.codes
  const { pairwise, bcubed, clusters, largest, entities } = clusterQuality(found.clusterOf, truths)
  const best = bestOf(batch, found)
  const wanted = truePairs(truths)
  const records = truths.length
  return {
    records,
    entities,
    largest: sizesOf(truths),
    truePairs: wanted,
    shipped: {
      ...pairwise,
      bcubed: bcubed.f1,
      clusters,
      largest,
      held: found.drafts.filter(({ status }) => status === 'held').length,
    },
    best,
    ratio: best.f1 === 0 ? 1 : pairwise.f1 / best.f1,
    prior: {
      learned: Math.log2(found.rules.score.prior.match),
      true: Math.log2(Math.max(1, wanted) / pairsOf(records)),
    },
  }
}

/** Bits above and below the shipped threshold at which others are tried, each way until F1 has fallen twice. */
const STEPS = [1, 2, 3, 4, 6, 8, 11, 14]

function bestOf(batch: Batch, found: Partition): Verdict['best'] {
  const at = (above: number) => qualityAt(batch, found, above)
  let best = { ...at(0), above: 0 }
  for (const way of [1, -1]) {
    let fallen = 0
    let before = best.f1
    for (const step of STEPS) {
      const tried = { ...at(way * step), above: way * step }
      fallen = tried.f1 < before ? fallen + 1 : 0
      before = tried.f1
      if (tried.f1 > best.f1) best = tried
      if (fallen > 1) break
    }
  }
  return best
}

function qualityAt(batch: Batch, { matched, rules }: Partition, above: number): { f1: number; bcubed: number } {
  const score = { ...rules.score, match: rules.score.match + above }
  const scorer = compileScorer(score)
  const pairs = pairsSay(new PairReader(batch.columns, scorer), scorer)
  const links = pairsWithin(matched.scored, score.match, Number.POSITIVE_INFINITY)
  const drafts = clusterJoined({ ids: batch.ids, links, decisions: [], pairs }, rules.cluster)
  const groups = new UnionFind(batch.ids.length)
  for (const { places } of drafts) for (const place of places) groups.join(places[0] ?? place, place)
  const { pairwise, bcubed } = clusterQuality(
    groups.roots().map((root) => root + 1),
    batch.labels.codes,
  )
  return { f1: pairwise.f1, bcubed: bcubed.f1 }
}

function sizesOf(truths: Uint32Array): number {
  const { starts } = rowsByGroup(truths, most(truths) + 1)
  let largest = 0
  for (let entity = 1; entity < starts.length - 1; entity++)
    largest = Math.max(largest, (starts[entity + 1] ?? 0) - (starts[entity] ?? 0))
  return largest
}

/** What every record says, by its id. */
async function sayings({ file, mapping, truth }: LabelledFile, rules: RuleSet): Promise<Map<string, Saying>> {
  const standardise = compileStandardiser(cleaningOf(rules))
  const found = new Map<string, Saying>()
  const blind = { ...mapping, ignore: [...mapping.ignore, truth] }
  for await (const item of ingestFile(file, blind, { keepRaw: false })) {
    if (!('value' in item) || isOrder(item.value)) continue
    const record = standardise(item.value)
    found.set(record.id, sayingOf(record))
  }
  return found
}

/** Records of one entity up to which all of its pairs are looked at; beyond it each with so many others. */
const ALL_PAIRS = 60

function blockingOf(batch: Batch, { matched }: Partition, says: ReadonlyMap<string, Saying>): Verdict['blocking'] {
  const { ids, columns, near } = batch
  const truths = batch.labels.codes
  const blocks = blocksOf({ ids, ...columns, near })
  const held = chains(blocks, truths)
  const sums = { all: 0, found: 0, wanted: 0, agreeing: 0, reached: 0 }
  for (const [i, j, weight] of pairsOfEntities(truths)) {
    const isFound = isProposed(blocks, i, j) || saySame(batch, i, j)
    sums.all += weight
    if (isFound) sums.found += weight
    const [a, b] = [says.get(ids[i] ?? ''), says.get(ids[j] ?? '')]
    if (!a || !b || !agreeTwice(a, b)) continue
    sums.wanted += weight
    if (isFound) sums.agreeing += weight
    if (isFound || held.find(i) === held.find(j)) sums.reached += weight
  }
  return {
    all: share(sums.found, sums.all),
    agreeing: share(sums.agreeing, sums.wanted),
    reached: share(sums.reached, sums.wanted),
    wanted: Math.round(sums.wanted),
    pairsPerRecord: matched.pairs / Math.max(1, ids.length),
  }
}

function chains(blocks: Blocks, truths: Uint32Array): UnionFind {
  const held = new UnionFind(blocks.size)
  forEachPair(blocks, (i, j) => {
    if (truths[i] !== 0 && truths[i] === truths[j]) held.join(i, j)
  })
  return held
}

/** Whether two records say the very same: one profile. */
function saySame({ columns }: Batch, i: number, j: number): boolean {
  return columns.comparisons.every(({ codes }) => codes[i] === codes[j])
}

/** Pairs of records of one entity, and how many pairs each stands for. */
function* pairsOfEntities(truths: Uint32Array): Generator<[i: number, j: number, weight: number]> {
  const entities = rowsByGroup(truths, most(truths) + 1)
  for (let entity = 1; entity < entities.starts.length - 1; entity++) {
    const rows = rowsOfGroup(entities, entity)
    const size = rows.length
    const steps = size <= ALL_PAIRS ? size - 1 : ALL_PAIRS / 2
    for (const [x, i] of rows.entries())
      for (let step = 1; step <= steps; step++) {
        const y = x + step
        if (size <= ALL_PAIRS && y >= size) break
        yield [i, rows[y % size] ?? 0, size <= ALL_PAIRS ? 1 : pairsOf(size) / (size * steps)]
      }
  }
}
