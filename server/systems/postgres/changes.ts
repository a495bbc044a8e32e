import { z } from 'zod'
import type { RemoteChanges } from '../connector.ts'
import type { TablePlace } from './catalogue.ts'
import { recordOf } from './remote-rows.ts'
import { changesSql, paramsOf } from './statements.ts'

// A transaction that commits late puts its rows before some that were read already. So the end of a round is only noted; once it
// is older than any transaction may be, and a round that began after that has read everything before it again, it is settled: the
// next rounds begin there. Only time that passes is measured, by this machine's clock: the column may hold numbers, or times of
// any zone, as long as it grows.

/** A place in the order of changes: when, and the columns of the id. */
const Mark = z.array(z.string())
type Mark = z.infer<typeof Mark>

const Cursor = z.strictObject({
  /** Nothing before it will appear any more. */
  settled: Mark.optional(),
  /** Where the last round that ended had come to, and when it did (ms). */
  seen: z.strictObject({ mark: Mark, at: z.number() }).optional(),
  /** A round that has not ended: when it began (ms), and where its last page ended. */
  round: z.strictObject({ mark: Mark, began: z.number() }).optional(),
})
type Cursor = z.infer<typeof Cursor>

const PAGE = 500

/** The next page of what changed in a table. What it cannot read as a cursor of its own it takes for none: all is read anew. */
export async function readChanges(
  { link, table, catalogue }: TablePlace,
  { column, overlapSeconds }: { column: string; overlapSeconds: number },
  cursor: string,
  signal: AbortSignal,
): Promise<RemoteChanges> {
  const length = 1 + table.ids.length
  const at = parse(cursor, length)
  const began = at.round?.began ?? Date.now()
  const from = at.round?.mark ?? at.settled
  const sql = changesSql(table, column, from !== undefined, await catalogue.types(signal), PAGE)
  const { names, rows } = await link.ask(sql, paramsOf(table, from ?? []), signal)
  const last = rows.at(-1)?.slice(0, length)
  const mark = last ? last.map((cell) => cell ?? '') : from
  const more = rows.length === PAGE
  const next =
    more && mark ? { ...at, round: { mark, began } } : ended(at, { mark, began, now: Date.now() }, overlapSeconds)
  return { records: rows.map((row) => recordOf(table, names, row, length)), cursor: JSON.stringify(next), more }
}

/** The cursor after a round that has read everything there was. */
function ended(
  { settled, seen }: Cursor,
  { mark, began, now }: { mark: Mark | undefined; began: number; now: number },
  overlapSeconds: number,
): Cursor {
  const ripe = seen !== undefined && began - seen.at >= overlapSeconds * 1_000
  const from = ripe ? seen.mark : settled
  const waits = ripe ? undefined : seen
  const ahead = mark === undefined || same(mark, from) ? undefined : { mark, at: now }
  return { ...(from ? { settled: from } : {}), ...((waits ?? ahead) ? { seen: waits ?? ahead } : {}) }
}

function same(a: Mark, b: Mark | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function parse(cursor: string, length: number): Cursor {
  const parsed = Cursor.safeParse(cursor === '' ? {} : jsonOf(cursor))
  const { settled, seen, round } = parsed.data ?? {}
  const marks = [settled, seen?.mark, round?.mark]
  return parsed.success && marks.every((mark) => !mark || mark.length === length) ? parsed.data : {}
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
