import type { EntityName } from '../../model/entities/registry.ts'
import { type RecordId, splitRecordId } from '../../model/ids.ts'
import type { Problem } from '../../model/problem.ts'

/**
 * What is wrong with a record whose id is that of a record of another entity. Two tables of one system that both count from 1
 * are two sources: neither record may take the other's place.
 */
export function takenId(id: RecordId, entity: EntityName, other: string): Problem {
  const { source, sourceId } = splitRecordId(id)
  return {
    code: 'record.conflict',
    detail: `${source} has a ${other} ${sourceId} already, so this ${entity} cannot have its id: give the ids of one of the two tables a prefix in its mapping, or that table a source name of its own`,
    record: id,
    path: [other],
  }
}
