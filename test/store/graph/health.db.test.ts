import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '../../../server/store/graph/driver.ts'
import { isSupported, pendingMigrations, serverInfo, serverSettings } from '../../../server/store/graph/health.ts'
import { emptyGraph } from '../../kit/graph.ts'

let store: Store
beforeAll(async () => {
  store = await emptyGraph()
})
afterAll(() => store.close())

test('the server says what it is', async () => {
  const { version, edition } = await serverInfo(store)
  expect(isSupported(version)).toBe(true)
  expect(['community', 'enterprise']).toContain(edition)
})

test('the server shows the settings that it knows', async () => {
  const known = await serverSettings(store, ['dbms.cypher.min_replan_interval', 'dbms.cypher.no_such_thing'])
  expect([...known.keys()]).toEqual(['dbms.cypher.min_replan_interval'])
  expect(known.get('dbms.cypher.min_replan_interval')).toMatch(/^\d+\w+$/)
})

test('no migration is pending after migrate, all are on an empty graph', async () => {
  expect(await pendingMigrations(store)).toEqual([])
  await store.autoCommit('MATCH (n:Migration) DELETE n')
  expect(await pendingMigrations(store)).toContain('V001__constraints')
})

test.each<[version: string, fits: boolean]>([
  ['5.26.30', true],
  ['5.26.0', true],
  ['2026.05.0', true],
  ['5.25.1', false],
  ['4.4.40', false],
])('Neo4j %s is supported: %s', (version, fits) => {
  expect(isSupported(version)).toBe(fits)
})
