import { EntityName } from '../../model/entities/registry.ts'
import { compareIds, idOfRecord, type RecordId, recordIdOf, splitRecordId } from '../../model/ids.ts'
import type { RecordInput } from '../../model/record.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { claimActivities } from '../../store/write/activities.ts'
import { claimOrders } from '../../store/write/orders.ts'
import { recordStates } from '../../store/write/records.ts'
import { moveTypes } from '../../store/write/sources.ts'

/** Records that others of their source and id take the place of, each with the one that does. */
export type TypeMoves = ReadonlyMap<RecordId, RecordId>

/** Ids that a record would have as another entity. */
function asOtherEntities({ source, sourceId, entity }: RecordInput): RecordId[] {
  return EntityName.options.filter((other) => other !== entity).map((other) => recordIdOf(source, other, sourceId))
}

/**
 * What arriving records were before, where their source's entities share ids and a record of that id is there as another
 * entity, unless it is newer.
 */
export async function movesOf(tx: Tx, arriving: readonly RecordInput[]): Promise<TypeMoves> {
  const now = new Map<RecordId, RecordInput>()
  for (const input of arriving) if (input.sharedIds) for (const other of asOtherEntities(input)) now.set(other, input)
  if (now.size === 0) return new Map()
  const states = await recordStates.run(tx, { ids: [...now.keys()].sort(compareIds) })
  return new Map(
    states.flatMap(({ id, deleted, updatedAt }) => {
      const input = now.get(id)
      const isNewer = updatedAt !== undefined && input?.updatedAt !== undefined && updatedAt > input.updatedAt
      return !input || deleted || isNewer ? [] : [[id, idOfRecord(input)] as const]
    }),
  )
}

/** Once the former records are deleted and the new ones are there: what named the one leads to the other. */
export async function settleMoves(tx: Tx, moves: TypeMoves, at: string): Promise<void> {
  if (moves.size === 0) return
  const rows = [...moves].map(([from, to]) => ({ from, to, siblings: siblingsOf(to) }))
  await moveTypes.run(tx, { rows })
  // What names no table meant two records for a moment.
  const claimed = { ids: [...new Set(moves.values())], entities: EntityName.options, at }
  await claimOrders.run(tx, claimed)
  await claimActivities.run(tx, claimed)
}

function siblingsOf(id: RecordId): RecordId[] {
  const { source, entity, sourceId } = splitRecordId(id)
  return EntityName.options.filter((each) => each !== entity).map((each) => recordIdOf(source, each, sourceId))
}
