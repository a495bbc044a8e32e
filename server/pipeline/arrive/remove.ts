import { EntityName } from '../../model/entities/registry.ts'
import { compareIds, type RecordId } from '../../model/ids.ts'
import { fail } from '../../model/problem.ts'
import type { Store } from '../../store/graph/driver.ts'
import { recordStates } from '../../store/write/records.ts'
import { openLedger } from '../feed/ledger.ts'
import { transact } from '../resolve/transact.ts'
import type { RunContext } from '../run/context.ts'
import type { RulesInForce } from '../run/rules-in-force.ts'

/**
 * Deletes a record: a tombstone stays, and those it was one with are matched again without it.
 * @returns the golden records that changed.
 * @throws ProblemError `record.not-found`
 */
export async function removeRecord(
  store: Store,
  id: RecordId,
  rules: RulesInForce,
  context: RunContext,
): Promise<{ record: RecordId; goldens: string[] }> {
  return store.write(async (tx) => {
    const state = (await recordStates.run(tx, { ids: [id] }))[0]
    if (!state || state.deleted) return fail('record.not-found', `there is no record ${id}`, { record: id })
    const ledger = openLedger(context)
    const entity = EntityName.parse(state.entity)
    await transact(tx, [{ entity, put: [], remove: [id], touch: [] }], await rules.engine(tx), ledger)
    return { record: id, goldens: [...ledger.changes.keys()].sort(compareIds) }
  })
}
