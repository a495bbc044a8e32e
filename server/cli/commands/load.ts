import { Command } from 'commander'
import { type Env, readEnv } from '../../env.ts'
import { ownActor } from '../../model/change.ts'
import { fail, type Problem, ProblemError } from '../../model/problem.ts'
import { type LoadSummary, loadFiles } from '../../pipeline/load/load.ts'
import type { LoadOptions } from '../../pipeline/load/load-options.ts'
import type { Arrived, LoadFile } from '../../pipeline/load/read-files.ts'
import { mintId } from '../../pipeline/run/mint.ts'
import { heedSources } from '../../pipeline/steward/source-says.ts'
import { forecastInWords, sparedInWords } from '../forecast-words.ts'
import { openGraph } from '../graph.ts'
import { ImportFailed, importerFor } from '../importer.ts'
import { ENCODING, FILES, readMapping } from '../mapping-file.ts'
import { readableFiles } from '../piped-files.ts'
import { beginReading } from '../reading.ts'
import { stageBar } from '../stage-bar.ts'
import { loadInWords, rowsInWords } from '../words/load-words.ts'
import { Rejects } from '../words/rejects.ts'

type Options = {
  mapping: string[]
  encoding?: string
  train: boolean
  approve?: boolean
  full?: boolean
  dryRun?: boolean
  mostGone: string
  strict?: boolean
  json?: boolean
}

/** `kith load`: files into golden records. */
export function command(): Command {
  return new Command('load')
    .description(
      'Load files of records or orders. One --mapping serves all files; otherwise give one for each file, in the same order. ' +
        'Loading a file again changes nothing; a load that was cut off is finished by running it again. Rows that cannot be ' +
        'read or written are kept in a reject file and the rest goes on; where any is, the exit code is 1; --strict stops at the first. ' +
        'A load that would change more golden ids than the budget stops before ' +
        'it writes, with exit code 4 and a plan that says what it would do; --approve lets it.',
    )
    .argument('<file...>', FILES)
    .requiredOption('-m, --mapping <file...>', 'how columns become fields; one, or one for each file')
    .option('--encoding <label>', ENCODING)
    .option('--no-train', 'keep the shipped weights instead of learning from the first records of an entity')
    .option('--approve', 'let the load change more golden ids than KITH_CHURN_BUDGET allows')
    .option('--full', 'the files are complete exports: records of their sources that they no longer hold are deleted')
    .option('--dry-run', 'with --full: say what would be deleted, and write nothing')
    .option('--most-gone <percent>', 'with --full: where more of a source is gone, nothing is written', '10')
    .option(
      '--strict',
      'stop at the first row that is rejected; one that cannot be read is found before anything is written',
    )
    .option('--json', 'print the summary as one JSON object')
    .action((files: string[], options: Options) => load(readEnv(), files, options))
}

async function load(env: Env, named: string[], options: Options): Promise<void> {
  if (options.dryRun && !options.full) fail('request.invalid', '--dry-run goes with --full')
  const { paths, end } = await readableFiles(named)
  try {
    const files = withMappings(paths, options)
    await loadFrom(env, files, options).catch(async (error: unknown) => {
      if (!(error instanceof ImportFailed)) throw error
      process.stderr.write(
        `kith: ${error.message}\nkith: loading by transactions instead, which tell what they refuse\n`,
      )
      await loadFrom(env, files, options, false)
    })
  } finally {
    end()
  }
}

/** @param imports whether a first load may go through Neo4j's import tool */
async function loadFrom(env: Env, files: LoadFile[], options: Options, imports = true): Promise<void> {
  const bar = stageBar(options.json !== true)
  const rejects = new Rejects(env)
  let strictly: Problem | undefined
  const reject: NonNullable<LoadOptions['onReject']> = (rejected) => {
    rejects.add(rejected)
    if (!options.strict) return
    strictly = { file: rejected.file, ...rejected.problem }
    throw new ProblemError(strictly)
  }
  let open = false // until then what is shown is the server's start
  const reading = beginReading(env, files, {
    onProgress: (stage, path, done, of) => open && bar.update(`${path} ${stage}`, done, of),
    onReject: reject,
  })
  const graph = await openGraph(env, { log: (line) => process.stderr.write(`${line}\n`) }).catch((error: unknown) => {
    reading.stop()
    throw error
  })
  open = true
  try {
    const importer = imports && importerFor(graph, env, (stage, done, of) => bar.update(`import: ${stage}`, done, of))
    const context = { actor: ownActor('cli'), now: () => new Date(), mint: mintId }
    const summary = await loadFiles(graph.store, files, context, {
      train: options.train,
      ...(options.full ? { full: fullOf(options) } : {}),
      ...(options.approve ? {} : { churnBudget: env.KITH_CHURN_BUDGET }),
      ...(importer ? { importer } : {}),
      onProgress: (stage, what, done, of) => bar.update(`${what} ${stage}`, done, of),
      onForecast: (entity, forecast, spared) => {
        bar.say(forecastInWords(entity, forecast))
        for (const own of spared) bar.say(`${entity}: ${sparedInWords(own)}`)
      },
      onReject: reject,
      strict: options.strict === true,
      heedMerges: heedSources,
      arrived: reading.arrived,
    })
    bar.stop()
    tell(summary, options, rejects.first, await rejects.close())
  } catch (error) {
    await rejects.close()
    if (strictly) throw new ProblemError({ ...strictly, detail: await stoppedInWords(strictly, reading.arrived) })
    if (error instanceof ImportFailed) await rejects.drop()
    throw error
  } finally {
    bar.stop()
    await graph.close()
  }
}

/** The reason of the first reject, and what the load had done by then. */
async function stoppedInWords({ detail }: Problem, reading: Promise<Arrived>): Promise<string> {
  const arrived = await reading.catch(() => undefined) // rejected: nothing is written before all files are read
  const { written = 0, deleted = 0 } = arrived?.rows.counts() ?? {}
  const before =
    written + deleted === 0 ? 'nothing was written' : `${rowsInWords({ written, deleted })} before that stay`
  return `${detail}; stopped at the first reject, ${before}`
}

function tell(summary: LoadSummary, options: Options, first: readonly string[], file: string | undefined): void {
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ ...summary, rejectFile: file, peakRssMb: process.resourceUsage().maxRSS / 1024 })}\n`
      : loadInWords(summary, options.dryRun === true, { first, file }),
  )
  if (summary.rejected > 0) process.exitCode = 1
  const meant = summary.rows - summary.became.passed
  if (meant > 0 && summary.rejected === meant) fail('record.invalid', `every one of ${meant} rows was rejected`)
}

function fullOf({ dryRun = false, mostGone }: Options): NonNullable<LoadOptions['full']> {
  const most = Number(mostGone.replace('%', '')) / 100
  if (!(most >= 0 && most <= 1)) fail('request.invalid', `--most-gone is a percentage: ${mostGone}`)
  return { most, dryRun }
}

function withMappings(paths: readonly string[], { mapping: mappings, encoding }: Options): LoadFile[] {
  if (mappings.length !== 1 && mappings.length !== paths.length)
    fail(
      'mapping.invalid',
      `${paths.length} files need one mapping, or ${paths.length} of them; ${mappings.length} were given`,
    )
  return paths.map((path, i) => {
    return { path, mapping: readMapping(mappings[i] ?? mappings[0] ?? '', encoding) }
  })
}
