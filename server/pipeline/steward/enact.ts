import type { EntityName } from '../../model/entities/registry.ts'
import type { Decision } from '../../model/evidence.ts'
import { compareIds, type RecordId } from '../../model/ids.ts'
import type { Engine } from '../../rules/engine.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'
import { lockRecords, recordStates } from '../../store/write/records.ts'
import type { Ledger } from '../feed/ledger.ts'
import { foldRelations } from '../feed/noted-relations.ts'
import { flow } from '../resolve/transact.ts'
import { endDecision, recordDecision } from './decisions.ts'

/** A merge, split or unmerge, or the revert of one: decisions to withdraw and to take, and the records to look at again. */
export type Recipe = {
  entity: EntityName
  touch: readonly RecordId[]
  put: readonly { low: RecordId; high: RecordId; verdict: 'same' | 'distinct'; reason: string }[]
  revoke: readonly string[]
}

/** Locks what a recipe is about, in the order of every other writer. Records that were deleted are left out. */
export async function lockTouched(tx: Tx, { touch, put }: Pick<Recipe, 'touch' | 'put'>): Promise<RecordId[]> {
  const ids = [...new Set([...touch, ...put.flatMap(({ low, high }) => [low, high])])].sort(compareIds)
  await lockRecords.run(tx, { rows: ids.map((id) => ({ id, create: false })) })
  const states = await recordStates.run(tx, { ids })
  return states.filter((state) => !state.deleted && state.hash !== undefined).map((state) => state.id)
}

/**
 * Does what a recipe says, all but writing the feed: the one path of a plan, of applying it and of reverting it. A plan
 * rolls back after a look at the ledger; the others close it.
 */
export async function enact(tx: Tx, recipe: Recipe, engine: Engine, ledger: Ledger): Promise<Decision[]> {
  for (const id of recipe.revoke) await endDecision(tx, id, ledger.context)
  const decisions: Decision[] = []
  for (const word of recipe.put) {
    const { decision, repeated } = await recordDecision(tx, word, ledger.context)
    if (!repeated) decisions.push(decision)
  }
  await flow(tx, [{ entity: recipe.entity, put: [], remove: [], touch: recipe.touch }], engine, ledger)
  await foldRelations(tx, ledger)
  return decisions
}

/** Carries what was found out of a transaction that must not happen. */
class Rehearsed<T> extends Error {
  readonly found: T
  constructor(found: T) {
    super('a rehearsal, rolled back')
    this.found = found
  }
}

/** Runs work as a write transaction would, and takes all of it back. */
export async function rehearse<T>(store: Store, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await store.write(async (tx) => {
      throw new Rehearsed(await work(tx))
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.found as T
    throw error
  }
}
