import type { SourceMapping } from '../ingest/source-mapping.ts'
import type { EntityName } from '../model/entities/registry.ts'
import { fail, type Problem } from '../model/problem.ts'
import type { StandardRecord } from '../model/record.ts'
import { compileStandardiser } from '../standardise/standardise.ts'
import { companiesOfContacts } from './company-of.ts'
import { type Partition, partition } from './partition.ts'
import { clusterQuality, pairsOf, type Quality, qualityOf, share } from './quality.ts'
import { readRecords } from './read-records.ts'
import type { RuleSet } from './rule-set.ts'
import type { TrainReport } from './train.ts'

export type EvaluateInput = {
  file: string
  mapping: SourceMapping
  truth: string
  rules: RuleSet
  /** False: the rules are used as they are, nothing is learnt from the file. */
  train: boolean
  onProgress?: ((stage: string, done: number, of: number) => void) | undefined
}

/** How well one entity, or all of a file, was put together. */
export type Report = {
  records: number
  entities: number
  clusters: number
  largest: number
  pairwise: Quality
  bcubed: Quality
}

export type EntityReport = Report & {
  /** Bits from which on a pair is linked. */
  threshold: number
  /** Linked pairs before clustering, against the truth. */
  pairs: Quality & { linked: number; compared: number }
  held: number
  commonKeys: number
  training?: TrainReport
}

export type Evaluation = Report & {
  threshold: number
  pairs: Quality & { linked: number; compared: number }
  byEntity: Partial<Record<EntityName, EntityReport>>
  problems: Problem[]
  wallSeconds: number
  cpuSeconds: number
  peakRssMb: number
  /** Cluster of each record, by source id as the file has it. */
  assignment: { id: string; cluster: string }[]
}

type Piece = {
  entity: EntityName
  records: readonly StandardRecord[]
  found: Partition
  labels: string[]
  truths: (string | undefined)[]
}

/** Matches a labelled file without a database and compares the clusters with the truth, which the matcher never sees. */
export async function evaluate(input: EvaluateInput): Promise<Evaluation> {
  const started = performance.now()
  const cpu = process.cpuUsage()
  const {
    records: all,
    truth,
    problems,
  } = await readRecords(input.file, {
    mapping: input.mapping,
    standardise: compileStandardiser(input.rules.standardise),
    truth: input.truth,
    onRow: (rows) => input.onProgress?.('read', rows, 0),
  })
  if (truth.size === 0)
    fail('mapping.invalid', `no row has a value in the truth column ${input.truth}`, { file: input.file })
  const pieces: Piece[] = []
  for (const entity of ['company', 'contact', 'person'] as const) {
    const records = all.get(entity)
    if (!records) continue
    const found = entity === 'contact' ? partitionContacts(records, input) : partitionOf(entity, records, input)
    pieces.push({ entity, records, found, ...labelled(entity, records, found, truth) })
  }
  const spent = process.cpuUsage(cpu)
  const byEntity = Object.fromEntries(pieces.map((piece) => [piece.entity, entityReport(piece, truth)]))
  const labels = pieces.flatMap((piece) => piece.labels)
  const total = clusterQuality(
    labels,
    pieces.flatMap((piece) => piece.truths),
  )
  const linked = pieces.flatMap((piece) => piece.found.matched.links)
  return {
    records: labels.length,
    ...total,
    threshold: Math.min(...pieces.map((piece) => piece.found.rules.score.match)),
    pairs: {
      ...pairQuality(linked, truth),
      linked: linked.length,
      compared: pieces.reduce((sum, { found }) => sum + found.matched.pairs, 0),
    },
    byEntity,
    problems,
    wallSeconds: (performance.now() - started) / 1000,
    cpuSeconds: (spent.user + spent.system) / 1e6,
    peakRssMb: process.resourceUsage().maxRSS / 1024,
    assignment: pieces.flatMap(({ records, labels: own }) =>
      records.map((record, i) => ({ id: record.id.slice(record.source.length + 1), cluster: own[i] ?? '' })),
    ),
  }
}

function partitionOf(
  entity: EntityName,
  records: readonly StandardRecord[],
  { rules, train, onProgress }: EvaluateInput,
): Partition {
  return partition({ records, rules: rules.entities[entity], train, onProgress })
}

/** Contacts are compared within their company; where only contacts are given, companies are made out from them first. */
function partitionContacts(records: readonly StandardRecord[], input: EvaluateInput): Partition {
  const spoken = companiesOfContacts(records)
  const companies = partitionOf('company', spoken.companies, input)
  const owner = new Map<string, string>()
  for (const draft of companies.drafts) for (const member of draft.members) owner.set(member, draft.members[0] ?? '')
  const companyOf = (record: StandardRecord) => owner.get(spoken.of.get(record.id) ?? '')
  return partition({
    records,
    rules: input.rules.entities.contact,
    train: input.train,
    companyOf,
    onProgress: input.onProgress,
  })
}

function labelled(
  entity: EntityName,
  records: readonly StandardRecord[],
  found: Partition,
  truth: ReadonlyMap<string, string>,
) {
  const owner = new Map<string, string>()
  for (const draft of found.drafts)
    for (const member of draft.members) owner.set(member, `${entity}/${draft.members[0]}`)
  return {
    labels: records.map((record) => owner.get(record.id) ?? ''),
    truths: records.map((record) => truth.get(record.id)),
  }
}

function entityReport({ records, found, labels, truths }: Piece, truth: ReadonlyMap<string, string>): EntityReport {
  const { links, pairs, common } = found.matched
  return {
    records: records.length,
    ...clusterQuality(labels, truths),
    threshold: found.rules.score.match,
    pairs: {
      ...pairQuality(links, new Map(records.map((record) => [record.id, truth.get(record.id)]))),
      linked: links.length,
      compared: pairs,
    },
    held: found.drafts.filter((draft) => draft.status === 'held').length,
    commonKeys: common.length,
    ...(found.training ? { training: found.training } : {}),
  }
}

function pairQuality(
  links: readonly { low: string; high: string }[],
  truth: ReadonlyMap<string, string | undefined>,
): Quality {
  const sizes = new Map<string, number>()
  for (const label of truth.values()) if (label !== undefined) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  const wanted = [...sizes.values()].reduce((sum, size) => sum + pairsOf(size), 0)
  const right = links.filter(
    ({ low, high }) => truth.get(low) !== undefined && truth.get(low) === truth.get(high),
  ).length
  return qualityOf(share(right, links.length), share(right, wanted))
}
