import type { Problem } from '../model/problem.ts'
import type { OrderInput, RecordInput } from '../model/record.ts'
import { type CompileOptions, compileMapping } from './compile-mapping.ts'
import { ingestRow } from './ingest.ts'
import { openRows, type ReadOptions, type Row } from './readers.ts'
import { columnsOf, type SourceMapping } from './source-mapping.ts'

/** What became of one row. `row` is the row as it came, for truth columns and reject files. */
export type Ingested =
  | { readonly line: number; readonly row: Row; readonly value: RecordInput | OrderInput }
  | { readonly line: number; readonly row?: Row; readonly problem: Problem }

export function isOrder(value: RecordInput | OrderInput): value is OrderInput {
  return 'orderId' in value
}

/**
 * Reads a file by a mapping, row by row. Bad rows come as problems in their place.
 * @throws ProblemError `mapping.invalid` where the file lacks columns of the mapping; what opening the file throws
 */
export async function* ingestFile(
  path: string,
  mapping: SourceMapping,
  options: ReadOptions & CompileOptions = {},
): AsyncGenerator<Ingested> {
  const { header, rows } = await openRows(path, { ...readOptionsOf(mapping), ...options })
  const compiled = compileMapping(mapping, header, options)
  for await (const item of rows) {
    if ('problem' in item) {
      yield item
      continue
    }
    const made = ingestRow(item.row, compiled, { file: path, line: item.line })
    if (made.ok) yield { line: item.line, row: item.row, value: made.value }
    else yield { line: item.line, row: item.row, problem: made.problem }
  }
}

/** How a mapping says that its file is to be read. */
export function readOptionsOf(mapping: SourceMapping): ReadOptions {
  const { encoding, delimiter } = mapping
  return { encoding, delimiter, expected: columnsOf(mapping).filter((column) => !column.includes('*')) }
}
