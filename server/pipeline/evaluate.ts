import type { SourceMapping } from '../ingest/source-mapping.ts'
import type { EntityName } from '../model/entities/registry.ts'
import { fail, type Problem } from '../model/problem.ts'
import type { StandardRecord } from '../model/record.ts'
import { compileStandardiser } from '../standardise/standardise.ts'
import { companyIn } from './company-in.ts'
import {
  type EntityReport,
  entityReport,
  labelsOf,
  type Piece,
  pairQuality,
  type Report,
} from './measure/entity-report.ts'
import { type Interval, intervalsOf } from './measure/interval.ts'
import { type PartitionInput, partition } from './partition.ts'
import { clusterQuality, type Quality } from './quality.ts'
import { readRecords } from './read-records.ts'
import type { RuleSet } from './rule-set.ts'

export type EvaluateInput = {
  file: string
  mapping: SourceMapping
  truth: string
  rules: RuleSet
  /** False: the rules are used as they are, nothing is learnt from the file. */
  train: boolean
  /** True: say what each line of evidence is good for, which matches once more for each of them. */
  fields?: boolean | undefined
  onProgress?: ((stage: string, done: number, of: number) => void) | undefined
}

export type Evaluation = Report & {
  threshold: number
  /** 95 % intervals of both F1. */
  intervals: { pairwise: Interval; bcubed: Interval }
  pairs: Quality & { linked: number; compared: number }
  byEntity: Partial<Record<EntityName, EntityReport>>
  problems: Problem[]
  wallSeconds: number
  cpuSeconds: number
  peakRssMb: number
  /** Cluster of each record, by source id as the file has it. */
  assignment: { id: string; cluster: string }[]
}

/** Pairs with fewer bits are certain to be strangers: keeping them would only flatter the calibration. */
const FLOOR = -20

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
    const asked = partitionInput(entity, records, input)
    const truths = records.map((record) => truth.get(record.id))
    pieces.push({ entity, records, truths, input: asked, found: partition(asked) })
  }
  const spent = process.cpuUsage(cpu)
  const byEntity = Object.fromEntries(pieces.map((piece) => [piece.entity, entityReport(piece, input)]))
  const labels = pieces.flatMap((piece) => labelsOf(piece, piece.found))
  const truths = pieces.flatMap((piece) => piece.truths)
  const total = clusterQuality(labels, truths)
  const linked = pieces.flatMap((piece) => piece.found.matched.links)
  return {
    records: labels.length,
    ...total,
    intervals: intervalsOf(labels, truths),
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
    assignment: pieces
      .flatMap(({ records }) => [...records])
      .map((record, i) => ({ id: record.id.slice(record.source.length + 1), cluster: labels[i] ?? '' })),
  }
}

function partitionInput(entity: EntityName, records: readonly StandardRecord[], input: EvaluateInput): PartitionInput {
  const { rules, train, onProgress } = input
  const companyOf = entity === 'contact' ? companyIn(records, input) : undefined
  return { records, rules: rules.entities[entity], train, companyOf, floor: FLOOR, onProgress }
}
