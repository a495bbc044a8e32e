import type { SourceMapping } from '../ingest/source-mapping.ts'
import type { EntityName } from '../model/entities/registry.ts'
import { fail, type Problem } from '../model/problem.ts'
import type { Batch } from './batch/columns.ts'
import { textReader } from './batch/text-table.ts'
import { type Partition, partition } from './partition.ts'
import { clusterQuality, pairsOf, type Quality, qualityOf, share } from './quality.ts'
import { type Contacts, readBatches } from './read-records.ts'
import type { RuleSet } from './rule-set.ts'
import { type Phase, Stopwatch } from './stopwatch.ts'
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
  /** What each phase took, all threads together. */
  phases: Record<string, Phase>
  /** Cluster of each record, by source id as the file has it. */
  assignment: { id: string; cluster: string }[]
}

type Piece = {
  entity: EntityName
  batch: Batch
  found: Partition
  /** Cluster and true entity of each record, as numbers; no truth is undefined. */
  clusters: string[]
  truths: (string | undefined)[]
}

/** Matches a labelled file without a database and compares the clusters with the truth, which the matcher never sees. */
export async function evaluate(input: EvaluateInput): Promise<Evaluation> {
  const started = performance.now()
  const cpu = process.cpuUsage()
  const watch = new Stopwatch()
  const { batches, contacts, problems } = await readBatches(input.file, {
    mapping: input.mapping,
    rules: input.rules,
    custom: input.train,
    truth: input.truth,
    onRow: (rows) => input.onProgress?.('read', rows, 0),
    watch,
  })
  const pieces: Piece[] = []
  const put = async (entity: EntityName, batch: Batch | undefined) => {
    if (batch) pieces.push(pieceOf(entity, batch, await partitionOf(entity, batch, input, watch)))
  }
  await put('company', batches.get('company'))
  await put('contact', contacts && (await batchOfContacts(contacts, input, watch)))
  await put('person', batches.get('person'))
  const spent = process.cpuUsage(cpu)
  if (pieces.every(({ truths }) => truths.every((truth) => truth === undefined)))
    fail('mapping.invalid', `no row has a value in the truth column ${input.truth}`, { file: input.file })
  const reports = pieces.map((piece) => entityReport(piece))
  const linked = pieces.reduce((sum, { found }) => sum + found.matched.links.length, 0)
  const clusters = pieces.flatMap((piece) => piece.clusters)
  return {
    records: clusters.length,
    ...clusterQuality(
      clusters,
      pieces.flatMap((piece) => piece.truths),
    ),
    threshold: Math.min(...pieces.map((piece) => piece.found.rules.score.match)),
    pairs: {
      ...pairQuality(pieces),
      linked,
      compared: pieces.reduce((sum, { found }) => sum + found.matched.pairs, 0),
    },
    byEntity: Object.fromEntries(pieces.map(({ entity }, i) => [entity, reports[i]])),
    problems,
    wallSeconds: (performance.now() - started) / 1000,
    cpuSeconds: (spent.user + spent.system) / 1e6,
    peakRssMb: process.resourceUsage().maxRSS / 1024,
    phases: watch.phases(),
    assignment: pieces.flatMap((piece) =>
      piece.batch.ids.map((id, i) => ({ id: id.slice(id.indexOf(':') + 1), cluster: piece.clusters[i] ?? '' })),
    ),
  }
}

function partitionOf(
  entity: EntityName,
  batch: Batch,
  { rules, train, onProgress }: EvaluateInput,
  watch: Stopwatch,
): Promise<Partition> {
  return partition({ batch, rules: rules.entities[entity], train, watch, onProgress })
}

/** Contacts are compared within their company; where only contacts are given, companies are made out from them first. */
async function batchOfContacts(contacts: Contacts, input: EvaluateInput, watch: Stopwatch): Promise<Batch> {
  const companies = await partitionOf('company', contacts.companies, input, watch)
  const owner = new Map<string, string>()
  for (const draft of companies.drafts) for (const member of draft.members) owner.set(member, draft.members[0] ?? '')
  return contacts.batch((company) => owner.get(company))
}

function pieceOf(entity: EntityName, batch: Batch, found: Partition): Piece {
  const owner = new Map<string, string>()
  for (const { members } of found.drafts) for (const member of members) owner.set(member, `${entity}/${members[0]}`)
  const labelOf = textReader(batch.labels.texts)
  const truths = Array.from(batch.labels.codes, (code) => (code === 0 ? undefined : labelOf(code - 1)))
  return { entity, batch, found, clusters: batch.ids.map((id) => owner.get(id) ?? ''), truths }
}

function entityReport(piece: Piece): EntityReport {
  const { batch, found, clusters, truths } = piece
  const { links, pairs, common } = found.matched
  return {
    records: batch.ids.length,
    ...clusterQuality(clusters, truths),
    threshold: found.rules.score.match,
    pairs: { ...pairQuality([piece]), linked: links.length, compared: pairs },
    held: found.drafts.filter((draft) => draft.status === 'held').length,
    commonKeys: common.length,
    ...(found.training ? { training: found.training } : {}),
  }
}

/** Links against the truth, before they were clustered. */
function pairQuality(pieces: readonly Piece[]): Quality {
  const sizes = new Map<string, number>()
  let [linked, right] = [0, 0]
  for (const { batch, found, truths } of pieces) {
    for (const label of truths) if (label !== undefined) sizes.set(label, (sizes.get(label) ?? 0) + 1)
    const truthOf = new Map(batch.ids.map((id, i) => [id, truths[i]]))
    linked += found.matched.links.length
    for (const { low, high } of found.matched.links) {
      const own = truthOf.get(low)
      if (own !== undefined && own === truthOf.get(high)) right++
    }
  }
  const wanted = [...sizes.values()].reduce((sum, size) => sum + pairsOf(size), 0)
  return qualityOf(share(right, linked), share(right, wanted))
}
