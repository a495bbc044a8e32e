import { Command } from 'commander'
import { tryFiles } from '../../evaluate/try-files.ts'
import { proposeMapping } from '../../ingest/propose/propose.ts'
import { parseMapping, type SourceMapping } from '../../ingest/source-mapping.ts'
import { fail } from '../../model/problem.ts'
import { readRuleSet, shippedRuleSet } from '../../rules/rule-files.ts'
import { ENCODING, FILES, readMapping } from '../mapping-file.ts'
import { readableFiles } from '../piped-files.ts'
import { stageBar } from '../stage-bar.ts'
import { trialInWords } from '../words/trial-words.ts'
import { seenInWords } from './map.ts'

type Options = { mapping?: string[]; encoding?: string; rules?: string; json?: boolean }

/** `kith try`: what loading files would come to, without a database. */
export function command(): Command {
  return new Command('try')
    .description(
      'Read, clean, match and cluster files as a first load would, without a database, and show clusters, doubtful pairs, overlaps of ' +
        'sources, and issues. Without --mapping each file is read as kith map proposes.',
    )
    .argument('<file...>', FILES)
    .option('-m, --mapping <file...>', 'how columns become fields; one, or one for each file')
    .option('--encoding <label>', ENCODING)
    .option('--rules <file>', 'rule set to use; the shipped one unless told')
    .option('--json', 'for machines')
    .action(async (named: string[], options: Options) => {
      const { paths, end } = await readableFiles(named)
      try {
        await tryOut(paths, options)
      } finally {
        end()
      }
    })
}

async function tryOut(paths: readonly string[], options: Options): Promise<void> {
  const rules = options.rules ? readRuleSet(options.rules) : shippedRuleSet()
  const files: { path: string; mapping: SourceMapping }[] = []
  for (const [i, path] of paths.entries())
    files.push({ path, mapping: await mappingFor(path, i, paths.length, options) })
  const bar = stageBar(options.json !== true)
  const today = new Date().toISOString().slice(0, 10)
  const trial = await tryFiles({ files, rules, today, onProgress: bar.update })
  bar.stop()
  process.stdout.write(options.json ? `${JSON.stringify(trial)}\n` : trialInWords(trial))
  if (trial.rows > 0 && trial.rejected === trial.rows)
    fail('record.invalid', `every one of ${trial.rows} rows was rejected`)
}

async function mappingFor(path: string, i: number, files: number, options: Options): Promise<SourceMapping> {
  const { mapping: given, encoding, json } = options
  if (given && given.length !== 1 && given.length !== files)
    fail('mapping.invalid', `${files} files need one mapping, or ${files} of them; ${given.length} were given`)
  if (given) return readMapping(given[i] ?? given[0] ?? '', encoding)
  const proposal = await proposeMapping(path, encoding === undefined ? {} : { encoding })
  if (json !== true) process.stderr.write(seenInWords(proposal))
  return parseMapping(encoding === undefined ? proposal.mapping : { ...proposal.mapping, encoding }, path)
}
