import type { Partition, PartitionInput } from '../learn/partition.ts'
import type { TrainReport } from '../learn/train.ts'
import { clusterQuality, type Quality, qualityOf, share, truePairs } from '../match/quality.ts'
import type { Spared } from '../match/spared.ts'
import type { EntityName } from '../model/entities/registry.ts'
import { compileScorer } from '../score/score.ts'
import { type BlockingReport, blockingOf } from './blocking.ts'
import { type CalibrationReport, calibrationOf } from './calibration.ts'
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
  calibration: CalibrationReport
  /** Absent where no threshold links with 99 % precision. */
  recallAt99?: RecallAt
  blocking: BlockingReport
  /** Keys left out because the batch is large and they find little. */
  spared: readonly Spared[]
  fields?: FieldReport[]
  training?: TrainReport
}

/** One entity of a labelled file, and what matching made of it. */
export type ReportPart = {
  entity: EntityName
  /** True entity of each record; 0 where the file does not tell. */
  truths: Uint32Array
  input: PartitionInput
  found: Partition
}

/** Share of links that must be right where recall is stated at a precision. */
const PRECISE = 0.99

export type ReportOptions = {
  /** True: say what each line of evidence is good for, which matches once more for each of them. */
  fields?: boolean | undefined
  onProgress?: ((stage: string, done: number, of: number) => void) | undefined
}

export async function entityReport(piece: ReportPart, { fields, onProgress }: ReportOptions): Promise<EntityReport> {
  const { truths, input, found } = piece
  const { links, pairs, common, scored } = found.matched
  const judged = judge(scored, truths)
  const precise = recallAt(PRECISE, judged, truePairs(truths))
  const report: EntityReport = {
    records: truths.length,
    ...clusterQuality(found.clusterOf, truths),
    threshold: found.rules.score.match,
    pairs: { ...pairQuality([piece]), linked: links.bits.length, compared: pairs },
    held: found.drafts.filter((draft) => draft.status === 'held').length,
    commonKeys: common.length,
    calibration: calibrationOf(judged, compileScorer(found.rules.score).probability),
    blocking: blockingOf({ batch: input.batch, truths, compared: pairs }),
    spared: found.spared,
  }
  if (precise) report.recallAt99 = precise
  if (found.training) report.training = found.training
  if (fields)
    report.fields = await fieldsOf({
      input,
      found,
      truths,
      onProgress: (done, of) => onProgress?.('fields', done, of),
    })
  return report
}

/** Links as they are before clustering, against the truth of their records. */
export function pairQuality(pieces: readonly ReportPart[]): Quality {
  let [linked, right, wanted] = [0, 0, 0]
  for (const { truths, found } of pieces) {
    const { scored } = found.matched
    const { match } = found.rules.score
    linked += found.matched.links.bits.length
    wanted += truePairs(truths)
    for (const [p, bits] of scored.bits.entries()) {
      if (bits < match) continue
      const truth = truths[scored.a[p] ?? -1] ?? 0
      if (truth > 0 && truth === truths[scored.b[p] ?? -1]) right++
    }
  }
  return qualityOf(share(right, linked), share(right, wanted))
}
