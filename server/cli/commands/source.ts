import { Command, InvalidArgumentError } from 'commander'
import { readEnv } from '../../env.ts'
import { readRows } from '../../ingest/readers.ts'
import { ownActor } from '../../model/change.ts'
import { EntityName } from '../../model/entities/registry.ts'
import { SourceName } from '../../model/ids.ts'
import { fail } from '../../model/problem.ts'
import type { SourceOutcome } from '../../model/service-views.ts'
import { declareSource } from '../../pipeline/arrive/follow-source.ts'
import type { SourceProgress } from '../../pipeline/arrive/source-pages.ts'
import type { Graph } from '../../pipeline/graph.ts'
import type { RunContext } from '../../pipeline/run/context.ts'
import { mintId } from '../../pipeline/run/mint.ts'
import { type RulesInForce, rulesInForce } from '../../pipeline/run/rules-in-force.ts'
import { type RekeyInput, rekeySource } from '../../pipeline/sources/rekey.ts'
import { restoreSource, retireSource } from '../../pipeline/sources/sources.ts'
import { openGraph } from '../graph.ts'
import { stageBar } from '../stage-bar.ts'

/** `kith source`: the life of a source. What was cut off is asked for again. */
export function command(): Command {
  return new Command('source')
    .description(
      'List sources; say what kind of system one is, retire or restore it, give it a new name or its records new ids.',
    )
    .addCommand(
      new Command('list')
        .description('Every source, its records, and what was done to it.')
        .option('--json', 'print one JSON array')
        .action(list),
    )
    .addCommand(
      new Command('retire')
        .description('What its records say wins nothing any more. They stay members and keep their history.')
        .argument('<source>', 'its name', nameOf)
        .requiredOption('--reason <text>', 'why')
        .option('--json', 'print one JSON object')
        .action((source: SourceName, options: { reason: string; json?: boolean }) =>
          act(options, (tools) =>
            retireSource(tools.store, { source, reason: options.reason }, tools.rules, tools.context, tools.onProgress),
          ),
        ),
    )
    .addCommand(
      new Command('restore')
        .description('Lets a retired source win again.')
        .argument('<source>', 'its name', nameOf)
        .option('--json', 'print one JSON object')
        .action((source: SourceName, options: { json?: boolean }) =>
          act(options, (tools) => restoreSource(tools.store, source, tools.rules, tools.context, tools.onProgress)),
        ),
    )
    .addCommand(
      new Command('declare')
        .description('Says what kind of system a source is; rules of trust and ownership name kinds.')
        .argument('<source>', 'its name', nameOf)
        .argument('<kind>', 'erp, crm, shop, loyalty, register, marketing, or one of your own', nameOf)
        .option('--json', 'print one JSON object')
        .action((source: SourceName, kind: SourceName, options: { json?: boolean }) =>
          act(options, ({ store, rules, context, onProgress }) =>
            declareSource(store, { source, kind }, rules, context, onProgress),
          ),
        ),
    )
    .addCommand(
      new Command('rekey')
        .description('Gives a source a new name, its records new ids, or both. Golden ids, links and history stay.')
        .argument('<source>', 'its present name', nameOf)
        .option('--to <name>', 'its new name', nameOf)
        .option('--ids <file>', "CSV of the source's own ids: from, to, and entity where records of several have one")
        .option('--json', 'print one JSON object')
        .action((source: SourceName, options: { to?: SourceName; ids?: string; json?: boolean }) =>
          act(options, async (tools) => {
            const records = options.ids === undefined ? [] : await readIds(options.ids)
            const input = { source, to: options.to, records }
            return rekeySource(tools.store, input, tools.rules, tools.context, tools.onProgress)
          }),
        ),
    )
}

type Tools = { store: Graph['store']; rules: RulesInForce; context: RunContext; onProgress: SourceProgress }

async function act(options: { json?: boolean }, work: (tools: Tools) => Promise<SourceOutcome>): Promise<void> {
  const graph = await openGraph(readEnv(), { log: (line) => process.stderr.write(`${line}\n`) })
  const bar = stageBar(options.json !== true)
  try {
    const context = { actor: ownActor('cli'), now: () => new Date(), mint: mintId }
    const onProgress: SourceProgress = (entity, done) => bar.update(entity, done, 0)
    const outcome = await work({ store: graph.store, rules: rulesInForce(), context, onProgress })
    bar.stop()
    const words = `${outcome.source}: ${outcome.records} records, ${outcome.changes} golden records changed\n`
    process.stdout.write(options.json ? `${JSON.stringify(outcome)}\n` : words)
  } finally {
    bar.stop()
    await graph.close()
  }
}

async function list(options: { json?: boolean }): Promise<void> {
  const graph = await openGraph(readEnv(), { log: (line) => process.stderr.write(`${line}\n`) })
  try {
    const sources = await graph.ask.records.sources()
    const lines = sources.map(({ source, kind, records, retiredAt, renamedTo, pending }) => {
      const system = kind === undefined ? '' : ` (${kind})`
      const retired = retiredAt === undefined ? '' : `, retired ${retiredAt.slice(0, 10)}`
      const renamed = renamedTo === undefined ? '' : `, now ${renamedTo}`
      return `${source}${system}: ${records} records${retired}${renamed}${pending === undefined ? '' : ` (${pending} unfinished)`}\n`
    })
    process.stdout.write(options.json ? `${JSON.stringify(sources)}\n` : lines.join(''))
  } finally {
    await graph.close()
  }
}

async function readIds(file: string): Promise<RekeyInput['records']> {
  const records: RekeyInput['records'][number][] = []
  for await (const item of readRows(file)) {
    if ('problem' in item) return fail(item.problem.code, item.problem.detail, { file, line: item.line })
    const { from, to, entity } = item.row
    if (!from || !to)
      return fail('request.invalid', 'each line has an id in "from" and in "to"', { file, line: item.line })
    const known = EntityName.safeParse(entity)
    if (entity && !known.success)
      return fail('request.invalid', `there is no entity ${entity}`, { file, line: item.line, field: 'entity' })
    records.push({ from, to, entity: known.data })
  }
  return records
}

function nameOf(word: string): SourceName {
  const name = SourceName.safeParse(word)
  if (!name.success) throw new InvalidArgumentError('source names use letters, digits, ".", "_" and "-"')
  return name.data
}
