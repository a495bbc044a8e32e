import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { ForestView } from '../../../server/model/hierarchy.ts'
import { below, pick, seeded } from '../../kit/seeded.ts'
import { type Sent, type Served, serve } from '../../kit/served.ts'

const SHOPS = ['Ammonite', 'Bergamot', 'Cormorant', 'Dulcimer'].map(
  (name, i): Sent => ({
    ...{ source: 'erp', sourceId: String(i), entity: 'company', name: `${name} Works Inc.`, taxId: `41-700000${i}` },
    updatedAt: '2024-01-01T00:00:00Z',
  }),
)

let kith: Served
beforeAll(async () => {
  kith = await serve()
})
afterAll(() => kith?.close())
beforeEach(() => kith.empty())

test('edits over REST and from files keep a forest: one parent, no circle, one place, and what is refused changes nothing', async () => {
  const random = seeded(7)
  await kith.send(SHOPS)
  await kith.app.post('/hierarchies', { name: 'brand', kind: 'marketing' })
  const keys = ['a', 'b', 'c', 'd', 'e']
  const cell = () => ({ key: pick(keys, random), parent: random() < 0.8 ? pick(keys, random) : null })
  const outcomes = new Set<number>()
  for (let i = 0; i < 40; i++) {
    const before = await kith.get('/hierarchies/brand', ForestView)
    const rows = Array.from({ length: 1 + below(random, 3) }, () => ({
      ...cell(),
      ...(random() < 0.4 ? { record: `erp:company:${below(random, 4)}` } : {}),
    }))
    const lines = rows.map(({ key, parent, record = '' }) => [key, parent ?? '', record].join(','))
    const { status, body } =
      i % 2 === 0
        ? await kith.app.post('/hierarchies/brand/nodes', { nodes: rows, move: random() < 0.7 })
        : await kith.app.post('/hierarchies/brand/import', {
            csv: ['key,parent,record', ...lines].join('\n'),
            replace: random() < 0.3,
          })
    outcomes.add(status)
    const after = await kith.get('/hierarchies/brand', ForestView)
    if (status !== 200) {
      expect(['hierarchy.conflict', 'request.invalid']).toContain(body.code)
      if (status === 409) expect((body.path as string[]).length).toBeGreaterThan(0)
      expect(after.nodes).toEqual(before.nodes)
    }
    const parentOf = new Map(after.nodes.map(({ key, parent }) => [key, parent]))
    expect(parentOf.size).toBe(after.nodes.length)
    for (const { key } of after.nodes) {
      let steps = 0
      for (let at = parentOf.get(key); at !== undefined; at = parentOf.get(at)) {
        expect(parentOf.has(at)).toBe(true)
        expect(++steps).toBeLessThan(keys.length)
      }
    }
    expect(after.conflicts).toEqual([])
  }
  expect(outcomes).toContain(200)
  expect(outcomes).toContain(409)
}, 120_000)

test('each version of a hierarchy can be asked for by its instant, and a file brings it back', async () => {
  await kith.app.post('/hierarchies', { name: 'brand', kind: 'marketing' })
  const said: ForestView['nodes'][] = []
  for (const nodes of [
    [{ key: 'a' }],
    [{ key: 'b', parent: 'a' }],
    [
      { key: 'b', parent: null },
      { key: 'c', parent: 'b' },
    ],
  ]) {
    expect((await kith.app.post('/hierarchies/brand/nodes', { nodes, move: true })).status).toBe(200)
    said.push((await kith.get('/hierarchies/brand', ForestView)).nodes)
  }
  const Versions = z.object({ versions: z.array(z.object({ version: z.int(), at: z.string() })) })
  const { versions } = await kith.get('/hierarchies/brand/versions', Versions)
  expect(versions.map(({ version }) => version)).toEqual([3, 2, 1])
  for (const { version, at } of versions)
    expect((await kith.get(`/hierarchies/brand?asOf=${at}`, ForestView)).nodes).toEqual(said[version - 1])
  const file = await fetch(`${kith.app.url}/hierarchies/brand?asOf=${versions.at(-2)?.at}`, {
    headers: { accept: 'text/csv' },
  })
  const { body } = await kith.app.post('/hierarchies/brand/import', { csv: await file.text(), replace: true })
  expect(body).toMatchObject({ version: 4, put: 1, removed: 1 })
  expect((await kith.get('/hierarchies/brand', ForestView)).nodes).toEqual(said[1])
})
