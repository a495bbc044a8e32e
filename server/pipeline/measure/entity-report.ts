import type { EntityName } from '../../model/entities/registry.ts'
import type { StandardRecord } from '../../model/record.ts'
import { compileScorer } from '../../score/score.ts'
import type { Partition, PartitionInput } from '../partition.ts'
import { clusterQuality, type Quality, qualityOf, share, truePairs } from '../quality.ts'
import type { TrainReport } from '../train.ts'
import { type BlockingReport, blockingOf } from './blocking.ts'
import { type Calibration, calibrationOf } from './calibration.ts'
import { type FieldReport, fieldsOf } from './fields.ts'
import { judge, type RecallAt, recallAt } from './judged.ts'

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
  calibration: Calibration
  /** Absent where no threshold links with 99 % precision. */
  recallAt99?: RecallAt
  blocking: BlockingReport
  fields?: FieldReport[]
  training?: TrainReport
}

/** One entity of a labelled file, and what matching made of it. */
export type Piece = {
  entity: EntityName
  records: readonly StandardRecord[]
  /** True entity of each record, where the file tells. */
  truths: readonly (string | undefined)[]
  input: PartitionInput
  found: Partition
}

/** Share of links that must be right where recall is stated at a precision. */
const PRECISE = 0.99
const NO_PAIRS = { a: new Uint32Array(), b: new Uint32Array(), bits: new Float32Array() }

export type ReportOptions = {
  /** True: say what each line of evidence is good for, which matches once more for each of them. */
  fields?: boolean | undefined
  onProgress?: ((stage: string, done: number, of: number) => void) | undefined
}

export function entityReport(piece: Piece, { fields, onProgress }: ReportOptions): EntityReport {
  const { records, truths, input, found } = piece
  const { links, pairs, common, keyCounts, scored = NO_PAIRS } = found.matched
  const judged = judge(scored, truths)
  const precise = recallAt(PRECISE, judged, truePairs(truths))
  const report: EntityReport = {
    records: records.length,
    ...clusterQuality(labelsOf(piece, found), truths),
    threshold: found.rules.score.match,
    pairs: {
      ...pairQuality(links, new Map(records.map((record, i) => [record.id, truths[i]]))),
      linked: links.length,
      compared: pairs,
    },
    held: found.drafts.filter((draft) => draft.status === 'held').length,
    commonKeys: common.length,
    calibration: calibrationOf(judged, compileScorer(found.rules.score).probability),
    blocking: blockingOf({ records, truths, rules: found.rules.block, keyCounts, common, compared: pairs }),
  }
  if (precise) report.recallAt99 = precise
  if (found.training) report.training = found.training
  if (fields)
    report.fields = fieldsOf({
      input,
      found,
      truths,
      labelsOf: (other) => labelsOf(piece, other),
      onProgress: (done, of) => onProgress?.('fields', done, of),
    })
  return report
}

/** Name of each record's cluster. */
export function labelsOf({ entity, records }: Pick<Piece, 'entity' | 'records'>, found: Partition): string[] {
  const owner = new Map<string, string>()
  for (const draft of found.drafts)
    for (const member of draft.members) owner.set(member, `${entity}/${draft.members[0]}`)
  return records.map((record) => owner.get(record.id) ?? '')
}

/** Links as they are before clustering, against the truth of their records. */
export function pairQuality(
  links: readonly { low: string; high: string }[],
  truth: ReadonlyMap<string, string | undefined>,
): Quality {
  const right = links.filter(
    ({ low, high }) => truth.get(low) !== undefined && truth.get(low) === truth.get(high),
  ).length
  return qualityOf(share(right, links.length), share(right, truePairs([...truth.values()])))
}
