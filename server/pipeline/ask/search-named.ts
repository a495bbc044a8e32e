import type { EntityName } from '../../model/entities/registry.ts'
import { GoldenId, type RecordId, RecordName } from '../../model/ids.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { resolveId } from '../../store/read/id-reads.ts'
import { maybeNamed } from '../../store/read/named-records.ts'
import { recordsNamed } from '../../store/read/searches.ts'

/** A record that a line of text names outright, and the number of the order by which it does. */
export type Named = { id: RecordId; entity: EntityName; order?: string | undefined }

/** Pieces of a line that are looked up: nobody types more ids at once. */
const PIECES = 8

/** Records that a line names by an id of theirs, old or new, with its entity or without, by a golden id, or by the number of an order. */
export async function namedBy(tx: Tx, text: string): Promise<Named[]> {
  const line = text.trim()
  const pieces = [...new Set([line, ...line.split(/[\s,;]+/)])].filter((piece) => /[\d:]/.test(piece)).slice(0, PIECES)
  if (pieces.length === 0) return []
  // An order's id looks like a record's name.
  const names = pieces.flatMap((piece) => RecordName.safeParse(piece).data ?? [])
  const named = await maybeNamed(tx, names)
  // Of a name that fits records of several entities, all are shown.
  const ids = [...named.values()].flatMap((each) => (typeof each === 'string' ? [each] : (each.path ?? [])))
  const goldens = pieces.flatMap((piece) => GoldenId.safeParse(piece).data ?? [])
  const heirs = await Promise.all(goldens.map(async (id) => (await resolveId(tx, id))?.current ?? []))
  const numbers = pieces.map((piece) => piece.replace(/^#/, '')).flatMap((number) => spellings(number))
  return recordsNamed.run(tx, { ids: [...ids, ...names], goldens: heirs.flat(), numbers })
}

/** Ways in which systems write the number of an order. */
function spellings(number: string): string[] {
  const cases = [...new Set([number, number.toUpperCase(), number.toLowerCase()])]
  return cases.flatMap((text) => [text, `#${text}`])
}
