import { valueAt } from '../collections/value-at.ts'
import type { SourceMapping } from '../ingest/source-mapping.ts'
import { batchOfContacts } from '../learn/batch-of-contacts.ts'
import { type PartitionInput, partition } from '../learn/partition.ts'
import { readBatches } from '../learn/read-records.ts'
import type { Batch } from '../match/columns.ts'
import { clusterQuality, type Quality } from '../match/quality.ts'
import { type Phase, Stopwatch } from '../match/stopwatch.ts'
import type { EntityName } from '../model/entities/registry.ts'
import { splitRecordId } from '../model/ids.ts'
import { fail, type Problem } from '../model/problem.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { type EntityReport, entityReport, pairQuality, type Report, type ReportPart } from './entity-report.ts'
import { type Interval, intervalsOf } from './interval.ts'

export type EvaluateInput = {
  file: string
  mapping: SourceMapping
  truth: string
  rules: RuleSet
  /** False: the rules are used as they are, nothing is learnt from the file. */
  train: boolean
  /** True: say what each line of evidence is good for, which matches once more for each of them. */
  fields?: boolean | undefined
  /** Threads to score with; default: one a core. The result is the same. */
  threads?: number | undefined
  onProgress?: ((stage: string, done: number, of: number) => void) | undefined
}

export type Evaluation = Report & {
  threshold: number
  /** 95 % intervals of both F1, for files of up to 20,000 records. */
  intervals?: { pairwise: Interval; bcubed: Interval }
  pairs: Quality & { linked: number; compared: number }
  byEntity: Partial<Record<EntityName, EntityReport>>
  problems: Problem[]
  wallSeconds: number
  cpuSeconds: number
  peakRssMb: number
  /** What each phase took, all threads together. */
  phases: Record<string, Phase>
}

/** Cluster of a record, by source id as the file has it. */
export type Assignment = { id: string; cluster: number }

/** Pairs with fewer bits are certain to be strangers: keeping them would only flatter the calibration. */
const FLOOR = -20
/** Up to so many records all pairs from the floor on are kept; of more, only those that link or wait for review. */
const KEEPS_PAIRS = 200_000
/** Up to so many records chance moves F1 enough to be told. */
const DRAWS_INTERVALS = 20_000

/**
 * Matches a labelled file without a database and compares the clusters with the truth, which the matcher never sees.
 * `assignment` gives the clusters one by one.
 */
export async function evaluate(
  input: EvaluateInput,
): Promise<{ report: Evaluation; assignment(): Generator<Assignment> }> {
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
  if (contacts) batches.set('contact', await batchOfContacts(contacts, { ...input, watch }))
  if ([...batches.values()].every(({ labels }) => labels.texts.ends.length === 0))
    fail('mapping.invalid', `no row has a value in the truth column ${input.truth}`, { file: input.file })
  const pieces: ReportPart[] = []
  for (const entity of ['company', 'contact', 'person'] as const) {
    const batch = batches.get(entity)
    if (!batch) continue
    const asked = partitionInput(entity, batch, input, watch)
    pieces.push({ entity, truths: batch.labels.codes, input: asked, found: await partition(asked) })
  }
  const spent = process.cpuUsage(cpu)
  const wallSeconds = (performance.now() - started) / 1000
  const peakRssMb = process.resourceUsage().maxRSS / 1024
  const clusters = joined(pieces.map(({ found }) => found.clusterOf))
  const truths = joined(pieces.map((piece) => piece.truths))
  const byEntity: Evaluation['byEntity'] = {}
  for (const piece of pieces) byEntity[piece.entity] = await entityReport(piece, input)
  const report: Evaluation = {
    records: clusters.length,
    ...clusterQuality(clusters, truths),
    ...(clusters.length <= DRAWS_INTERVALS ? { intervals: intervalsOf(clusters, truths) } : {}),
    threshold: Math.min(...pieces.map((piece) => piece.found.rules.score.match)),
    pairs: {
      ...pairQuality(pieces),
      linked: pieces.reduce((sum, { found }) => sum + found.matched.links.bits.length, 0),
      compared: pieces.reduce((sum, { found }) => sum + found.matched.pairs, 0),
    },
    byEntity,
    problems,
    wallSeconds,
    cpuSeconds: (spent.user + spent.system) / 1e6,
    peakRssMb,
    phases: watch.phases(),
  }
  return { report, assignment: () => assigned(pieces, clusters) }
}

function* assigned(pieces: readonly ReportPart[], clusters: Uint32Array): Generator<Assignment> {
  let row = 0
  for (const { input } of pieces)
    for (const id of input.batch.ids) yield { id: splitRecordId(id).sourceId, cluster: valueAt(clusters, row++) }
}

function partitionInput(entity: EntityName, batch: Batch, input: EvaluateInput, watch: Stopwatch): PartitionInput {
  const { rules, train, threads, onProgress } = input
  const floor = batch.ids.length <= KEEPS_PAIRS ? FLOOR : undefined
  return { batch, rules: rules.entities[entity], train, threads, floor, watch, onProgress }
}

/** Numbers of several lists as one list, those of each list apart from the others; 0 stays 0. */
function joined(lists: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(lists.reduce((sum, list) => sum + list.length, 0))
  let [at, above] = [0, 0]
  for (const list of lists) {
    let most = 0
    for (const number of list) {
      all[at++] = number === 0 ? 0 : number + above
      if (number > most) most = number
    }
    above += most
  }
  return all
}
