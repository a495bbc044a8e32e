import { Command, InvalidArgumentError } from 'commander'
import { readEnv } from '../../env.ts'
import { SourceName } from '../../model/ids.ts'
import { openKith } from '../../pipeline/kith.ts'
import { mintId } from '../../pipeline/run/mint.ts'
import { openGraph } from '../graph.ts'
import { providersOf } from '../providers-of.ts'
import { stageBar } from '../stage-bar.ts'
import { batchLines } from '../words/verify-words.ts'

type VerifyCommand = { source?: string; budget?: number; dryRun?: boolean; json?: boolean }

/** `kith verify`: all addresses of the graph, by the providers that files in KITH_HOME/address-providers define. */
export function command(): Command {
  return new Command()
    .description(
      'Has providers verify the addresses of all records, or of one source. What was verified is known the next time: cut off, or out of budget, it goes on when it is run again. Also while Kith runs.',
    )
    .option('--source <name>', 'only addresses of records of this source', sourceName)
    .option('--budget <calls>', 'calls at most', wholeNumber)
    .option('--dry-run', 'say how many calls it would take and what they cost; asks nobody')
    .option('--json', 'print JSON')
    .action(verify)
}

async function verify({ source, budget, dryRun = false, json }: VerifyCommand): Promise<void> {
  const env = readEnv()
  const log = (line: string) => process.stderr.write(`${line}\n`)
  const graph = await openGraph(env, { log })
  const ends = new AbortController()
  process.once('SIGINT', () => ends.abort())
  const bar = stageBar(!json)
  const kith = openKith(graph.store, { mint: mintId, now: () => new Date(), addresses: providersOf(env, bar.say) })
  try {
    const { providers } = await kith.addresses.providers()
    for (const { provider, state, faults } of providers)
      if (state === 'faulty') log(`${provider} is not asked: ${faults.join('; ')}`)
    const outcome = await kith.addresses.verifyAll({
      ...{ source, budget, dryRun, signal: ends.signal },
      onProgress: (done, of) => bar.update('verify', done, of),
    })
    bar.stop()
    if (json) process.stdout.write(`${JSON.stringify(outcome)}\n`)
    else for (const line of batchLines(outcome, dryRun)) process.stdout.write(`${line}\n`)
  } finally {
    bar.stop()
    kith.addresses.runner.close()
    await kith.runner.close()
    await graph.close()
  }
}

function sourceName(text: string): string {
  const parsed = SourceName.safeParse(text)
  if (!parsed.success) throw new InvalidArgumentError('this is no name of a source')
  return parsed.data
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError('a whole number, for instance 5000')
  return number
}
