import { z } from 'zod'
import { groupBy } from '../../../collections/group-by.ts'
import type { Tx } from '../../graph/driver.ts'
import { json, maybe, query, rowsOf } from '../../graph/query.ts'

const Line = z.object({
  before: z.object({ household: maybe(z.string()) }),
  after: z.object({ household: maybe(z.string()) }),
})
const lines = query(
  'households/lines',
  { ids: rowsOf<string>(), seq: z.number() },
  { golden: z.string(), body: json(Line) },
)

/** From which day to which somebody lived in a household; without an end, for all that is known they live there. */
export type Stay = { from?: string | undefined; to?: string | undefined }

/**
 * The stays of people in a household that were known at a line of the feed, in order. The graph has all of them by now, with
 * the days; the feed tells which it knew of then, and which of these had ended.
 * @param stays by golden record, latest first
 */
export async function staysKnown(
  tx: Tx,
  household: string,
  stays: ReadonlyMap<string, readonly Stay[]>,
  seq: number,
): Promise<Map<string, Stay[]>> {
  const told = stays.size === 0 ? [] : await lines.run(tx, { ids: [...stays.keys()], seq })
  const byGolden = groupBy(told, ({ golden }) => golden)
  return new Map(
    [...stays].map(([golden, all]) => {
      const said = byGolden.get(golden) ?? []
      const came = said.filter(({ body }) => body.after.household === household).length
      const went = said.filter(({ body }) => body.before.household === household).length
      const inOrder = [...all].reverse()
      return [golden, inOrder.slice(0, came).map((stay, i) => (i < went ? stay : { ...stay, to: undefined }))]
    }),
  )
}
