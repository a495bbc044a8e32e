import { z } from 'zod'
import { EntityName } from '../../model/entities/registry.ts'
import { compareIds, RecordId, type RecordName, recordIdOf } from '../../model/ids.ts'
import { fail, type Problem, ProblemError } from '../../model/problem.ts'
import type { Tx } from '../graph/driver.ts'
import { query, rowsOf } from '../graph/query.ts'

/** Which ids are known, and the records that they lead to. */
export const namedIds = query(
  'records/named-ids',
  { ids: rowsOf<RecordId>() },
  { id: RecordId, present: z.boolean(), record: RecordId },
)

/**
 * The records that somebody names, in the order given. A name with its entity means that record; one without means the
 * record of the entity that alone has the id. An id that its source has given up means the record under its present one.
 * @param entities of which entities the records may be
 * @throws ProblemError `record.not-found`, or `record.ambiguous` with the records that it may mean
 */
export async function namedRecords(
  tx: Tx,
  names: readonly RecordName[],
  entities: readonly EntityName[] = EntityName.options,
): Promise<RecordId[]> {
  const found = await maybeNamed(tx, names, entities)
  return names.map((name) => {
    const record = found.get(name)
    if (record === undefined) return fail('record.not-found', `there is no record ${name}`, { record: name })
    if (typeof record !== 'string') throw new ProblemError(record)
    return record
  })
}

/** The same; a name that fits no record is left out, one that fits several is told as the problem that it is. */
export async function maybeNamed(
  tx: Tx,
  names: readonly RecordName[],
  entities: readonly EntityName[] = EntityName.options,
): Promise<Map<RecordName, RecordId | Problem>> {
  const readings = new Map([...new Set(names)].map((name) => [name, readingsOf(name, entities)]))
  const ids = [...new Set([...readings.values()].flat(2))]
  const rows = ids.length === 0 ? [] : await namedIds.run(tx, { ids })
  const byId = new Map(rows.map((row) => [row.id, row]))
  const found = new Map<RecordName, RecordId | Problem>()
  for (const [name, ways] of readings) {
    for (const way of ways) {
      const there = way.flatMap((id) => byId.get(id) ?? [])
      const present = there.filter((row) => row.present)
      const records = new Set((present.length > 0 ? present : there).map((row) => row.record))
      const [only] = records
      if (only === undefined) continue
      found.set(name, records.size === 1 ? only : ambiguous(name, [...records].sort(compareIds)))
      break
    }
  }
  return found
}

/** What a name may mean, the closest reading first: `crm:person:1` is person 1, else whatever has the id `person:1`. */
function readingsOf(name: RecordName, entities: readonly EntityName[]): RecordId[][] {
  const whole = RecordId.safeParse(name)
  const at = name.indexOf(':')
  const open = entities.map((entity) => recordIdOf(name.slice(0, at), entity, name.slice(at + 1)))
  return whole.success ? [[whole.data], open] : [open]
}

function ambiguous(name: RecordName, path: RecordId[]): Problem {
  const detail = `${name} may be ${path.join(' or ')}: name the one that is meant`
  return { code: 'record.ambiguous', detail, record: name, path }
}
