import { EntityName } from '../../model/entities/registry.ts'
import { idOfRecord, type RecordId, SourceName } from '../../model/ids.ts'
import { fail } from '../../model/problem.ts'
import type { Store } from '../../store/graph/driver.ts'
import { recordsOfSource } from '../../store/write/sources.ts'
import type { Arrived, LoadFile } from './read-files.ts'

/** The files are all that their sources have: whatever else is stored of them is gone. */
export type Full = {
  /** Share of what is stored of a source that may be gone. */
  most: number
  /** Only say what would be deleted. */
  dryRun: boolean
}

/** Records of a source that its complete export no longer holds. */
export type Gone = { source: SourceName; entity: EntityName; stored: number; gone: RecordId[] }

const PAGE = 10_000

/**
 * What complete exports no longer hold, by source and entity; nothing is deleted yet.
 * @throws ProblemError `request.invalid` where the files cannot be told to be complete; `churn.exceeded` where more is gone than may be
 */
export async function goneOf(
  store: Store,
  files: readonly LoadFile[],
  arrived: Arrived,
  { most, dryRun }: Full,
): Promise<Gone[]> {
  demandComplete(files, arrived)
  const held = new Set<RecordId>(arrived.removed.keys())
  const tables = new Map<string, Pick<Gone, 'source' | 'entity'>>()
  const add = (source: SourceName, entity: EntityName) => tables.set(`${source} ${entity}`, { source, entity })
  for (const { mapping } of files) {
    const [source, entity] = [SourceName.safeParse(mapping.source).data, EntityName.safeParse(mapping.entity).data]
    // An export without any row is complete too.
    if (source && entity) add(source, entity)
  }
  for (const { inputs } of arrived.records.values())
    for (const input of inputs) {
      held.add(idOfRecord(input))
      // What came as another entity moves there: nothing of it is gone.
      if (input.sharedIds) for (const other of EntityName.options) held.add(idOfRecord({ ...input, entity: other }))
      add(input.source, input.entity)
    }
  const found: Gone[] = []
  for (const { source, entity } of tables.values()) {
    const stored = await storedOf(store, source, entity)
    found.push({ source, entity, stored: stored.length, gone: stored.filter((id) => !held.has(id)) })
  }
  const over = found.find(({ stored, gone }) => gone.length > stored * most)
  if (over && !dryRun)
    fail(
      'churn.exceeded',
      `${inWords(over)}, more than the ${percent(most)} that may be. Nothing was written; ` +
        '--dry-run names them, --most-gone lets it',
    )
  return found
}

/** `12 of 400 person records of crm (3 %) are not in this export`. */
export function inWords({ source, entity, stored, gone }: Gone): string {
  return `${gone.length} of ${stored} ${entity} records of ${source} (${percent(stored === 0 ? 0 : gone.length / stored)}) are not in this export`
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`
}

function demandComplete(files: readonly LoadFile[], { rows }: Arrived): void {
  const rejected = rows.count('rejected')
  if (rejected > 0)
    fail(
      'request.invalid',
      `${rejected} rows were rejected, so nobody knows which records this export holds; nothing was written`,
    )
  const parts = files.filter(({ mapping }) => mapping.part !== undefined)
  if (parts[0])
    fail('request.invalid', `${parts[0].path} holds a part of its records: it does not say which records there are`)
  const orders = files.find(({ mapping }) => mapping.entity === 'order')
  if (orders) fail('request.invalid', `${orders.path} holds orders, which are never deleted`)
}

async function storedOf(store: Store, source: SourceName, entity: EntityName): Promise<RecordId[]> {
  const ids: RecordId[] = []
  for (let after = ''; ; ) {
    const page = { prefix: `${source}:${entity}:`, after, limit: PAGE }
    const rows = await store.read((tx) => recordsOfSource.run(tx, page))
    ids.push(...rows.map(({ id }) => id))
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return ids
    after = last.id
  }
}
