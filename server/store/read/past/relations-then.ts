import { z } from 'zod'
import { groupBy } from '../../../collections/group-by.ts'
import { GoldenValue } from '../../../model/golden.ts'
import { GoldenId } from '../../../model/ids.ts'
import { RELATION_DETAILS, RELATION_NAMES } from '../../../model/relation.ts'
import type { Tx } from '../../graph/driver.ts'
import { json, query, rowsOf } from '../../graph/query.ts'
import { relationsByName } from '../../write/relations.ts'

/** The part of a line of the feed that says how it was before it. */
const Line = z.object({ before: z.record(z.string(), GoldenValue.nullable()) })
const lineRow = { golden: GoldenId, body: json(Line) }
const names = { names: rowsOf<string>(), seq: z.number() }
const linesAfter = query('relations/lines-after', { ids: rowsOf<string>(), ...names }, lineRow)
const undoneAfter = query('relations/undone-after', names, lineRow)
const leadingTo = query('relations/leading-to', { ids: rowsOf<string>(), limit: z.number() }, { golden: GoldenId })

const NAMES = [...Object.values(RELATION_NAMES), ...Object.keys(RELATION_DETAILS)]
/** Of one golden record or household: an answer with more is no longer looked at. */
const MOST = 500

/** Relations of a golden record as of a line of the feed, by the names the feed has for them; empty where there was none. */
export type RelationsThen = Readonly<Record<string, readonly string[]>>

/** What golden records were related to as of a line of the feed: the present relations, undone back to it. */
export async function relationsThen(
  tx: Tx,
  ids: readonly GoldenId[],
  seq: number,
): Promise<Map<GoldenId, RelationsThen>> {
  const present = await relationsByName(tx, ids)
  const lines = ids.length === 0 ? [] : await linesAfter.run(tx, { ids, names: NAMES, seq })
  const byGolden = groupBy(lines, ({ golden }) => golden)
  return new Map(
    ids.map((id) => {
      const then: Record<string, GoldenValue | null> = { ...present.get(id) }
      for (const { body } of [...(byGolden.get(id) ?? [])].reverse())
        for (const name of NAMES) if (body.before[name] !== undefined) then[name] = body.before[name]
      return [id, Object.fromEntries(Object.entries(then).map(([name, value]) => [name, listOf(value)]))]
    }),
  )
}

/**
 * Who may have been related to golden records or households as of a line of the feed: whoever the graph says is or was, and
 * whoever the feed says ceased to be since. Each is to be asked by {@link relationsThen}.
 */
export async function maybeRelated(tx: Tx, ids: readonly string[], seq: number): Promise<GoldenId[]> {
  if (ids.length === 0) return []
  const wanted = new Set(ids)
  const still = await leadingTo.run(tx, { ids, limit: MOST })
  const undone = (await undoneAfter.run(tx, { names: NAMES, seq })).filter(({ body }) =>
    NAMES.some((name) => listOf(body.before[name]).some((target) => wanted.has(target))),
  )
  return [...new Set([...still, ...undone].map(({ golden }) => golden))]
}

/** The feed tells a list and a single value alike, and none as an empty one. */
function listOf(value: GoldenValue | null | undefined): string[] {
  return [value ?? []].flat().filter((each) => each !== '')
}
