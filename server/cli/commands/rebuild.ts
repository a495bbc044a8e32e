import { Command } from 'commander'
import { readEnv } from '../../env.ts'
import { ownActor } from '../../model/change.ts'
import { rebuild } from '../../pipeline/bulk/rebuild.ts'
import { mintId } from '../../pipeline/run/mint.ts'
import { readRuleSet } from '../../rules/rule-files.ts'
import { openGraph } from '../graph.ts'
import { stageBar } from '../stage-bar.ts'

/** `kith rebuild`: golden records are derived, and this derives them. */
export function command(): Command {
  return new Command('rebuild')
    .description(
      'Derive every cluster, golden record and relation anew from the records and the decisions. Under the same rules it changes nothing.',
    )
    .option('--rules <file>', 'put this rule set in force first, as kith train wrote it')
    .option('--json', 'print one JSON array')
    .action(async (options: { rules?: string; json?: boolean }) => {
      const ruleSet = options.rules === undefined ? undefined : readRuleSet(options.rules)
      const graph = await openGraph(readEnv(), { log: (line) => process.stderr.write(`${line}\n`) })
      const bar = stageBar(options.json !== true)
      try {
        const context = { actor: ownActor('cli'), now: () => new Date(), mint: mintId }
        const summaries = await rebuild(graph.store, context, {
          ...(ruleSet ? { ruleSet } : {}),
          onProgress: (entity, stage, done, of) => bar.update(`${entity} ${stage}`, done, of),
        })
        bar.stop()
        const words = summaries
          .map((s) => `${s.entity}: ${s.records} records, ${s.links} links, ${s.changes} changes\n`)
          .join('')
        process.stdout.write(options.json ? `${JSON.stringify(summaries)}\n` : words)
      } finally {
        bar.stop()
        await graph.close()
      }
    })
}
