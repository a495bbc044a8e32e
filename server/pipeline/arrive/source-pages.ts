import type { EntityName } from '../../model/entities/registry.ts'
import type { RecordId, SourceName } from '../../model/ids.ts'
import type { Store, Tx } from '../../store/graph/driver.ts'

export type SourceProgress = (entity: EntityName, done: number) => void

/** Records of a source that one transaction takes. */
export const SOURCE_BATCH = 500

type PageQuery = {
  run(tx: Tx, page: { prefix: string; after: string; limit: number }): Promise<{ id: RecordId }[]>
}

/** Pages of a source's records in id order; each page is read after the one before was dealt with. */
export async function eachPage(
  store: Store,
  source: SourceName,
  entity: EntityName,
  query: PageQuery,
  work: (ids: RecordId[]) => Promise<void>,
): Promise<void> {
  const prefix = `${source}:${entity}:`
  for (let after = ''; ; ) {
    const rows = await store.read((tx) => query.run(tx, { prefix, after, limit: SOURCE_BATCH }))
    const last = rows.at(-1)
    if (!last) return
    await work(rows.map((row) => row.id))
    if (rows.length < SOURCE_BATCH) return
    after = last.id
  }
}
