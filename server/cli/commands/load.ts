import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs'
import { basename, join } from 'node:path'
import { Command } from 'commander'
import { type Env, readEnv } from '../../env.ts'
import { ownActor } from '../../model/change.ts'
import { fail, ProblemError } from '../../model/problem.ts'
import { inWords as goneInWords } from '../../pipeline/load/full.ts'
import { type LoadSummary, loadFiles } from '../../pipeline/load/load.ts'
import type { LoadOptions } from '../../pipeline/load/load-options.ts'
import type { LoadFile } from '../../pipeline/load/read-files.ts'
import { mintId } from '../../pipeline/run/mint.ts'
import { heedSources } from '../../pipeline/steward/source-says.ts'
import { forecastInWords, sparedInWords } from '../forecast-words.ts'
import { openGraph } from '../graph.ts'
import { importerFor } from '../importer.ts'
import { ENCODING, FILES, readMapping } from '../mapping-file.ts'
import { readableFiles } from '../piped-files.ts'
import { beginReading } from '../reading.ts'
import { stageBar } from '../stage-bar.ts'

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
        'read are kept in a reject file and the rest goes on; where any is, the exit code is 1; --strict stops at the first. A load that would change more golden ids than the budget stops before ' +
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
    .option('--strict', 'stop at the first row that cannot be read, before anything is written')
    .option('--json', 'print the summary as one JSON object')
    .action((files: string[], options: Options) => load(readEnv(), files, options))
}

async function load(env: Env, named: string[], options: Options): Promise<void> {
  if (options.dryRun && !options.full) fail('request.invalid', '--dry-run goes with --full')
  const { paths, end } = await readableFiles(named)
  try {
    await loadFrom(env, withMappings(paths, options), options)
  } finally {
    end()
  }
}

async function loadFrom(env: Env, files: LoadFile[], options: Options): Promise<void> {
  const bar = stageBar(options.json !== true)
  const rejects = new Rejects(env)
  const reject: NonNullable<LoadOptions['onReject']> = (rejected) => {
    rejects.add(rejected)
    // Nothing is written before the files are read.
    if (options.strict) throw new ProblemError({ file: rejected.file, ...rejected.problem })
  }
  let open = false // until then what is shown is the server's start
  const reading = beginReading(env, files, {
    onProgress: (stage, path, done, of) => open && bar.update(`${path} ${stage}`, done, of),
    onReject: (rejected) => reject(rejected),
  })
  const graph = await openGraph(env, { log: (line) => process.stderr.write(`${line}\n`) }).catch((error: unknown) => {
    reading.stop()
    throw error
  })
  open = true
  try {
    const importer = importerFor(graph, env, (stage, done, of) => bar.update(`import: ${stage}`, done, of))
    const context = { actor: ownActor('cli'), now: () => new Date(), mint: mintId }
    const loadOptions: LoadOptions = {
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
      heedMerges: heedSources,
      arrived: reading.arrived,
    }
    const summary = await loadFiles(graph.store, files, context, loadOptions)
    bar.stop()
    const rejected = await rejects.close()
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ ...summary, rejectFile: rejected, peakRssMb: process.resourceUsage().maxRSS / 1024 })}\n`
        : inWords(summary, options, rejects, rejected),
    )
    if (summary.rejected > 0) process.exitCode = 1
    if (summary.rows > 0 && summary.rejected === summary.rows)
      fail('record.invalid', `every one of ${summary.rows} rows was rejected`)
  } finally {
    bar.stop()
    await graph.close()
  }
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

/** The reject file: one JSON line a row, for nobody but its owner to read, and made only if there is one. */
class Rejects {
  private stream: WriteStream | undefined
  private path: string | undefined
  readonly first: string[] = []
  private readonly env: Env

  constructor(env: Env) {
    this.env = env
  }

  add(rejected: Parameters<NonNullable<LoadOptions['onReject']>>[0]): void {
    if (!this.stream) {
      const dir = join(this.env.KITH_HOME, 'rejects')
      mkdirSync(dir, { recursive: true, mode: 0o700 })
      this.path = join(
        dir,
        `${basename(rejected.file || 'load')}-${new Date().toISOString().replace(/[:.]/g, '-')}.jsonl`,
      )
      this.stream = createWriteStream(this.path, { mode: 0o600 })
    }
    this.stream.write(`${JSON.stringify(rejected)}\n`)
    const { file, line, column, detail } = rejected.problem
    if (this.first.length < 5)
      this.first.push(
        `${file ?? (rejected.file || rejected.problem.record)}:${line ?? '?'}${column ? ` ${column}` : ''}: ${detail}`,
      )
  }

  async close(): Promise<string | undefined> {
    const { stream } = this
    if (stream) await new Promise<void>((done) => stream.end(done))
    return this.path
  }
}

function inWords(
  summary: LoadSummary,
  { dryRun: isDryRun = false }: Options,
  rejects: Rejects,
  rejectFile: string | undefined,
): string {
  const lines = [`${summary.rows} rows read`]
  lines.push(...goneIn(summary, isDryRun))
  for (const [entity, { records, written, unchanged, late, changes, path }] of Object.entries(summary.entities))
    lines.push(
      `${entity}: ${records} records, ${written} written, ${unchanged} unchanged${late > 0 ? `, ${late} late` : ''}; ` +
        (path === 'one by one' ? 'resolved one by one' : `${changes} changes published`),
    )
  if (summary.merges && summary.merges.merged > 0)
    lines.push(`${summary.merges.merged} records are the same as another, as their source says`)
  if (summary.merges && summary.merges.waiting > 0)
    lines.push(`${summary.merges.waiting} records were merged into one that has not come`)
  if (summary.deleted > 0) lines.push(`${summary.deleted} records deleted`)
  if (summary.orders > 0) lines.push(`${summary.orders} order lines`)
  lines.push(...waitingIn(summary))
  for (const { file, detail, count } of summary.notes)
    lines.push(`${basename(file)}: ${count > 1 ? `${count} × ` : ''}${detail}`)
  if (summary.rejected > 0) {
    lines.push(`${summary.rejected} rows rejected, kept in ${rejectFile}; the first of them:`)
    lines.push(...rejects.first.map((line) => `  ${line}`))
  }
  return `${lines.join('\n')}\n`
}

/** What complete exports no longer hold. */
function goneIn({ gone = [] }: LoadSummary, isDryRun: boolean): string[] {
  const lines = gone.map((one) => {
    const named = `: ${one.gone.slice(0, 5).join(', ')}${one.gone.length > 5 ? ', …' : ''}`
    return `${goneInWords(one)}${isDryRun ? ' and would be deleted' : ''}${one.gone.length > 0 ? named : ''}`
  })
  return isDryRun ? [...lines, 'nothing was written'] : lines
}

/** What waits, by kind, with the first of each and what it waits for. */
function waitingIn({ waiting, waits }: LoadSummary): string[] {
  return Object.entries(waiting).map(([kind, count]) => {
    const named = waits.filter((one) => one.kind === kind).map(waitInWords)
    const what = kind === 'others' ? 'others' : `${kind} of this load`
    return `${count} ${what} wait for a record they refer to: ${named.join(', ')}${count > named.length ? ', …' : ''}`
  })
}

function waitInWords({ id, names, mayBe }: LoadSummary['waits'][number]): string {
  const choice = mayBe ? ` (${mayBe.join(' or ')}: \`entity\` in the mapping says which)` : ''
  return `${id} for ${names}${choice}`
}
