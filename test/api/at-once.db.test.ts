import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../../server/store/graph/driver.ts'
import { serveApp, type TestApp } from '../kit/app.ts'
import { emptyGraph } from '../kit/graph.ts'
import { sized } from '../kit/size.ts'
import { WORLD } from './world.ts'

/** Milliseconds within which `/health` answers 95 times of a hundred, whatever else is asked: for test:full, on a machine that does nothing else. */
const HEALTHY_MS = sized(5_000, 300)
const AT_ONCE = 10

let store: Store
let app: TestApp
beforeAll(async () => {
  store = await emptyGraph()
  // Statements that never end are cut sooner where time is short.
  app = await serveApp(store, { console: { timeoutMs: sized(2_000, 10_000) } })
  await app.post('/records', { records: WORLD })
})
afterAll(async () => {
  await app?.close()
  await store?.close()
})

const person = (sourceId: string, fields: object) => ({ source: 'crm', entity: 'person', sourceId, fields })
const statement = (text: string, params = {}) => ['/cypher', { statement: text, params, limit: 10_000 }] as const
const deep = (levels: number): object =>
  levels === 0 ? { name: { eq: 'x' } } : { maybeSame: { some: { maybeSame: { some: deep(levels - 1) } } } }

describe('while it is sent ten times at once, the service answers, and goes on afterwards', () => {
  test.each<[why: string, path: string, body: unknown, answers: readonly number[]]>([
    ['three million rows', ...statement('UNWIND range(1, 3000000) AS x RETURN x'), [200, 422, 429]],
    [
      'a hundred megabytes of text',
      ...statement('UNWIND range(1, 10000) AS x RETURN $t + toString(x) AS text', { t: 'a'.repeat(10_000) }),
      [200, 422, 429],
    ],
    [
      'one row of everything there is, many times over',
      ...statement('MATCH (a) WITH collect(a {.*}) AS all UNWIND range(1, 20000) AS x WITH collect(all) AS l RETURN l'),
      [200, 422, 429],
    ],
    ['a text that doubles', ...statement('RETURN size(reduce(s = "a", i IN range(1, 34) | s + s))'), [403]],
    ['paths without an end', ...statement('MATCH p = (a)-[*]-(b) RETURN count(p)'), [200, 422, 429]],
    ['every shortest path', ...statement('MATCH p = ALL SHORTEST (a)--+(b) RETURN count(p)'), [200, 422, 429]],
    ['everything with everything', ...statement('MATCH (a), (b), (c), (d) RETURN a, b, c, d'), [200, 422, 429]],
    [
      'conditions in conditions',
      '/graphql',
      { query: 'query($w: CustomerWhere) { customers(where: $w) { name } }', variables: { w: deep(6) } },
      [200],
    ],
    [
      'long numbers where streets are',
      '/records',
      { records: Array.from({ length: 200 }, (_, i) => person(`d${i}`, { 'address.line1': '7'.repeat(2_400) })) },
      [422],
    ],
    [
      'a thousand fields of its own',
      '/records',
      { records: [person('w', Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`custom.c${i}`, 'x'])))] },
      [422],
    ],
    ['a search for twenty thousand digits', '/search', { fields: { 'address.line1': '8'.repeat(20_000) } }, [400]],
  ])('%s', { timeout: 90_000 }, async (_why, path, body, answers) => {
    let over = false
    const sent = Promise.all(Array.from({ length: AT_ONCE }, () => app.post(path, body))).finally(() => {
      over = true
    })
    const waits: number[] = []
    while (!over) {
      const asked = performance.now()
      expect((await app.get('/health')).status).toBe(200)
      waits.push(performance.now() - asked)
    }
    const statuses = (await sent).map(({ status }) => status)
    expect(statuses.filter((status) => !answers.includes(status))).toEqual([])
    waits.sort((a, b) => a - b)
    expect(waits[Math.floor(waits.length * 0.95)] ?? 0).toBeLessThan(HEALTHY_MS)
    const after = await app.post('/cypher', { statement: 'RETURN 1 AS one' })
    expect(after.body).toMatchObject({ rows: [[1]] })
  })
})

test('who sends one record does not wait for who sends hundreds', { timeout: 120_000 }, async () => {
  const ended: string[] = []
  const send = async (name: string, count: number) => {
    const records = Array.from({ length: count }, (_, i) =>
      person(`${name}${i}`, { email: `${name}.${i}@example.org` }),
    )
    expect((await app.post('/records', { records })).status).toBe(200)
    ended.push(name)
  }
  const loads = ['nightly', 'hourly'].map((name) => send(name, 200))
  await send('checkout', 1)
  expect(ended).toEqual(['checkout'])
  await Promise.all(loads)
})
