import { readFileSync, writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { parseMapping } from '../ingest/source-mapping.ts'
import { fail } from '../model/problem.ts'
import { type Evaluation, evaluate } from '../pipeline/evaluate.ts'
import { evaluateNames, type NameReport } from '../pipeline/evaluate-names.ts'
import { readRuleSet, shippedRuleSet } from '../pipeline/rule-files.ts'
import { stageBar } from './stage-bar.ts'

type Options = {
  mapping?: string
  truth?: string
  pairs?: string
  rules?: string
  clusters?: string
  train: boolean
  json?: boolean
}

/** `kith evaluate`: the real matcher over a labelled file, without a database. */
export function command(): Command {
  return new Command('evaluate')
    .description('Match a labelled file without a database and print precision, recall and F1.')
    .argument('[file]', 'CSV or JSON lines, also .gz')
    .option('-m, --mapping <file>', 'how columns become fields')
    .option('-t, --truth <column>', 'column that says which records are one entity; the matcher never sees it')
    .option('--pairs <file>', 'CSV of labelled name pairs (schema, name1, name2, is_match) instead')
    .option('--rules <file>', 'rule set to use; the shipped one unless told')
    .option('--no-train', 'use the rules as they are, learn nothing from the file')
    .option('--clusters <file>', 'write id,cluster as CSV')
    .option('--json', 'for machines')
    .action(async (file: string | undefined, options: Options) => {
      const rules = options.rules ? readRuleSet(options.rules) : shippedRuleSet()
      if (options.pairs) {
        const report = await evaluateNames(options.pairs, rules)
        process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : wordsOfNames(report))
        return
      }
      if (!file || !options.mapping || !options.truth) {
        fail('request.invalid', 'evaluate needs a file, --mapping and --truth; or --pairs')
      }
      const mapping = parseMapping(JSON.parse(readFileSync(options.mapping, 'utf8')), options.mapping)
      const bar = stageBar(options.json !== true)
      const found = await evaluate({
        file,
        mapping,
        truth: options.truth,
        rules,
        train: options.train,
        onProgress: bar.update,
      })
      bar.stop()
      const { assignment, ...report } = found
      if (options.clusters) {
        const rows = assignment.map(({ id, cluster }) => `${quoted(id)},${quoted(cluster)}`)
        writeFileSync(options.clusters, `id,cluster\n${rows.join('\n')}\n`)
      }
      process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : wordsOf(report))
    })
}

function wordsOf(report: Omit<Evaluation, 'assignment'>): string {
  const percent = ({ precision, recall, f1 }: Evaluation['pairwise']) =>
    `precision ${precision.toFixed(4)}   recall ${recall.toFixed(4)}   F1 ${f1.toFixed(4)}`
  const lines = [
    `${report.records} records, ${report.entities} entities; ${report.clusters} clusters, the largest of ${report.largest}`,
    `clusters, by pairs   ${percent(report.pairwise)}`,
    `clusters, B-cubed    ${percent(report.bcubed)}`,
    `links before that    ${percent(report.pairs)}   ${report.pairs.compared} pairs compared`,
    `linked from ${report.threshold} bits on; ${report.wallSeconds.toFixed(1)} s, CPU ${report.cpuSeconds.toFixed(1)} s, ${Math.round(report.peakRssMb)} MiB`,
  ]
  for (const [entity, { training }] of Object.entries(report.byEntity)) {
    if (training && training.thin.length > 0)
      lines.push(`${entity}: too few matches to learn ${training.thin.join(', ')}; shipped shares carry them`)
  }
  if (report.problems.length > 0)
    lines.push(`${report.problems.length} rows could not be read, the first: ${report.problems[0]?.detail}`)
  return `${lines.join('\n')}\n`
}

function wordsOfNames(report: NameReport): string {
  const rows = Object.entries(report.bySchema).map(
    ([schema, own]) => `${schema.padEnd(14)} ${own.pairs} pairs   F1 ${own.f1.toFixed(3)}`,
  )
  return `${report.pairs} pairs   precision ${report.precision.toFixed(3)}   recall ${report.recall.toFixed(3)}   F1 ${report.f1.toFixed(3)}\n${rows.join('\n')}\n`
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
