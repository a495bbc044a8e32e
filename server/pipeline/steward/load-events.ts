import type { AddressEvent } from '../../model/addresses/address-event.ts'
import type { Problem } from '../../model/problem.ts'
import type { Store } from '../../store/graph/driver.ts'
import type { RunContext } from '../run/context.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'
import { tellEvents } from './address-events.ts'

/** Rows that are read before they are kept. */
const PAGE = 500

/** What became of a file of events. `concerned` counts golden records of events that were not known. */
export type EventTally = { rows: number; kept: number; known: number; concerned: number; rejected: Problem[] }

/** Keeps a file of events, in its order, a page at a time. */
export async function loadEvents(
  store: Store,
  rows: AsyncIterable<{ readonly line: number; readonly read: AddressEvent | Problem }>,
  rules: RulesInForce,
  context: RunContext,
): Promise<EventTally> {
  const tally: EventTally = { rows: 0, kept: 0, known: 0, concerned: 0, rejected: [] }
  const concerned = new Set<string>()
  let page: { line: number; read: AddressEvent | Problem }[] = []
  const keep = async () => {
    const outcomes = await tellEvents(
      store,
      page.map(({ read }) => read),
      rules,
      context,
    )
    for (const [i, { outcome, problem, concerns }] of outcomes.entries()) {
      tally.rows++
      if (problem) tally.rejected.push({ ...problem, line: page[i]?.line ?? 0 })
      else if (outcome === 'known') tally.known++
      else {
        tally.kept++
        for (const { golden } of concerns) concerned.add(golden)
      }
    }
    page = []
  }
  for await (const row of rows) {
    page.push(row)
    if (page.length === PAGE) await keep()
  }
  await keep()
  return { ...tally, concerned: concerned.size }
}
