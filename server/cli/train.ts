import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Command } from 'commander'
import { parseMapping } from '../ingest/source-mapping.ts'
import { learnFromFile } from '../pipeline/learn-from-file.ts'
import { readRuleSet, shippedRuleSet } from '../pipeline/rule-files.ts'
import { stageBar } from './stage-bar.ts'

type Options = { mapping: string; out: string; rules?: string; json?: boolean }

/** `kith train`: learns a rule set from unlabelled records and writes it, for a person to read and edit. */
export function command(): Command {
  return new Command('train')
    .description(
      'Learn weights and frequencies from the records of a file, without labels, and write them as a rule set.',
    )
    .argument('<file>', 'CSV or JSON lines, also .gz')
    .requiredOption('-m, --mapping <file>', 'how columns become fields')
    .requiredOption('-o, --out <file>', 'where the rule set goes')
    .option('--rules <file>', 'rule set to start from; the shipped one unless told')
    .option('--json', 'for machines')
    .action(async (file: string, options: Options) => {
      const start = options.rules ? readRuleSet(options.rules) : shippedRuleSet()
      const mapping = parseMapping(JSON.parse(readFileSync(options.mapping, 'utf8')), options.mapping)
      const bar = stageBar(options.json !== true)
      const { rules, reports } = await learnFromFile({
        file,
        mapping,
        rules: start,
        name: basename(file),
        onProgress: bar.update,
      })
      bar.stop()
      writeFileSync(options.out, `${JSON.stringify(rules, null, 2)}\n`)
      if (options.json) process.stdout.write(`${JSON.stringify(reports)}\n`)
      for (const [entity, report] of options.json ? [] : Object.entries(reports)) {
        const { records, pairs, rounds, converged, thin } = report
        process.stdout.write(
          `${entity}: ${records} records, ${pairs} pairs, ${rounds} rounds${converged ? '' : ' without settling'}` +
            `${thin.length > 0 ? `; too few matches for ${thin.join(', ')}` : ''}\n`,
        )
      }
    })
}
