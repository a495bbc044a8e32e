import { Command } from 'commander'
import { readEnv } from '../../env.ts'
import { fail } from '../../model/problem.ts'
import { openGraph } from '../graph.ts'

/** `kith reset`: an empty graph again. */
export function command(): Command {
  return new Command('reset')
    .description(
      'Delete everything in the graph: records, golden records, decisions, history and the feed. There is no way back.',
    )
    .option('--yes', 'really do it')
    .action(async (options: { yes?: boolean }) => {
      const graph = await openGraph(readEnv(), { log: (line) => process.stderr.write(`${line}\n`) })
      try {
        const { records } = await graph.ask.reports.counts()
        if (!options.yes)
          fail(
            'request.invalid',
            `this would delete ${records} records and all that was derived from them; say --yes if you mean it`,
          )
        await graph.reset()
        process.stdout.write(`the graph is empty; ${records} records are gone\n`)
      } finally {
        await graph.close()
      }
    })
}
