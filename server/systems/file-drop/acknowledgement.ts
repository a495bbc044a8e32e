import { z } from 'zod'
import type { DropManifest } from './drop-folder.ts'

const Row = z.int().min(1).describe('from 1, the header not counted')
const RecordKey = z.union([z.string(), z.int()]).transform(String)

/** What the other side says of a drop: that it has it, and which of its rows it did not take. */
const Acknowledgement = z.object({
  sequence: z.int(),
  sha256: z.string(),
  rejected: z
    .array(
      z
        .object({
          row: Row.optional(),
          id: RecordKey.optional().describe('id of the row, or its externalId where it has none'),
          reason: z.string(),
          column: z.string().optional(),
        })
        .refine(({ row, id }) => row !== undefined || id !== undefined),
    )
    .default([]),
  /** Ids that records got which were made. */
  created: z.array(z.object({ row: Row, id: RecordKey })).default([]),
})
type Acknowledgement = z.infer<typeof Acknowledgement>

type RowRefusal = { readonly reason: string; readonly column: string | undefined }

/** What became of the rows of a drop, by their numbers, or why it cannot be told. */
export type ReadAcknowledgement =
  | { readonly rejected: ReadonlyMap<number, RowRefusal>; readonly created: ReadonlyMap<number, string> }
  | { readonly damage: string }

/**
 * Reads an acknowledgement. One that is of another drop, or that names a row which is not there, is not believed in anything:
 * otherwise a row that was meant and not found would count as taken.
 */
export function readAcknowledgement(text: string, manifest: DropManifest): ReadAcknowledgement {
  const said = parsed(text)
  if (!said) return { damage: 'it is no acknowledgement' }
  if (said.sequence !== manifest.sequence) return { damage: `it is of drop ${said.sequence}` }
  if (said.sha256.toLowerCase() !== manifest.sha256) return { damage: 'its checksum is not that of the drop' }
  const rejected = new Map<number, RowRefusal>()
  for (const each of said.rejected) {
    const rows = rowsOf(each, manifest)
    if (rows.length === 0) return { damage: `it rejects ${each.row ?? each.id}, which is not in the drop` }
    for (const row of rows) rejected.set(row, { reason: each.reason, column: each.column })
  }
  return { rejected, created: new Map(said.created.map(({ row, id }) => [row, id])) }
}

function rowsOf({ row, id }: Acknowledgement['rejected'][number], { records }: DropManifest): number[] {
  if (row !== undefined) return row <= records.length ? [row] : []
  return records.flatMap(({ record }, i) => (record === id ? [i + 1] : []))
}

/** Without the words of the parser, which would show what else lies under this name. */
function parsed(text: string): Acknowledgement | undefined {
  try {
    return Acknowledgement.safeParse(JSON.parse(text.replace(/^\uFEFF/, ''))).data
  } catch {
    return undefined
  }
}
