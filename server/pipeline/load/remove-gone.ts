import { EntityName } from '../../model/entities/registry.ts'
import { compareIds, type RecordId } from '../../model/ids.ts'
import type { RecordInput } from '../../model/record.ts'
import type { Store } from '../../store/graph/driver.ts'
import { type RecordState, recordStates } from '../../store/write/records.ts'
import { openLedger } from '../feed/ledger.ts'
import { transact } from '../resolve/transact.ts'
import type { RunContext } from '../run/context.ts'
import { rulesInForce } from '../run/rules-in-force.ts'

/** Records that one transaction deletes: each has those it was one with matched again. */
const BATCH = 200

/** When its source says that a record was deleted, where it does. */
type Removal = Pick<RecordInput, 'updatedAt'>

/** Hears what became of a record that is said to be no more. */
export type OnGone = (id: RecordId, fate: 'deleted' | 'late' | 'unchanged') => void

/**
 * Deletes the records that their source says are no more. One that is not there, or has changed since, is left alone.
 * @param onFate hears what became of each
 * @returns how many were deleted
 */
export async function removeGone(
  store: Store,
  removed: ReadonlyMap<RecordId, Removal>,
  context: RunContext,
  onFate: OnGone = () => {},
): Promise<number> {
  const ids = [...removed.keys()].sort(compareIds)
  let count = 0
  for (let i = 0; i < ids.length; i += BATCH) {
    const batch = ids.slice(i, i + BATCH)
    const { states, gone } = await store.write(async (tx) => {
      const states = (await recordStates.run(tx, { ids: batch })).filter((state) => !state.deleted)
      const gone = states.filter((state) => isNewer(removed.get(state.id), state))
      const entities = EntityName.options.map((entity) => ({
        entity,
        put: [],
        remove: gone.filter((state) => state.entity === entity).map(({ id }) => id),
        touch: [],
      }))
      await transact(tx, entities, await rulesInForce().engine(tx), openLedger(context))
      return { states: new Set(states.map(({ id }) => id)), gone: new Set(gone.map(({ id }) => id)) }
    })
    for (const id of batch) onFate(id, gone.has(id) ? 'deleted' : states.has(id) ? 'late' : 'unchanged')
    count += gone.size
  }
  return count
}

function isNewer(removal: Removal | undefined, { updatedAt }: RecordState): boolean {
  return removal?.updatedAt === undefined || !updatedAt || updatedAt <= removal.updatedAt
}
