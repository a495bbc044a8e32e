import { z } from 'zod'
import type { Place } from '../../model/moment.ts'
import type { IdView } from '../../model/service-views.ts'
import type { Tx } from '../graph/driver.ts'
import { maybe, query, rowsOf } from '../graph/query.ts'

/** Steps of one id's history. A chain grows by one a merge, so this is many years of them. */
const STEPS = 2_000

const state = query(
  'ids/state',
  { id: z.string() },
  { current: z.boolean(), began: maybe(z.number()), ended: maybe(z.number()), endedAt: maybe(z.string()) },
)
const heirs = query(
  'ids/heirs',
  { id: z.string(), limit: z.number() },
  {
    from: z.string(),
    type: z.enum(['SUPERSEDED_BY', 'SPLIT_INTO']),
    to: z.string(),
    current: z.boolean(),
    ended: maybe(z.number()),
  },
)
const formerHeirs = query(
  'ids/former-heirs',
  { id: z.string(), seq: z.number(), at: z.string() },
  { type: z.enum(['SUPERSEDED_BY', 'SPLIT_INTO']), to: z.string() },
)
const ledHere = query(
  'ids/led-here',
  { ids: rowsOf<string>(), limit: z.number() },
  { heir: z.string(), id: z.string(), name: maybe(z.string()) },
)
type Step = Awaited<ReturnType<typeof heirs.run>>[number]

/**
 * Where an id leads: itself, or its heirs, today or as of a moment. Undefined for an id that never was, or was not yet.
 */
export async function resolveId(tx: Tx, id: string, at?: Place): Promise<IdView | undefined> {
  const found = (await state.run(tx, { id }))[0]
  if (!found || (at && found.began !== undefined && found.began > at.seq)) return undefined
  const away = at ? await formerHeirs.run(tx, { id, ...at }) : []
  if (at && away.length > 0) {
    const path = away.map((step) => ({ from: id, ...step }))
    return followed(tx, { id, state: 'retired', current: away.map(({ to }) => to), path }, at)
  }
  const { ended = 0, endedAt = '' } = found
  const stood = at !== undefined && (ended > at.seq || endedAt > at.at)
  if (found.current || stood) return { id, state: 'current', current: [id], path: [] }
  const steps = stepsBy(await heirs.run(tx, { id, limit: STEPS }), id, at)
  const current = [...new Set(steps.filter((step) => step.current).map((step) => step.to))].sort()
  const view: IdView = { id, state: 'retired', current, path: steps.map(({ from, type, to }) => ({ from, type, to })) }
  return at ? followed(tx, view, at) : view
}

/** Ids of which golden records were the heir, or one of several, as of a moment: at most `limit` of each. */
export async function retiredInto(tx: Tx, ids: readonly string[], at: Place, limit: number) {
  const found: { heir: string; id: string; name: string; type: Step['type'] }[] = []
  for (const { heir, id, name = id } of ids.length === 0 ? [] : await ledHere.run(tx, { ids, limit })) {
    const step = (await resolveId(tx, id, at))?.path.find(({ from, to }) => from === id && to === heir)
    if (step) found.push({ heir, id, name, type: step.type })
  }
  return found
}

/** What is current today may have led elsewhere at a moment: an id that a merge ended and its undoing gave back. */
async function followed(tx: Tx, view: IdView, at: Place): Promise<IdView> {
  const heirs: IdView[] = []
  for (const id of view.current)
    heirs.push((await resolveId(tx, id, at)) ?? { id, state: 'current', current: [id], path: [] })
  return {
    ...view,
    current: [...new Set(heirs.flatMap(({ current }) => current))].sort(),
    path: [...view.path, ...heirs.flatMap(({ path }) => path)],
  }
}

/** The steps that had been taken by a moment: an heir that was retired later was still current. */
function stepsBy(steps: readonly Step[], id: string, at: Place | undefined): Step[] {
  if (!at) return [...steps]
  const dated = steps.map((step) => ({ ...step, current: step.current || (step.ended ?? 0) > at.seq }))
  const taken: Step[] = []
  const seen = new Set<string>()
  for (let open = [id]; open.length > 0; ) {
    for (const from of open) seen.add(from)
    const next = dated.filter((step) => open.includes(step.from))
    taken.push(...next)
    open = [...new Set(next.filter((step) => !step.current && !seen.has(step.to)).map((step) => step.to))]
  }
  return taken
}
