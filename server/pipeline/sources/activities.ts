import { groupBy } from '../../collections/group-by.ts'
import { ACTIVITY_NODES, type ActivityInput } from '../../model/activity.ts'
import type { Actor } from '../../model/change.ts'
import { compareIds, recordIdOf } from '../../model/ids.ts'
import type { Store } from '../../store/graph/driver.ts'
import { type ActivityRow, lateActivities, putActivities } from '../../store/write/activities.ts'
import { hashOf } from '../../text/hash.ts'

/**
 * Stores activities, all or none; the same again changes nothing. One whose record has not come waits for it; a version older
 * than the stored one, or than another that comes with it, is stale and changes nothing.
 */
export async function storeActivities(
  store: Store,
  inputs: readonly ActivityInput[],
  actor: Actor,
  now: () => Date,
): Promise<{ stored: number; stale?: number }> {
  const at = now().toISOString()
  const byLabel = groupBy(inputs, ({ kind }) => ACTIVITY_NODES[kind].label)
  const stale = await store.write(async (tx) => {
    const late = await lateActivities.run(tx, { rows: inputs.flatMap(versionOf) })
    const ids = new Set(late.map(({ id }) => id))
    for (const [label, own] of byLabel) {
      const { type } = Object.values(ACTIVITY_NODES).find((node) => node.label === label) ?? ACTIVITY_NODES.other
      const rows = newestOf(own.map((input) => rowOf(input)))
      await putActivities.run(tx, {
        rows: rows.sort((a, b) => compareIds(a.id, b.id)),
        label,
        type,
        at,
        actor: actor.key,
      })
    }
    return inputs.filter((input) => ids.has(idOf(input))).length
  })
  return stale === 0 ? { stored: inputs.length } : { stored: inputs.length - stale, stale }
}

const idOf = ({ source, activityId }: ActivityInput): string => recordIdOf(source, activityId)

function versionOf(input: ActivityInput): { id: string; version: number }[] {
  return input.version === undefined ? [] : [{ id: idOf(input), version: input.version }]
}

/** Each activity once: its highest version, and of equal ones or without any the later word. */
function newestOf(rows: readonly ActivityRow[]): ActivityRow[] {
  const newest = new Map<string, ActivityRow>()
  for (const row of rows) {
    const known = newest.get(row.id)?.properties.version
    const { version } = row.properties
    if (known === undefined || version === undefined || version >= known) newest.set(row.id, row)
  }
  return [...newest.values()]
}

function rowOf({ activityId, customerId, orderId, ...input }: ActivityInput): ActivityRow {
  const properties = {
    ...input,
    activityId,
    customerRef: recordIdOf(input.source, customerId),
    ...(orderId === undefined ? {} : { orderId: recordIdOf(input.source, orderId) }),
  }
  const said = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined))
  return { id: recordIdOf(input.source, activityId), hash: hashOf(said), properties: said as ActivityRow['properties'] }
}
