import type { Store } from './driver.ts'
import { migrate } from './migrate.ts'
import { cypherText } from './query.ts'

/** Deletes everything, decisions and feed included, and leaves an empty graph of this Kith's shape. */
export async function resetGraph(store: Store): Promise<void> {
  await store.autoCommit(cypherText('store/reset'))
  await migrate(store)
}

/** Forgets block keys that nobody has any more, and cleaned addresses that nobody writes and nothing was told of. The caller holds the graph exclusively. */
export async function dropUnusedKeys(store: Store): Promise<void> {
  await store.autoCommit(cypherText('keys/drop-unused'))
  await store.autoCommit(cypherText('address-words/drop-unused'))
}
