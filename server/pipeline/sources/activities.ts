import { groupBy } from '../../collections/group-by.ts'
import { ACTIVITY_NODES, type ActivityInput } from '../../model/activity.ts'
import type { Actor } from '../../model/change.ts'
import { EntityName } from '../../model/entities/registry.ts'
import { compareIds, customerRefOf, customersOf } from '../../model/ids.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { maybeNamed } from '../../store/read/named-records.ts'
import { type ActivityRow, putActivities } from '../../store/write/activities.ts'
import { hashOf } from '../../text/hash.ts'

/** `ambiguous`: customers that several records may be, since the activity does not say of which entity; it waits till it does. */
export type StoredActivities = { stored: number; ambiguous?: string[] }

/** Stores activities, all or none; the same again changes nothing. One whose record has not come waits for it. */
export async function storeActivities(
  store: Store,
  inputs: readonly ActivityInput[],
  actor: Actor,
  now: () => Date,
): Promise<StoredActivities> {
  const at = now().toISOString()
  const byLabel = groupBy(inputs, ({ kind }) => ACTIVITY_NODES[kind].label)
  const ambiguous = await store.write(async (tx) => {
    for (const [label, own] of byLabel) {
      const { type } = Object.values(ACTIVITY_NODES).find((node) => node.label === label) ?? ACTIVITY_NODES.other
      const rows = [...new Map(own.map((input) => rowOf(input)).map((row) => [row.id, row])).values()]
      await putActivities.run(tx, {
        rows: rows.sort((a, b) => compareIds(a.id, b.id)),
        entities: EntityName.options,
        label,
        type,
        at,
        actor: actor.key,
      })
    }
    return ambiguousIn(tx, inputs)
  })
  return { stored: inputs.length, ...(ambiguous.length > 0 ? { ambiguous } : {}) }
}

async function ambiguousIn(tx: Tx, inputs: readonly ActivityInput[]): Promise<string[]> {
  const open = inputs.filter(({ source, customerId }) => customersOf(customerRefOf(source, customerId)).length > 1)
  const names = open.map(({ source, customerId }) => customerRefOf(source, customerId).replace('::', ':'))
  const found = await maybeNamed(tx, names)
  return [...found.values()].flatMap((each) => (typeof each === 'string' ? [] : each.detail))
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
  }
}
