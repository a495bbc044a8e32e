import type { EntityReport } from '../../evaluate/entity-report.ts'
import type { Evaluation } from '../../evaluate/evaluate.ts'
import type { NameReport } from '../../evaluate/evaluate-names.ts'
import type { Interval } from '../../evaluate/interval.ts'
import { sparedInWords } from '../forecast-words.ts'
import { table } from '../table.ts'

/** What `kith evaluate` found, for people. */
export function wordsOf(report: Evaluation): string {
  const percent = ({ precision, recall, f1 }: Evaluation['pairwise']) =>
    `precision ${precision.toFixed(4)}   recall ${recall.toFixed(4)}   F1 ${f1.toFixed(4)}`
  const between = (interval: Interval | undefined) =>
    interval ? `(95 %: ${interval.low.toFixed(4)}–${interval.high.toFixed(4)})` : ''
  const lines = [
    `${report.records} records, ${report.entities} entities; ${report.clusters} clusters, the largest of ${report.largest}`,
    `clusters, by pairs   ${percent(report.pairwise)} ${between(report.intervals?.pairwise)}`,
    `clusters, B-cubed    ${percent(report.bcubed)} ${between(report.intervals?.bcubed)}`,
    `links before that    ${percent(report.pairs)}   ${report.pairs.compared} pairs compared`,
    `linked from ${report.threshold} bits on; ${report.wallSeconds.toFixed(1)} s, CPU ${report.cpuSeconds.toFixed(1)} s, ${Math.round(report.peakRssMb)} MiB`,
  ]
  for (const [entity, own] of Object.entries(report.byEntity)) lines.push(...wordsOfEntity(entity, own))
  if (report.problems.length > 0)
    lines.push(`${report.problems.length} rows could not be read, the first: ${report.problems[0]?.detail}`)
  return `${lines.join('\n')}\n`
}

function wordsOfEntity(
  entity: string,
  { calibration, recallAt99, blocking, spared, fields, training }: EntityReport,
): string[] {
  const lines = [
    '',
    recallAt99
      ? `${entity}: at 99 % precision links find ${share(recallAt99.recall)} of the true pairs, from ${recallAt99.bits.toFixed(1)} bits on`
      : `${entity}: no threshold links with 99 % precision`,
    `${entity}: probabilities are off by ${calibration.ece.toFixed(4)} on average over ${calibration.pairs} pairs (ECE), by ${calibration.eceDoubtful.toFixed(4)} over the ${calibration.doubtful} doubtful ones`,
    '',
    ...table(
      ['stated', 'observed', 'pairs'],
      calibration.reliability.map((bin) => [bin.predicted.toFixed(4), bin.observed.toFixed(4), `${bin.pairs}`]),
    ),
    '',
    `${entity}: blocking finds ${share(blocking.completeness)} of the true pairs with ${blocking.pairsPerRecord.toFixed(1)} pairs a record; ${share(blocking.lostToCaps)} have only keys that are too common`,
    '',
    ...table(
      ['pass', 'pairs', 'true', 'only it', 'keys too common'],
      blocking.passes.map(({ pass, pairs, found, only, common, dropped }) => [
        pass,
        `${pairs}`,
        `${found}`,
        `${only}`,
        common === 0
          ? ''
          : `${common}: ${dropped.map(({ key, records }) => `${textOfKey(key)} (${records})`).join(', ')}`,
      ]),
    ),
  ]
  for (const own of spared) lines.push(`${entity}: ${sparedInWords(own)}`)
  if (fields)
    lines.push(
      '',
      ...table(
        ['evidence', 'right links', 'bits each', 'wrong links', 'bits each', 'F1 without'],
        fields.map(({ field, right, wrong, f1Without }) => [
          field,
          `${right.links}`,
          right.bits.toFixed(1),
          `${wrong.links}`,
          wrong.bits.toFixed(1),
          f1Without.toFixed(4),
        ]),
      ),
    )
  if (training && training.thin.length > 0)
    lines.push(`${entity}: too few matches to learn ${training.thin.join(', ')}; shipped shares carry them`)
  return lines
}

export function wordsOfNames(report: NameReport): string {
  const rows = Object.entries(report.bySchema).map(
    ([schema, own]) => `${schema.padEnd(14)} ${own.pairs} pairs   F1 ${own.f1.toFixed(3)}`,
  )
  return `${report.pairs} pairs   precision ${report.precision.toFixed(3)}   recall ${report.recall.toFixed(3)}   F1 ${report.f1.toFixed(3)}\n${rows.join('\n')}\n`
}

function textOfKey(key: string): string {
  return key.split('|').slice(2).join('|')
}

function share(part: number): string {
  return `${(100 * part).toFixed(1)} %`
}
