import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Command } from 'commander'
import { readEnv } from '../../env.ts'
import { type LearnReport, learnFromFile } from '../../learn/learn-from-file.ts'
import type { SupervisionReport } from '../../learn/supervise.ts'
import { fail } from '../../model/problem.ts'
import { learnFromDecisions } from '../../pipeline/steward/learn-from-decisions.ts'
import { learnFromGraph } from '../../pipeline/steward/learn-from-graph.ts'
import { readRuleSet, shippedRuleSet } from '../../rules/rule-files.ts'
import { forecastInWords } from '../forecast-words.ts'
import { openGraph } from '../graph.ts'
import { ENCODING, FILES, readMapping } from '../mapping-file.ts'
import { stageBar } from '../stage-bar.ts'

type Options = {
  mapping?: string
  encoding?: string
  out: string
  rules?: string
  labels?: string
  truth?: string
  decisions?: boolean
  graph?: boolean
  json?: boolean
}

/** `kith train`: learns a rule set from records, with labels where there are some, and writes it for a person to read. */
export function command(): Command {
  return new Command('train')
    .description(
      'Learn weights and frequencies from the records of a file, without labels, and write them as a rule set. Labels improve it where that is proved on labelled records held out.',
    )
    .argument('[file]', FILES)
    .option('-m, --mapping <file>', 'how columns become fields')
    .option('--encoding <label>', ENCODING)
    .requiredOption('-o, --out <file>', 'where the rule set goes')
    .option('--rules <file>', 'rule set to start from; the shipped one unless told')
    .option('--labels <file>', 'CSV of labelled pairs: id1, id2, match (1 or 0)')
    .option('-t, --truth <column>', 'column that says which records are one entity, to learn from')
    .option('--graph', 'learn from the records that are stored instead of a file')
    .option('--decisions', "learn from the stewards' decisions in the graph instead of a file")
    .option('--json', 'for machines')
    .action((file: string | undefined, options: Options) =>
      options.decisions ? fromDecisions(options) : options.graph ? fromGraph(options) : fromFile(file, options),
    )
}

async function fromFile(file: string | undefined, options: Options): Promise<void> {
  if (!file || !options.mapping)
    return fail('request.invalid', 'train needs a file and --mapping; or --graph, or --decisions')
  const start = options.rules ? readRuleSet(options.rules) : shippedRuleSet()
  const mapping = readMapping(options.mapping, options.encoding)
  const bar = stageBar(options.json !== true)
  const { rules, reports } = await learnFromFile({
    file,
    mapping,
    rules: start,
    name: basename(file),
    labels: options.labels ? { file: options.labels } : options.truth ? { truth: options.truth } : undefined,
    onProgress: bar.update,
  })
  bar.stop()
  writeFileSync(options.out, `${JSON.stringify(rules, null, 2)}\n`)
  const words = Object.entries(reports).map(([entity, report]) => wordsOf(entity, report))
  process.stdout.write(options.json ? `${JSON.stringify(reports)}\n` : words.join(''))
}

async function fromGraph(options: Options): Promise<void> {
  const graph = await openGraph(readEnv(), { log: (line) => process.stderr.write(`${line}\n`) })
  const bar = stageBar(options.json !== true)
  try {
    const { rules, reports } = await learnFromGraph(graph.store, basename(options.out), bar.update)
    bar.stop()
    writeFileSync(options.out, `${JSON.stringify(rules, null, 2)}\n`)
    const words = Object.entries(reports).map(([entity, report]) => wordsOf(entity, report))
    words.push(`kith rules edit ${options.out} tells what it would change; --apply puts it in force\n`)
    process.stdout.write(options.json ? `${JSON.stringify(reports)}\n` : words.join(''))
  } finally {
    bar.stop()
    await graph.close()
  }
}

async function fromDecisions(options: Options): Promise<void> {
  const graph = await openGraph(readEnv(), { log: (line) => process.stderr.write(`${line}\n`) })
  const bar = stageBar(options.json !== true)
  try {
    const { rules, reports } = await learnFromDecisions(graph.store, basename(options.out), bar.update)
    bar.stop()
    if (rules) writeFileSync(options.out, `${JSON.stringify(rules, null, 2)}\n`)
    const words = Object.entries(reports).map(([entity, report]) => wordsOfLabels(entity, report))
    words.push(
      rules
        ? `kith rebuild --rules ${options.out} puts it in force\n`
        : 'the rules in force stay as they are: nothing was written\n',
    )
    process.stdout.write(options.json ? `${JSON.stringify(reports)}\n` : words.join(''))
  } finally {
    bar.stop()
    await graph.close()
  }
}

function wordsOf(entity: string, { forecast, ...report }: LearnReport): string {
  const { records, held, pairs, rounds, converged, thin, supervision } = report
  return (
    `${entity}: ${records} records, ${pairs} pairs, ${rounds} rounds${converged ? '' : ' without settling'}` +
    `${held ? '; of so few customers nothing was learned: the rules are as they were' : ''}` +
    `${thin.length > 0 ? `; too few matches for ${thin.join(', ')}` : ''}\n` +
    `${forecastInWords(entity, forecast)}\n` +
    `${supervision ? wordsOfLabels(entity, supervision) : ''}`
  )
}

const KEPT = {
  weights: 'weights, threshold and probabilities follow the labels',
  threshold: 'threshold and probabilities follow the labels, weights stay',
  nothing: 'labels change nothing: no better rules were proved',
}

function wordsOfLabels(entity: string, report: SupervisionReport): string {
  const { same, distinct, contradictory, before, after, kept } = report
  const left = contradictory > 0 ? `, ${contradictory} left out because they contradict others` : ''
  const proof =
    before && after
      ? `; held-out F1 ${before.f1.toFixed(4)} → ${after.f1.toFixed(4)}, log loss ${before.logLoss.toFixed(4)} → ${after.logLoss.toFixed(4)} bits a pair`
      : ''
  return `${entity}: labels say of ${same} pairs that they are the same and of ${distinct} that they are not${left}; ${KEPT[kept]}${proof}\n`
}
