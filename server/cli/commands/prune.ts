import { Command } from 'commander'
import { readEnv } from '../../env.ts'
import { fail } from '../../model/problem.ts'
import { prune } from '../../pipeline/feed/prune.ts'
import { openGraph } from '../graph.ts'

/** `kith prune`: the feed and history from some day on. */
export function command(): Command {
  return new Command('prune')
    .description(
      'Delete what the feed told before a day, and former states that had ended by then. Consumers that have not read so far are told to resync from a snapshot. Present records, golden records, decisions and retired ids stay. There is no way back.',
    )
    .requiredOption('--before <date>', 'first day (yyyy-MM-dd, UTC) or instant that is kept')
    .option('--yes', 'also where the day has not come yet: all that was told so far goes')
    .option('--json', 'print one JSON object')
    .action(async (options: { before: string; yes?: boolean; json?: boolean }) => {
      const before = new Date(options.before)
      if (!/^\d{4}-\d{2}-\d{2}(T|$)/.test(options.before) || Number.isNaN(before.getTime()))
        fail('request.invalid', `--before is a day or an instant, not "${options.before}"`)
      if (before.getTime() > Date.now() && !options.yes)
        fail('request.invalid', `${options.before} has not come yet: all that was told so far would go; --yes lets it`)
      const graph = await openGraph(readEnv(), { log: (line) => process.stderr.write(`${line}\n`) })
      try {
        const done = await prune(graph.store, before)
        const words = `${done.lines} lines and ${done.versions} former states are gone; the feed starts after line ${done.start}\n`
        process.stdout.write(options.json ? `${JSON.stringify(done)}\n` : words)
      } finally {
        await graph.close()
      }
    })
}
