import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { mappingSchema } from '../../ingest/mapping-schema.ts'
import { type Proposal, proposeMapping } from '../../ingest/propose/propose.ts'
import { parseMapping } from '../../ingest/source-mapping.ts'
import { fail } from '../../model/problem.ts'
import { ENCODING, FILES } from '../mapping-file.ts'
import { readableFiles } from '../piped-files.ts'
import { table } from '../table.ts'

type Options = { output?: string; source?: string; encoding?: string; json?: boolean; schema?: boolean }

/** `kith map`: a mapping proposed for a file. */
export function command(): Command {
  return new Command('map')
    .description(
      'Look at a file and propose a mapping: what each column seems to hold, how many rows fill it, examples, and what to check. ' +
        'What it saw goes to standard error, the mapping to standard output or to a file.',
    )
    .argument('[file]', FILES)
    .option('-o, --output <file>', 'write the mapping there')
    .option('--source <name>', "name of the source; the file's own unless told")
    .option('--encoding <label>', ENCODING)
    .option('--json', 'print the mapping, what was seen and the doubts as one JSON object')
    .option('--schema', 'print the JSON Schema of mappings instead, for editors')
    .action(async (file: string | undefined, options: Options) => {
      if (options.schema) {
        process.stdout.write(`${JSON.stringify(mappingSchema(), null, 2)}\n`)
        return
      }
      if (file === undefined) return fail('request.invalid', 'map needs a file, or --schema')
      const { paths, end } = await readableFiles([file])
      try {
        await propose(paths[0] ?? file, options)
      } finally {
        end()
      }
    })
}

async function propose(file: string, options: Options): Promise<void> {
  const { encoding, source } = options
  const proposal = await proposeMapping(file, {
    ...(encoding === undefined ? {} : { encoding }),
    ...(source === undefined ? {} : { source }),
  })
  const mapping = encoding === undefined ? proposal.mapping : { ...proposal.mapping, encoding }
  parseMapping(mapping, file)
  const text = `${JSON.stringify(mapping, null, 2)}\n`
  if (options.output) writeFileSync(options.output, text)
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ ...proposal, mapping })}\n`)
    return
  }
  process.stderr.write(seenInWords(proposal))
  if (options.output) process.stderr.write(`the mapping is in ${options.output}\n`)
  else process.stdout.write(text)
}

/** What was seen in a file, column by column. */
export function seenInWords({ columns, rows, doubts, notes }: Proposal): string {
  const lines = [
    `${rows} rows looked at`,
    ...notes.map(({ detail }) => detail),
    ...table(
      ['column', 'filled', 'different', 'proposed', 'examples'],
      columns.map(({ column, filled, distinct, to, examples }) => [
        column,
        `${Math.round(100 * filled)} %`,
        `${distinct}`,
        to ?? '',
        examples.join(' · '),
      ]),
    ),
    ...(doubts.length > 0 ? ['to check:', ...doubts.map((doubt) => `  ${doubt}`)] : []),
  ]
  return `${lines.join('\n')}\n`
}
