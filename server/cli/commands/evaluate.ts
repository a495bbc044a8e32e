import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { Command } from 'commander'
import { type Evaluation, evaluate } from '../../evaluate/evaluate.ts'
import { evaluateNames } from '../../evaluate/evaluate-names.ts'
import { fail } from '../../model/problem.ts'
import { readRuleSet, shippedRuleSet } from '../../rules/rule-files.ts'
import { ENCODING, FILES, readMapping } from '../mapping-file.ts'
import { reliabilityPlot, type Series } from '../reliability-plot.ts'
import { stageBar } from '../stage-bar.ts'
import { wordsOf, wordsOfNames } from '../words/evaluate-words.ts'

type Options = {
  mapping?: string
  encoding?: string
  truth?: string
  pairs?: string
  rules?: string
  clusters?: string
  plot?: string
  fields?: boolean
  train: boolean
  json?: boolean
}

/** `kith evaluate`: the real matcher over a labelled file, without a database. */
export function command(): Command {
  return new Command('evaluate')
    .description(
      'Match a labelled file without a database and print precision, recall and F1, how far probabilities hold and what blocking finds.',
    )
    .argument('[file]', FILES)
    .option('-m, --mapping <file>', 'how columns become fields')
    .option('--encoding <label>', ENCODING)
    .option('-t, --truth <column>', 'column that says which records are one entity; the matcher never sees it')
    .option('--pairs <file>', 'CSV of labelled name pairs (schema, name1, name2, is_match) instead')
    .option('--rules <file>', 'rule set to use; the shipped one unless told')
    .option('--no-train', 'use the rules as they are, learn nothing from the file')
    .option('--fields', 'say what each line of evidence is good for; matches once more for each of them')
    .option('--clusters <file>', 'write id,cluster as CSV')
    .option('--plot <file>', 'draw stated against observed probabilities as SVG')
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
      const mapping = readMapping(options.mapping, options.encoding)
      const bar = stageBar(options.json !== true)
      const { report, assignment } = await evaluate({
        file,
        mapping,
        truth: options.truth,
        rules,
        train: options.train,
        fields: options.fields,
        onProgress: bar.update,
      })
      bar.stop()
      if (options.clusters) {
        const out = openSync(options.clusters, 'w')
        writeSync(out, 'id,cluster\n')
        for (const { id, cluster } of assignment()) writeSync(out, `${quoted(id)},${cluster}\n`)
        closeSync(out)
      }
      if (options.plot) writeFileSync(options.plot, reliabilityPlot(seriesOf(report)))
      process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : wordsOf(report))
    })
}

/** A line of the diagram for each entity of a file. */
function seriesOf({ byEntity }: Pick<Evaluation, 'byEntity'>): Series[] {
  return Object.entries(byEntity).map(
    ([
      name,
      {
        calibration: { reliability: bins, ece },
      },
    ]) => ({ name, bins, ece }),
  )
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
