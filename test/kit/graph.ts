import { inject } from 'vitest'
import { openStore, type Store } from '../../server/store/graph/driver.ts'
import { migrate, migrations } from '../../server/store/graph/migrate.ts'

/** Nodes that a graph of today's shape has from its start, such as the feed's counter. */
const FIRST_NODES = migrations()
  .flatMap(({ statements }) => statements)
  .filter((statement) => statement.startsWith('MERGE '))

/** The run's Neo4j, emptied and migrated. Call it in `beforeAll` (or before each test that counts), close it in `afterAll`. */
export async function emptyGraph(): Promise<Store> {
  const store = await openStore(inject('neo4j'))
  await migrate(store)
  await wipe(store)
  return store
}

/**
 * Back to an empty graph. Schema and notes of migrations stay, which is what takes time: making them anew takes half a second.
 * What a graph begins with is made again.
 */
export async function wipe(store: Store): Promise<void> {
  await store.autoCommit('MATCH (n) WHERE NOT n:Migration CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS')
  for (const statement of FIRST_NODES) await store.autoCommit(statement)
}
