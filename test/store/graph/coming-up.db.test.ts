import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openStore, type Store } from '../../../server/store/graph/driver.ts'
import { emptyGraph } from '../../kit/graph.ts'

// Bolt answers before the first password holds: on a busy machine a first start found "unauthorized" now and then.

let store: Store
beforeAll(async () => {
  store = await emptyGraph()
})
afterAll(async () => {
  await store?.autoCommit('DROP USER late IF EXISTS')
  await store?.close()
})

const late = () => ({ ...inject('neo4j'), user: 'late', password: 'comes-late' })

test('a password that holds a moment later opens the graph', async () => {
  const opening = openStore(late(), 30_000)
  setTimeout(() => void store.autoCommit("CREATE USER late SET PASSWORD 'comes-late' CHANGE NOT REQUIRED"), 1_000)
  const opened = await opening
  expect(await opened.autoCommit('RETURN 1 AS one')).toEqual([{ one: 1 }])
  await opened.close()
})

test.each([0, 500])('one that never holds is refused, after %d ms of patience', async (patience) => {
  const wrong = { ...inject('neo4j'), user: 'nobody', password: 'never' }
  await expect(openStore(wrong, patience)).rejects.toMatchObject({ problem: { code: 'graph.unavailable' } })
})
