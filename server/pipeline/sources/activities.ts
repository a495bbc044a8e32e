import { groupBy } from '../../collections/group-by.ts'
import { ACTIVITY_NODES, type ActivityInput } from '../../model/activity.ts'
import type { Actor } from '../../model/change.ts'
import { compareIds, customerRefOf, customersOf } from '../../model/ids.ts'
import type { Store } from '../../store/graph/driver.ts'
import { type ActivityRow, putActivities } from '../../store/write/activities.ts'
import { hashOf } from '../../text/hash.ts'

/** Stores activities, all or none; the same again changes nothing. One whose record has not come waits for it. */
export async function storeActivities(
  store: Store,
  inputs: readonly ActivityInput[],
  actor: Actor,
  now: () => Date,
): Promise<{ stored: number }> {
  const at = now().toISOString()
  const byLabel = groupBy(inputs, ({ kind }) => ACTIVITY_NODES[kind].label)
  await store.write(async (tx) => {
    for (const [label, own] of byLabel) {
      const { type } = Object.values(ACTIVITY_NODES).find((node) => node.label === label) ?? ACTIVITY_NODES.other
      const rows = [...new Map(own.map((input) => rowOf(input)).map((row) => [row.id, row])).values()]
      await putActivities.run(tx, {
        rows: rows.sort((a, b) => compareIds(a.id, b.id)),
        label,
        type,
        at,
        actor: actor.key,
      })
    }
  })
  return { stored: inputs.length }
}

function rowOf({ activityId, customerId, orderId, ...input }: ActivityInput): ActivityRow {
  const properties = {
    ...input,
    activityId,
    customerRef: customerRefOf(input.source, customerId),
    ...(orderId === undefined ? {} : { orderId: `${input.source}:${orderId}` }),
  }
  const said = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined))
  return {
    id: `${input.source}:${activityId}`,
    hash: hashOf(said),
    properties: said as ActivityRow['properties'],
    customers: customersOf(properties.customerRef),
  }
}
