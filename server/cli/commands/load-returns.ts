import { Command } from 'commander'
import { readEnv } from '../../env.ts'
import { eventRows } from '../../ingest/addresses/event-csv.ts'
import { textOf } from '../../ingest/decode.ts'
import { openFile } from '../../ingest/files/open-file.ts'
import { ownActor } from '../../model/change.ts'
import { fail } from '../../model/problem.ts'
import { mintId } from '../../pipeline/run/mint.ts'
import { rulesInForce } from '../../pipeline/run/rules-in-force.ts'
import { type EventTally, loadEvents } from '../../pipeline/steward/load-events.ts'
import { openGraph } from '../graph.ts'
import { ENCODING } from '../mapping-file.ts'
import { readableFiles } from '../piped-files.ts'

/** Rejected rows that are shown. */
const SHOWN = 20

/** `kith load-returns`: what came back or arrived. */
export function command(): Command {
  return new Command('load-returns')
    .description(
      'Load a CSV of mail that came back or arrived, a row an event: columns event (returned or confirmed), reason, at, carrier, golden or record, and address as printed or in parts (line1, city, postcode …). ' +
        'Golden records follow, and the same file again changes nothing. Rows that will not do are told with line and field, and the rest goes on; where any is, the exit code is 1.',
    )
    .argument('<file>', 'CSV, `-` for standard input')
    .option('--encoding <label>', ENCODING)
    .option('--json', 'print one JSON object')
    .action(async (named: string, { encoding, json }: { encoding?: string; json?: boolean }) => {
      const { paths, end } = await readableFiles([named])
      const graph = await openGraph(readEnv(), { log: (line) => process.stderr.write(`${line}\n`) })
      try {
        const opened = await openFile(paths[0] ?? named, { encoding })
        if (opened.is !== 'text') fail('request.invalid', 'a workbook; export its table as CSV', { file: named })
        const context = { actor: ownActor('cli'), now: () => new Date(), mint: mintId }
        const rows = eventRows(textOf(opened.bytes, encoding))
        tell(await loadEvents(graph.store, rows, rulesInForce(), context), named, json === true)
      } finally {
        end()
        await graph.close()
      }
    })
}

function tell(tally: EventTally, file: string, json: boolean): void {
  const { rows, kept, known, concerned, rejected } = tally
  for (const { line, field, detail } of rejected.slice(0, SHOWN))
    process.stderr.write(`kith: ${file}:${line ?? '?'}${field === undefined ? '' : ` ${field}`}: ${detail}\n`)
  process.stdout.write(
    json
      ? `${JSON.stringify(tally)}\n`
      : `${rows} events: ${kept} kept, ${known} known before, ${rejected.length} rejected; ${concerned} golden records concerned\n`,
  )
  if (rejected.length > 0) process.exitCode = 1
}
