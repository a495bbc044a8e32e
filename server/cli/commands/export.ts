import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Command } from 'commander'
import { readEnv } from '../../env.ts'
import { SnapshotHead } from '../../model/service-views.ts'
import { openGraph } from '../graph.ts'

/** `kith export`: what a consumer of the feed begins with. */
export function command(): Command {
  return new Command('export')
    .description(
      'Write every golden record with its members and relations, and every household, to an NDJSON file as of one line of the feed; also while others write. A consumer reads on from the seq in its first line.',
    )
    .argument('<file>', 'the NDJSON file to write')
    .option('--json', 'print the first line of the file')
    .action(async (file: string, options: { json?: boolean }) => {
      const graph = await openGraph(readEnv(), { log: (line) => process.stderr.write(`${line}\n`) })
      // Never half a file under its name; what is in it concerns people.
      const part = `${file}.part`
      try {
        let first = ''
        const lines = async function* () {
          for await (const line of graph.ask.snapshot()) {
            first ||= line
            yield line
          }
        }
        await pipeline(Readable.from(lines()), createWriteStream(part, { mode: 0o600 }))
        await rename(part, file)
        const { seq, goldens, households, feedChecksum } = SnapshotHead.parse(JSON.parse(first))
        const all = Object.entries(goldens).map(([entity, count]) => `${count} of entity ${entity}`)
        process.stdout.write(
          options.json
            ? first
            : `${file}: golden records as of line ${seq} (${all.join(', ')}), ${households} households, feed checksum ${feedChecksum}\n`,
        )
      } finally {
        await rm(part, { force: true })
        await graph.close()
      }
    })
}
