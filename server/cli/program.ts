import { Command, CommanderError } from 'commander'
import { EnvError } from '../env.ts'
import { type ProblemCode, ProblemError } from '../model/problem.ts'
import { isMissing, LaunchProblem } from '../neo4j/launch-problem.ts'
import { kithVersion } from './version.ts'

/** How a command ends: 0 done, 1 failed, 2 wrongly called, 3 something this machine lacks, 4 stopped for approval. */
export const EXIT = { ok: 0, failure: 1, usage: 2, missing: 3, approval: 4 } as const

/** Problems that end a command in another way than having failed. */
const EXIT_OF: Partial<Record<ProblemCode, number>> = {
  'graph.unavailable': EXIT.missing,
  'churn.exceeded': EXIT.approval,
}

/** A command's file exports `command()`: its options, its help and what it does. A file is read only when its command is called. */
type CommandFile = { command(): Command }

const COMMANDS: [name: string, summary: string, load: () => Promise<CommandFile>][] = [
  [
    'start',
    'start Kith: database, explorer and API, with the ACME demo when the graph is empty',
    () => import('./commands/start.ts'),
  ],
  ['map', 'look at a file and propose a mapping for it', () => import('./commands/map.ts')],
  ['try', 'show clusters, overlaps and issues of a file, without a database', () => import('./commands/try.ts')],
  ['load', 'load a file of records or orders through a mapping', () => import('./commands/load.ts')],
  [
    'load-returns',
    'load what carriers returned or delivered, a row an event',
    () => import('./commands/load-returns.ts'),
  ],
  [
    'evaluate',
    'match a labelled file without a database and print precision, recall and F1',
    () => import('./commands/evaluate.ts'),
  ],
  ['train', 'learn a rule set from the records of a file, with labels or without', () => import('./commands/train.ts')],
  [
    'rebuild',
    'derive every cluster, golden record and relation anew from the records',
    () => import('./commands/rebuild.ts'),
  ],
  [
    'source',
    'list sources; retire, restore or rename one, or give its records new ids',
    () => import('./commands/source.ts'),
  ],
  [
    'sync',
    'say how systems stand that golden records go back to; look at a dry run, apply it, pause, resume, replay',
    () => import('./commands/sync.ts'),
  ],
  ['verify', 'have address providers verify the addresses of all records', () => import('./commands/verify.ts')],
  [
    'rules',
    'show the rule set in force, compare a file with it, or change it by a plan',
    () => import('./commands/rules.ts'),
  ],
  [
    'what-if',
    'show what other rules of survivorship would change, without changing it',
    () => import('./commands/what-if.ts'),
  ],
  [
    'checksum',
    'print one hash of the graph that does not depend on minted ids',
    () => import('./commands/checksum.ts'),
  ],
  ['export', 'write a snapshot of every golden record, to read the feed on from', () => import('./commands/export.ts')],
  ['prune', 'forget what the feed told before a day', () => import('./commands/prune.ts')],
  ['reset', 'empty the graph', () => import('./commands/reset.ts')],
  ['key', 'make, list and revoke API keys', () => import('./commands/key.ts')],
  [
    'doctor',
    'say what is there and what is missing; --verify checks every invariant',
    () => import('./commands/doctor.ts'),
  ],
]

/** Runs the command line and returns the exit code. */
export async function main(args: string[]): Promise<number> {
  process.stdout.once('error', endOfPipe)
  const program = new Command('kith')
    .description('One golden record for each person and company, on Neo4j.')
    .version(kithVersion())
    .showHelpAfterError('(kith --help shows the commands, kith <command> --help its options)')
    .exitOverride()
  for (const [name, summary, load] of COMMANDS) {
    const called = args.find((arg) => !arg.startsWith('-')) === name
    const command = called ? (await load()).command().name(name).summary(summary) : new Command(name).summary(summary)
    if (!command.description()) command.description(summary)
    program.addCommand(command.showHelpAfterError(`(kith ${name} --help shows its options)`).exitOverride())
  }
  try {
    await program.parseAsync(args, { from: 'user' })
    return Number(process.exitCode ?? EXIT.ok)
  } catch (error) {
    return report(error)
  }
}

/** Who reads no further, as `| head` does, wants nothing more. */
function endOfPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
  process.exit(EXIT.ok)
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  if (error instanceof EnvError) return say(error.message, EXIT.usage)
  if (error instanceof LaunchProblem) return say(error.message, isMissing(error) ? EXIT.missing : EXIT.failure)
  if (error instanceof ProblemError) {
    const { file, line, column, detail, code } = error.problem
    const where = [file, line, column].filter((part) => part !== undefined).join(':')
    return say(`${where ? `${where}: ` : ''}${detail} (${code})`, EXIT_OF[code] ?? EXIT.failure)
  }
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    return say(error.message.replace(/^ENOENT: /, ''), EXIT.usage)
  return say(error instanceof Error ? (error.stack ?? error.message) : String(error), EXIT.failure)
}

function say(message: string, code: number): number {
  process.stderr.write(`kith: ${message}\n`)
  return code
}
