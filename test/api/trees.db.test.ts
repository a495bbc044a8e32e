import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OrdersView } from '../../server/model/activity.ts'
import { ForestView, HierarchyPlan, PlacesView } from '../../server/model/hierarchy.ts'
import { ReviewCases, ReviewQueue } from '../../server/model/review.ts'
import { GraphOfIds } from '../../server/model/views.ts'
import { type Served, serve } from '../kit/served.ts'
import { DOUBTS, fillTrees } from '../web/trees-world.ts'

let kith: Served
const ids: Record<string, string> = {}
beforeAll(async () => {
  kith = await serve()
  await fillTrees(kith)
  for (const name of ['P', 'S', 'B', 'K']) ids[name] = await kith.goldenIdOf(`erp:company:${name}`)
})
afterAll(() => kith?.close())

describe('where a company is placed', () => {
  test('by whom, under which territory and position', async () => {
    const { places } = await kith.get(`/companies/${ids.S}/places`, PlacesView)
    expect(places.map(({ title, path }) => [title, ...path.map((step) => `${step.type} ${step.name}`)])).toEqual([
      ['Sales', 'position Ada Field', 'territory Coast', 'company Saco Candle Works LLC'],
    ])
    expect((await kith.get(`/companies/${ids.P}/places`, PlacesView)).places).toEqual([])
  })
})

test('orders of a golden record come with their products', async () => {
  const { orders } = await kith.get(`/golden/${ids.S}/orders`, OrdersView)
  expect(orders).toMatchObject([{ orderId: 'o2', date: '2024-02-10', amount: 4_000, products: [{ name: 'Wick' }] }])
})

describe('a plan of a hierarchy edit', () => {
  const plan = async (body: object) => {
    const { status, body: answer } = await kith.app.post('/hierarchies/sales/plan?measure=revenue,orders', body)
    expect(status, JSON.stringify(answer)).toBe(200)
    return HierarchyPlan.parse(answer)
  }

  test('tells what moves and which sums change, and changes nothing', async () => {
    const before = await kith.get('/hierarchies/sales', ForestView)
    const { moved, totals } = await plan({ nodes: [{ key: 's', parent: 'inland' }] })
    expect(moved).toEqual([
      { key: 's', name: 'Saco Candle Works LLC', from: ['Ada Field', 'Coast'], to: ['Ada Field', 'Inland'], below: 0 },
    ])
    expect(totals.map(({ key, before: was, after }) => [key, was?.orders, after?.orders])).toEqual([
      ['coast', 1, 0],
      ['inland', 1, 2],
    ])
    expect(await kith.get('/hierarchies/sales', ForestView)).toEqual(before)
  })

  test('is done as it was shown, and refused once somebody else has edited', async () => {
    const { version } = await plan({ nodes: [{ key: 'k', parent: 'coast' }] })
    const nodes = [{ key: 'k', parent: 'coast' }]
    const done = await kith.app.post('/hierarchies/sales/nodes', { nodes, move: true, version })
    expect(done.body).toMatchObject({ version: version + 1, put: 1 })
    const again = await kith.app.post('/hierarchies/sales/nodes', { nodes, move: true, version })
    expect([again.status, again.body.code]).toEqual([409, 'plan.stale'])
    expect((await plan({ nodes: [{ key: 'k', parent: 'inland' }] })).moved).toHaveLength(1)
    const gone = await kith.app.ask('DELETE', `/hierarchies/sales/nodes/k?version=${version}`)
    expect(gone.body).toMatchObject({ code: 'plan.stale' })
  })

  test.each<[what: string, body: object, expected: object]>([
    [
      'a company that has no place yet',
      { nodes: [{ key: 'p', company: 'P', parent: 'coast' }] },
      { created: [{ key: 'p' }] },
    ],
    [
      'a territory with all below it is taken out',
      { remove: ['inland'] },
      { removed: [{ key: 'b' }, { key: 'inland' }] },
    ],
    ['another name', { nodes: [{ key: 'coast', name: 'Sea side' }] }, { renamed: [{ key: 'coast', was: 'Coast' }] }],
  ])('%s', async (_what, body, expected) => {
    const named = JSON.parse(JSON.stringify(body).replace('"company":"P"', `"company":"${ids.P}"`))
    expect(await plan(named)).toMatchObject(expected)
  })

  test('a circle is refused with its path', async () => {
    const { status, body } = await kith.app.post('/hierarchies/sales/plan', {
      nodes: [{ key: 'ada', parent: 'coast' }],
    })
    expect([status, body.code]).toEqual([409, 'hierarchy.conflict'])
  })
})

test('many nodes of the canvas in one answer, with the lines between them and what is missing', async () => {
  const { body } = await kith.app.post('/graph', { ids: [ids.S, ids.P, 'erp:company:S', 'order:nobody', ids.K] })
  const graph = GraphOfIds.parse(body)
  expect(graph.focus).toBe(ids.S)
  expect(graph.nodes.map(({ id }) => id).sort()).toEqual([ids.K, ids.P, ids.S, 'erp:company:S'].sort())
  expect(graph.edges.map(({ type }) => type).sort()).toEqual(['MEMBER_OF', 'SUBSIDIARY_OF'])
  expect(graph.missing).toEqual(['order:nobody'])
})

test('all that waits about the same people is one case', async () => {
  await kith.send(DOUBTS)
  const queue = await kith.get('/review?entity=person', ReviewQueue)
  const { cases, total } = await kith.get('/review/cases?entity=person', ReviewCases)
  const about = (text: string) => cases.filter(({ goldens }) => goldens.some(({ name }) => name.includes(text)))
  expect(about('Ottilie')).toHaveLength(1)
  expect(total).toBe(cases.length)
  expect(cases.flatMap(({ items }) => items.map(({ id }) => id)).sort()).toEqual(queue.items.map(({ id }) => id).sort())
})
