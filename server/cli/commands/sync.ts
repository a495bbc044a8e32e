import { Command, Option } from 'commander'
import { type Env, namedVariable, readEnv } from '../../env.ts'
import { type Actor, ownActor } from '../../model/change.ts'
import { fail } from '../../model/problem.ts'
import { type Kith, openKith } from '../../pipeline/kith.ts'
import { mintId } from '../../pipeline/run/mint.ts'
import type { CompiledSystem } from '../../systems/compile-system.ts'
import { openConnector } from '../../systems/connectors.ts'
import { definitionOf, readDefinitions } from '../../systems/definitions.ts'
import { openGraph } from '../graph.ts'
import { systemsOf } from '../systems-of.ts'
import { deliveryLines, planLines, statusLines } from '../words/sync-words.ts'

const SYSTEM = 'its name, as its file has it'
const CLI: Actor = ownActor('cli')
type Json = { json?: boolean }

/** `kith sync`: the systems that golden records go back to. */
export function command(): Command {
  return new Command()
    .description(
      'Systems that golden records go back to. Each has a file in KITH_HOME/systems; nothing of it holds until it is applied.',
    )
    .addCommand(status())
    .addCommand(dryRun())
    .addCommand(apply())
    .addCommand(run())
    .addCommand(replay())
    .addCommand(probe())
    .addCommand(
      new Command('pause')
        .description('Sends nothing to a system until it is resumed; it falls behind and catches up.')
        .argument('<system>', SYSTEM)
        .requiredOption('--reason <text>', 'why')
        .action((system: string, { reason }: { reason: string }) =>
          withKith(async ({ systems }) => print(statusLines([await systems.pause(system, reason, CLI)]))),
        ),
    )
    .addCommand(
      new Command('resume')
        .description('Lets a paused system catch up: what differs by now may be written.')
        .argument('<system>', SYSTEM)
        .action((system: string) =>
          withKith(async ({ systems }) => print(statusLines([await systems.resume(system, CLI)]))),
        ),
    )
}

function status(): Command {
  return new Command('status')
    .description('How far each system is, and what failed. With a name: its records that differ.')
    .argument('[system]', SYSTEM)
    .option('--json', 'print JSON')
    .action((system: string | undefined, { json }: Json) =>
      withKith(async ({ systems }) => {
        const views = system === undefined ? await systems.list() : [await systems.find(system)]
        if (json) return print([JSON.stringify(views)])
        print(statusLines(views))
        if (system === undefined) return
        const pages = (['dead', 'held', 'ask', 'due'] as const).map((state) =>
          systems.deliveries(system, { state, after: '', limit: 20 }),
        )
        print(deliveryLines((await Promise.all(pages)).flatMap(({ deliveries }) => deliveries)))
      }),
    )
}

function dryRun(): Command {
  return new Command('dry-run')
    .description('What the file of a system would have written to it now. Writes nothing.')
    .argument('<system>', SYSTEM)
    .option('--requests', 'print the requests themselves, a line a record, without secrets')
    .option('--json', 'print one JSON object')
    .action((system: string, { requests, json }: Json & { requests?: boolean }) =>
      withKith(async ({ systems }) => {
        if (requests) for await (const line of systems.dryRun(system, '')) print([JSON.stringify(line)])
        else {
          const plan = await systems.plan(system)
          print(json ? [JSON.stringify(plan)] : planLines(plan))
        }
      }),
    )
}

function apply(): Command {
  return new Command('apply')
    .description('Puts the file of a system in force, as its dry run showed it.')
    .argument('<system>', SYSTEM)
    .requiredOption('--hash <hash>', 'of the dry run that was looked at; its beginning will do')
    .action((system: string, { hash }: { hash: string }) =>
      withKith(async ({ systems }) => {
        const { hash: now } = proposed(system)
        if (hash.length < 8 || !now.startsWith(hash))
          fail(
            'system.stale',
            `the file of ${system} is ${now.slice(0, 12)} now, not ${hash}; look at the dry run again`,
          )
        print(statusLines([await systems.apply(system, now, CLI)]))
      }),
    )
}

function run(): Command {
  return new Command('run')
    .description(
      'Sends to every system in force what is due, until there is nothing left. `kith start` does so by itself.',
    )
    .argument('[system]', SYSTEM)
    .option('--json', 'print JSON')
    .action((system: string | undefined, { json }: Json) =>
      withKith(async ({ runner, systems }) => {
        if (system !== undefined) await systems.find(system)
        const ends = new AbortController()
        process.once('SIGINT', () => ends.abort())
        while (!ends.signal.aborted && (await runner.once(ends.signal, system)));
        const views = (await systems.list()).filter((view) => system === undefined || view.system === system)
        print(json ? [JSON.stringify(views)] : statusLines(views))
      }),
    )
}

function replay(): Command {
  return new Command('replay')
    .description('Tries again what was given up or is held; or answers what waits for a word.')
    .argument('<system>', SYSTEM)
    .argument('[deliveries...]', 'only these; all of them without')
    .addOption(
      new Option('--take-back', 'values that Kith wrote, and whose records are gone, go from the system').conflicts(
        'keep',
      ),
    )
    .option('--keep', 'such values stay as they are')
    .action((system: string, deliveries: string[], { takeBack, keep }: { takeBack?: boolean; keep?: boolean }) =>
      withKith(async ({ systems }) => {
        const ids = deliveries.length > 0 ? deliveries : undefined
        const answer = takeBack ? 'takeBack' : keep ? 'keep' : undefined
        const { replayed } = await systems.replay(system, ids, CLI, answer)
        print([`${replayed} deliveries of ${system} are ${answer ? 'answered' : 'tried again'}`])
      }),
    )
}

function probe(): Command {
  return new Command('probe')
    .description('Asks whether a system answers and lets us in. Writes nothing.')
    .argument('<system>', SYSTEM)
    .action(async (name: string) => {
      const { definition } = proposed(name)
      const connector = openConnector(definition, namedVariable)
      try {
        const { ok, detail } = await connector.probe(AbortSignal.timeout(definition.pace.timeoutSeconds * 1_000))
        if (!ok) fail('system.unavailable', detail)
        print([`${name}: ${detail}`])
      } finally {
        await connector.close()
      }
    })
}

/** What a system's file defines. @throws ProblemError `system.unknown`, `system.invalid` */
function proposed(name: string): CompiledSystem {
  return definitionOf(readDefinitions(readEnv().KITH_HOME), name)
}

async function withKith(work: (kith: Kith) => Promise<void>): Promise<void> {
  const env: Env = readEnv()
  const log = (line: string) => process.stderr.write(`${line}\n`)
  const graph = await openGraph(env, { log })
  const kith = openKith(graph.store, { mint: mintId, now: () => new Date(), systems: systemsOf(env, log) })
  try {
    await work(kith)
  } finally {
    await kith.runner.close()
    await graph.close()
  }
}

function print(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`)
}
