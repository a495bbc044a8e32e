import { Command } from 'commander'
import { readEnv } from '../../env.ts'
import { checksum } from '../../pipeline/feed/checksum.ts'
import { openGraph } from '../graph.ts'

/** `kith checksum`: are two graphs the same, ids apart? */
export function command(): Command {
  return new Command('checksum')
    .description(
      'Print one hash of records, links, golden records and relations. Equal hashes are equal graphs, up to the ids that were minted.',
    )
    .option('--json', 'with the hash and count of each part')
    .action(async (options: { json?: boolean }) => {
      const graph = await openGraph(readEnv(), { log: (line) => process.stderr.write(`${line}\n`) })
      try {
        const sum = await graph.store.read((tx) => checksum(tx))
        process.stdout.write(options.json ? `${JSON.stringify(sum)}\n` : `${sum.checksum}\n`)
      } finally {
        await graph.close()
      }
    })
}
