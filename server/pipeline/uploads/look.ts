import { basename } from 'node:path'
import { proposeMapping } from '../../ingest/propose/propose.ts'
import type { ReadOptions } from '../../ingest/readers.ts'
import type { SourceMapping } from '../../ingest/source-mapping.ts'
import { fail } from '../../model/problem.ts'
import type { Upload } from '../../model/uploads/upload.ts'

type Seen = Pick<Upload, 'columns' | 'looked' | 'notes'>

/** What a file seems to hold, and the mapping that is proposed for it. @throws ProblemError `request.invalid` where it is empty */
export async function lookAt(path: string, options: ReadOptions): Promise<Seen & Pick<Upload, 'mapping' | 'doubts'>> {
  const { mapping, columns, rows, doubts, notes } = await proposeMapping(path, options)
  if (columns.length === 0) fail('request.invalid', `${basename(path)} is empty: it has no column and no row`)
  const { encoding } = options
  return {
    mapping: { ...mapping, ...(encoding === undefined ? {} : { encoding }) },
    columns: columns.map(({ column, filled, distinct, examples }) => {
      return { column, filled, distinct, examples: [...examples] }
    }),
    looked: rows,
    doubts,
    notes: notes.map(({ detail }) => detail),
  }
}

/** What is seen of it where a mapping says how it is to be read. */
export async function lookAgain(path: string, mapping: SourceMapping): Promise<Seen> {
  const { columns, looked, notes } = await lookAt(path, readingOf(mapping))
  return { columns, looked, notes }
}

/** Whether two mappings read a file alike, whatever they make of its columns. */
export function readAlike(one: SourceMapping, other: SourceMapping): boolean {
  return JSON.stringify(readingOf(one)) === JSON.stringify(readingOf(other))
}

function readingOf({ encoding, delimiter, quote, escape: lead, comment, header, sheet, entry, list }: SourceMapping) {
  return { encoding, delimiter, quote, escape: lead, comment, header, sheet, entry, list }
}
