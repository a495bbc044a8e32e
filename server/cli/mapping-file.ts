import { readFileSync } from 'node:fs'
import { parseMapping, type SourceMapping } from '../ingest/source-mapping.ts'
import { fail } from '../model/problem.ts'

/** What `--encoding` says of itself, in every command that reads files. */
export const ENCODING = "of the files, such as windows-1252; UTF-8 or the mapping's own unless told"

/** What `<file>` says of itself, in every command that reads records. */
export const FILES =
  'CSV, JSON lines, a JSON list or a workbook (.xlsx, .xls, .ods); also in gzip or zip, or from a pipe; - is standard input'

/**
 * Reads a mapping.
 * @param encoding of the files it is for, before the one it names
 * @throws ProblemError `mapping.invalid` with the file
 */
export function readMapping(file: string, encoding?: string): SourceMapping {
  const mapping = parseMapping(readJson(file), file)
  return encoding === undefined ? mapping : { ...mapping, encoding }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    return fail('mapping.invalid', error instanceof Error ? error.message : String(error), { file })
  }
}
