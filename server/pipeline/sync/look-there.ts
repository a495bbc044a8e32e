import { groupBy } from '../../collections/group-by.ts'
import { ownActor } from '../../model/change.ts'
import type { EntityName } from '../../model/entities/registry.ts'
import { type RecordId, splitRecordId } from '../../model/ids.ts'
import { putOff } from '../../store/write/systems.ts'
import type { RemoteRecord } from '../../systems/connector.ts'
import { acknowledge } from './acknowledge.ts'
import { type Due, GONE, laterRow, settledRow } from './copy-rows.ts'
import { nextTry } from './pause.ts'
import { takeInRemote } from './take-in.ts'
import type { Work } from './work.ts'

/** Records as their system shows them; none where it cannot be asked. */
export async function readRemote(
  { connector, signal }: Work,
  due: readonly Due[],
): Promise<Map<RecordId, RemoteRecord>> {
  const found = new Map<RecordId, RemoteRecord>()
  if (!connector.read) return found
  for (const [entity, some] of groupBy(due, ({ record }) => splitRecordId(record).entity)) {
    const byId = new Map(some.map(({ record }) => [splitRecordId(record).sourceId, record]))
    for (const one of await connector.read(entity as EntityName, [...byId.keys()], signal)) {
      const record = byId.get(one.id)
      if (record) found.set(record, one)
    }
  }
  return found
}

/** Takes in what the system shows of its own; the records that are left are as they are known. */
export async function heedRemote(
  work: Work,
  due: readonly Due[],
  remote: ReadonlyMap<RecordId, RemoteRecord>,
): Promise<Due[]> {
  const { store, now } = work
  const changed = new Set<string>()
  const unheard = new Map<string, string>()
  const shown = due.filter(({ record }) => remote.has(record))
  for (const [entity, some] of groupBy(shown, ({ record }) => splitRecordId(record).entity)) {
    const rows = some.flatMap(({ record }) => remote.get(record) ?? [])
    const taken = await takeInRemote(work, entity as EntityName, rows)
    for (const record of taken.changed) changed.add(record)
    for (const [record, why] of taken.unheard) unheard.set(record, why)
  }
  const isGone = ({ record }: Due) => remote.get(record)?.gone !== undefined
  const gone = due.filter(isGone)
  await acknowledge(
    store,
    gone.map(({ copy, record }) => ({ record, row: settledRow(copy, GONE) })),
    work.contextOf(ownActor('sync')),
  )
  // Looked at anew once its own word has been heard: at once, and from its present state.
  const again = due.filter(({ record }) => changed.has(record))
  const at = now().toISOString()
  // What is not taken in will not be a moment later: until then nothing is written over it.
  const { pollSeconds, retry } = work.system.definition
  const later = nextTry(retry, 1, now(), pollSeconds * 1_000)
  const rows = [
    ...again.map(({ copy }) => ({ ...laterRow(copy, 0, 'its system changed it'), dueAt: at })),
    ...due.flatMap(({ copy, record }) => {
      const why = unheard.get(record)
      return why === undefined ? [] : [{ ...laterRow(copy, 0, `what it shows is not taken in: ${why}`), dueAt: later }]
    }),
  ]
  if (rows.length > 0) await store.write((tx) => putOff.run(tx, { rows, at }))
  return due.filter((each) => !isGone(each) && !changed.has(each.record) && !unheard.has(each.record))
}
