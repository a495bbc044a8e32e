import type { EntityName } from '../../model/entities/registry.ts'
import { GoldenId, type RecordId, RecordId as RecordIdShape } from '../../model/ids.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { resolveId } from '../../store/read/id-reads.ts'
import { recordsNamed } from '../../store/read/searches.ts'
import { formerRecord } from '../../store/write/sources.ts'

/** A record that a line of text names outright, and the number of the order by which it does. */
export type Named = { id: RecordId; entity: EntityName; order?: string | undefined }

/** Pieces of a line that are looked up: nobody types more ids at once. */
const PIECES = 8

/** Records that a line names by an id of theirs, old or new, by a golden id, or by the number of an order. */
export async function namedBy(tx: Tx, text: string): Promise<Named[]> {
  const line = text.trim()
  const pieces = [...new Set([line, ...line.split(/[\s,;]+/)])].filter((piece) => /[\d:]/.test(piece)).slice(0, PIECES)
  if (pieces.length === 0) return []
  const ids = pieces.flatMap((piece) => RecordIdShape.safeParse(piece).data ?? [])
  const goldens = pieces.flatMap((piece) => GoldenId.safeParse(piece).data ?? [])
  const heirs = await Promise.all(goldens.map(async (id) => (await resolveId(tx, id))?.current ?? []))
  const numbers = pieces.map((piece) => piece.replace(/^#/, '')).flatMap((number) => spellings(number))
  const ask = (all: readonly string[]) => recordsNamed.run(tx, { ids: [...all], goldens: heirs.flat(), numbers })
  const found = await ask(ids)
  if (found.length > 0 || ids.length === 0) return found
  const present = (await Promise.all(ids.map((id) => formerRecord(tx, id)))).flatMap((id) => id ?? [])
  return present.length === 0 ? [] : ask(present)
}

/** Ways in which systems write the number of an order. */
function spellings(number: string): string[] {
  const cases = [...new Set([number, number.toUpperCase(), number.toLowerCase()])]
  return cases.flatMap((text) => [text, `#${text}`])
}
