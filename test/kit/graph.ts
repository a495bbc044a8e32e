import { inject } from 'vitest'
import { openStore, type Store } from '../../server/store/graph/driver.ts'
import { migrate } from '../../server/store/graph/migrate.ts'

/** The run's Neo4j, emptied and migrated. Call it in `beforeAll` (or before each test that counts), close it in `afterAll`. */
export async function emptyGraph(): Promise<Store> {
  const store = await openStore(inject('neo4j'))
  await wipe(store)
  await migrate(store)
  return store
}

/** Deletes every node, notes of migrations included; they are written so that running them again does no harm. */
export async function wipe(store: Store): Promise<void> {
  await store.autoCommit('MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS')
}
