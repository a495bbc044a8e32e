import { z } from 'zod'
import { GoldenId, RecordId } from '../../model/ids.ts'
import { LifeEvent, type LifeEventsPage, LifeEventVerdict } from '../../model/life-event.ts'
import type { Tx } from '../graph/driver.ts'
import { maybe, query, rowsOf } from '../graph/query.ts'

const ids = { ids: rowsOf<string>() }
const row = { golden: GoldenId, name: maybe(z.string()), event: LifeEvent }
const around = { keys: rowsOf<string>(), crowd: z.number() }

export const affectedByResidents = query('life-events/affected', around, { id: GoldenId })
export const residentsOfAddresses = query('life-events/residents', around, {
  key: z.string(),
  golden: GoldenId,
  familyName: z.string(),
  formerNames: z.array(z.string()),
  born: maybe(z.string()),
  record: z.string(),
})
export const lifeEventsOf = query('life-events/of-goldens', ids, row)
export const lifeEventById = query('life-events/by-id', { id: z.string() }, row)
export const putLifeEvents = query('life-events/put', { rows: rowsOf<{ golden: GoldenId; event: LifeEvent }>() }, {})
export const dropLifeEvents = query('life-events/drop', ids, {})
export const verdictsOn = query('life-events/verdicts', ids, {
  record: RecordId,
  kind: z.string(),
  topic: z.string(),
  verdict: LifeEventVerdict,
  by: z.string(),
  reason: z.string(),
})
export const putVerdict = query(
  'life-events/put-verdict',
  {
    ...{ record: z.string(), kind: z.string(), topic: z.string(), verdict: z.string(), by: z.string() },
    ...{ reason: z.string(), at: z.string() },
  },
  {},
)
export const dropVerdict = query(
  'life-events/drop-verdict',
  { record: z.string(), kind: z.string(), topic: z.string() },
  {},
)
const list = query('life-events/list', { kind: z.string(), status: z.string(), limit: z.number() }, row)

export type LifeEventFilter = { kind?: string | undefined; status?: string | undefined; limit: number }

export async function listLifeEvents(
  tx: Tx,
  { kind = '', status = '', limit }: LifeEventFilter,
): Promise<LifeEventsPage> {
  return pageOf(await list.run(tx, { kind, status, limit }))
}

/** Life events of golden records, the first first. */
export async function findLifeEvents(tx: Tx, goldens: readonly string[]): Promise<LifeEventsPage> {
  return pageOf(goldens.length === 0 ? [] : await lifeEventsOf.run(tx, { ids: goldens }))
}

function pageOf(rows: Awaited<ReturnType<typeof list.run>>): LifeEventsPage {
  return { events: rows.map(({ golden, name, event }) => ({ ...event, golden, name: name ?? golden })) }
}
