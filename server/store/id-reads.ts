import { z } from 'zod'
import type { IdView } from '../model/views.ts'
import type { Tx } from './driver.ts'
import { query } from './query.ts'

/** Steps of one id's history. A chain grows by one a merge, so this is many years of them. */
const STEPS = 2_000

const state = query('ids/state', { id: z.string() }, { current: z.boolean() })
const heirs = query(
  'ids/heirs',
  { id: z.string(), limit: z.number() },
  { from: z.string(), type: z.enum(['SUPERSEDED_BY', 'SPLIT_INTO']), to: z.string(), current: z.boolean() },
)

/** Where an id leads: itself, or its heirs of today. Undefined for an id that never was. */
export async function resolveId(tx: Tx, id: string): Promise<IdView | undefined> {
  const found = (await state.run(tx, { id }))[0]
  if (!found) return undefined
  if (found.current) return { id, state: 'current', current: [id], path: [] }
  const steps = await heirs.run(tx, { id, limit: STEPS })
  const current = [...new Set(steps.filter((step) => step.current).map((step) => step.to))].sort()
  return { id, state: 'retired', current, path: steps.map(({ from, type, to }) => ({ from, type, to })) }
}
