import { groupBy } from '../../collections/group-by.ts'
import { ACTIVITY_NODES, type ActivityInput } from '../../model/activity.ts'
import type { Actor } from '../../model/change.ts'
import { EntityName } from '../../model/entities/registry.ts'
import { compareIds, customerRefOf, customersOf } from '../../model/ids.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { maybeNamed } from '../../store/read/named-records.ts'
import { type ActivityRow, lateActivities, putActivities } from '../../store/write/activities.ts'
import { hashOf } from '../../text/hash.ts'

/**
 * `stale`: older versions than what is stored. `ambiguous`: customers that several records may be, since the activity does not
 * say of which entity; it waits till it does.
 */
export type StoredActivities = { stored: number; stale?: number; ambiguous?: string[] }

/**
 * Stores activities, all or none; the same again changes nothing. One whose record has not come waits for it; a version older
 * than the stored one, or than another that comes with it, is stale and changes nothing.
 */
export async function storeActivities(
  store: Store,
  inputs: readonly ActivityInput[],
  actor: Actor,
  now: () => Date,
): Promise<StoredActivities> {
  const at = now().toISOString()
  const byLabel = groupBy(inputs, ({ kind }) => ACTIVITY_NODES[kind].label)
  return store.write(async (tx) => {
    const late = await lateActivities.run(tx, { rows: inputs.flatMap(versionOf) })
    const ids = new Set(late.map(({ id }) => id))
    for (const [label, own] of byLabel) {
      const { type } = Object.values(ACTIVITY_NODES).find((node) => node.label === label) ?? ACTIVITY_NODES.other
      const rows = newestOf(own.map((input) => rowOf(input)))
      await putActivities.run(tx, {
        rows: rows.sort((a, b) => compareIds(a.id, b.id)),
        entities: EntityName.options,
        label,
        type,
        at,
        actor: actor.key,
      })
    }
    const stale = inputs.filter((input) => ids.has(idOf(input))).length
    const ambiguous = await ambiguousIn(tx, inputs)
    return {
      stored: inputs.length - stale,
      ...(stale > 0 ? { stale } : {}),
      ...(ambiguous.length > 0 ? { ambiguous } : {}),
    }
  })
}

async function ambiguousIn(tx: Tx, inputs: readonly ActivityInput[]): Promise<string[]> {
  const open = inputs.filter(({ source, customerId }) => customersOf(customerRefOf(source, customerId)).length > 1)
  const names = open.map(({ source, customerId }) => customerRefOf(source, customerId).replace('::', ':'))
  const found = await maybeNamed(tx, names)
  return [...found.values()].flatMap((each) => (typeof each === 'string' ? [] : each.detail))
}

const idOf = ({ source, activityId }: ActivityInput): string => `${source}:${activityId}`

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
