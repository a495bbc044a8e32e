import { z } from 'zod'
import type { HouseholdView } from '../model/views.ts'
import type { Tx } from './driver.ts'
import { PLACE } from './place.ts'
import { maybe, query, rowsOf } from './query.ts'

const view = query(
  'households/view',
  { id: z.string() },
  {
    id: z.string(),
    name: z.string(),
    reason: z.string(),
    address: maybe(
      z.object({
        ...PLACE,
      }),
    ),
    members: z.array(z.object({ golden: z.string(), name: maybe(z.string()), from: maybe(z.string()) })),
  },
)

/** A household of today with its address and the people in it. */
export async function findHousehold(tx: Tx, id: string): Promise<HouseholdView | undefined> {
  const row = (await view.run(tx, { id }))[0]
  if (!row) return undefined
  const { address, members, ...rest } = row
  return {
    ...rest,
    ...(address ? { address: { ...address, text: address.text ?? '', current: true } } : {}),
    members: members.map((member) => ({ ...member, name: member.name ?? member.golden })),
  }
}

const touched = query(
  'households/touched',
  { ids: rowsOf<string>(), keys: rowsOf<string>() },
  { household: z.string() },
)

/** Households of these customers and at these addresses. */
export async function householdsTouched(
  tx: Tx,
  { ids, keys }: { ids: readonly string[]; keys: readonly string[] },
): Promise<string[]> {
  if (ids.length + keys.length === 0) return []
  return (await touched.run(tx, { ids, keys })).map((row) => row.household)
}
export const householdNames = query(
  'households/names',
  { ids: rowsOf<string>() },
  { id: z.string(), name: maybe(z.string()), reason: maybe(z.string()), address: maybe(z.string()) },
)
