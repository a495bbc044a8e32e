import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ForestView } from '../../../server/model/hierarchy.ts'
import { Plan } from '../../../server/model/plan.ts'
import { ComparisonView, RollUpView } from '../../../server/model/roll-up.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import { checkInvariants } from '../../../server/store/graph/health.ts'
import { below, pick, seeded } from '../../kit/seeded.ts'
import { type Sent, type Served, serve } from '../../kit/served.ts'
import { FULL } from '../../kit/size.ts'

/** Names that no two companies could be taken for one another by. */
const NAMES = [
  'Ammonite',
  'Bergamot',
  'Cormorant',
  'Dulcimer',
  'Eiderdown',
  'Foxglove',
  'Gantry',
  'Halyard',
  'Isinglass',
]
const CITIES = ['Omaha', 'Dayton', 'Boise', 'Tacoma', 'Albany', 'Mobile', 'Fresno', 'Tulsa', 'Bangor']
const GROUPS = ['north', 'south', 'east']
const LEGAL = '/hierarchies/legal/rollup'
const BRAND = '/hierarchies/brand/rollup'

let kith: Served
let day = 0
beforeAll(async () => {
  kith = await serve()
})
afterAll(() => kith?.close())
beforeEach(() => kith.empty())

/** What a source says of company `i` from now on: its own record, and which other one it is under, and by how much. */
function company(source: string, i: number, random: () => number): Sent {
  const parent = random() < 0.7 ? { 'parent.id': String(below(random, NAMES.length)) } : {}
  const share = random() < 0.5 ? { 'parent.share': String(1 + below(random, 100)) } : {}
  const address = { line1: `${i + 1} Harbour Road`, city: CITIES[i], country: 'US' }
  const updatedAt = new Date(Date.UTC(2024, 0, 1 + day++)).toISOString()
  const own = { source, sourceId: String(i), entity: 'company', name: `${NAMES[i]} Works Inc.`, taxId: `41-700000${i}` }
  return { ...own, updatedAt, address, ...parent, ...(parent['parent.id'] === undefined ? {} : share) }
}

function order(id: string, random: () => number) {
  const date = `2024-0${1 + below(random, 9)}-1${below(random, 10)}`
  return {
    ...{ id, customer: String(below(random, NAMES.length)), date, product: pick(['Ink', 'Rope', 'Lamp'], random) },
    amount: String(below(random, 100_000) / 100),
  }
}

/** Companies in two systems, in circles too, with contacts, orders and a department's own hierarchy; some stand nowhere in it. */
async function settle(random: () => number): Promise<void> {
  const companies = NAMES.flatMap((_name, i) =>
    (random() < 0.5 ? ['erp', 'crm'] : ['erp']).map((source) => [source, i] as const),
  )
  const contacts = NAMES.slice(0, 4).map((name, i) => ({
    ...{ source: 'erp', sourceId: `c${i}`, entity: 'contact', updatedAt: '2024-01-01T00:00:00Z' },
    ...{ givenName: 'Lucinda', familyName: name, 'company.id': String(below(random, NAMES.length)) },
  }))
  await kith.send([...companies.map(([source, i]) => company(source, i, random)), ...contacts])
  await kith.loadOrders(
    'erp',
    Array.from({ length: 12 }, (_, i) => order(`o${i}`, random)),
  )
  await kith.app.post('/hierarchies', { name: 'brand', kind: 'marketing' })
  const groups = GROUPS.map((key, i) => ({ key, parent: i > 0 && random() < 0.5 ? GROUPS[i - 1] : null }))
  const placed = NAMES.flatMap((name, i) =>
    random() < 0.8 ? [{ ...place(name, `erp:${i}`), parent: pick(GROUPS, random) }] : [],
  )
  const { status } = await kith.app.post('/hierarchies/brand/nodes', { nodes: [...groups, ...placed] })
  expect(status).toBe(200)
}

const place = (key: string, record: string) => ({ key, record })

const rollUp = (path: string, asOf?: number) =>
  kith.get(`${path}?measure=revenue,orders,contacts${asOf === undefined ? '' : `&asOf=${asOf}`}`, RollUpView)
const head = async () => (await kith.get('/changes?after=0&limit=1', z.object({ head: z.int() }))).head
const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, each) => total + each, 0)

/** What each company has ordered, asked of the orders themselves. */
async function ordered(): Promise<Map<string, number>> {
  const rows = await kith.rows(
    'MATCH (c:Company)<-[:MEMBER_OF]-(:SourceRecord)-[:PLACED]->(o:Order) RETURN c.id, sum(o.amount)',
  )
  return new Map(rows.map(([id, amount]) => [String(id), Number(amount)]))
}

async function mergePlan(random: () => number): Promise<string> {
  const goldens = (await kith.rows('MATCH (c:Company) RETURN c.id ORDER BY c.id')).map(([id]) => String(id))
  const one = pick(goldens, random)
  const other = pick(
    goldens.filter((id) => id !== one),
    random,
  )
  const { status, body } = await kith.app.post('/plans', { kind: 'merge', goldens: [one, other], reason: 'one' })
  expect(status, JSON.stringify(body)).toBeLessThan(300)
  return Plan.parse(body).id
}
const enact = async (plan: string, what: 'apply' | 'revert') => {
  const { status, body } = await kith.app.post(`/plans/${plan}/${what}`, {})
  expect(status, JSON.stringify(body)).toBe(200)
}

/** Each company once: the totals of a hierarchy are the sum over distinct companies, and its leaves and nodes add up to them. */
async function expectTotals(path: string): Promise<void> {
  const [{ nodes, totals }, spent] = [await rollUp(path), await ordered()]
  const distinct = [...new Set(nodes.flatMap(({ company: id }) => id ?? []))]
  expect(totals.companies).toBe(distinct.length)
  expect(totals.revenue?.USD ?? 0).toBe(sum(distinct.map((id) => spent.get(id) ?? 0)))
  const above = new Set(nodes.flatMap(({ parent }) => parent ?? []))
  const leaves = new Map(
    nodes.flatMap(({ key, company: id, totals: own }) =>
      id !== undefined && !above.has(key) ? [[id, own.revenue?.USD ?? 0] as const] : [],
    ),
  )
  for (const [id, revenue] of leaves) expect(revenue).toBe(spent.get(id) ?? 0)
  const inner = distinct.filter((id) => !leaves.has(id)).map((id) => spent.get(id) ?? 0)
  expect(sum(leaves.values()) + sum(inner)).toBe(totals.revenue?.USD ?? 0)
}

/** One of the things that happen to a graph. */
async function live(i: number, random: () => number): Promise<void> {
  const someone = below(random, NAMES.length)
  const steps = [
    async () => enact(await mergePlan(random), 'apply'),
    async () => void (await kith.send([company('erp', someone, random)])),
    async () => kith.loadOrders('erp', [order(`late${i}`, random), order('o0', random)]),
    async () => {
      const nodes = [{ key: pick(['south', 'east'], random), parent: 'north' }]
      await kith.app.post('/hierarchies/brand/nodes', { nodes, move: true })
    },
    async () => void (await kith.app.ask('DELETE', `/hierarchies/brand/nodes/${NAMES[someone]}`)),
  ]
  await (steps[i % steps.length] ?? steps[0])?.()
}

describe.each(FULL ? [3, 4] : [3])('a random B2B world (seed %i)', (seed) => {
  test('totals reconcile at any time, and as of any earlier line they are what they were', async () => {
    const random = seeded(seed)
    await settle(random)
    const told = new Map<number, RollUpView[]>()
    const states = async (asOf: number) => [await rollUp(LEGAL, asOf), await rollUp(BRAND, asOf)]
    for (let i = 0; i < 6; i++) {
      await expectTotals(LEGAL)
      await expectTotals(BRAND)
      const { totals } = await kith.get('/reports/hierarchies?b=brand&measure=revenue', ComparisonView)
      const parts = [totals.onlyA, totals.onlyB, totals.both].map(({ companies, revenue }) => [
        companies,
        revenue?.USD ?? 0,
      ])
      expect(sum(parts.map(([companies = 0]) => companies))).toBe(
        totals.a.companies + totals.b.companies - totals.both.companies,
      )
      expect(sum(parts.map(([, revenue = 0]) => revenue))).toBe(
        (totals.a.revenue?.USD ?? 0) + (totals.b.revenue?.USD ?? 0) - (totals.both.revenue?.USD ?? 0),
      )
      const seq = await head()
      if (!told.has(seq)) told.set(seq, await states(seq))
      await live(i, random)
      await kith.send([{ ...company('web', i, random), name: `Passer-by ${i}`, taxId: `99-111111${i}` }])
    }
    expect(told.size).toBe(6)
    for (const [seq, before] of told) expect([seq, await states(seq)]).toEqual([seq, before])
  }, 240_000)

  test('a merge that is reverted gives parents, jobs and places back', async () => {
    const random = seeded(seed + 100)
    await settle(random)
    const state = async () => ({
      sum: (await kith.store.read((tx) => checksum(tx))).parts,
      places: (await kith.get('/hierarchies/brand', ForestView)).nodes,
      legal: (await rollUp(LEGAL)).hash,
      brand: (await rollUp(BRAND)).hash,
    })
    const before = await state()
    for (let i = 0; i < 4; i++) {
      const plan = await mergePlan(random)
      await enact(plan, 'apply')
      expect((await state()).legal).not.toBe(before.legal)
      await enact(plan, 'revert')
      expect(await state()).toEqual(before)
    }
    for (const invariant of await checkInvariants(kith.store)) expect(invariant).toMatchObject({ violations: [] })
  }, 240_000)
})

test('what its source gives to another company counts there from then on, and nowhere twice', async () => {
  const random = seeded(11)
  await kith.send([0, 1].map((i) => company('erp', i, random)))
  await kith.app.post('/hierarchies', { name: 'brand', kind: 'marketing' })
  await kith.app.post('/hierarchies/brand/nodes', { nodes: [place('one', 'erp:0'), place('other', 'erp:1')] })
  const money = { source: 'erp', currency: 'USD' }
  const of = async (i: number) => {
    const customerId = String(i)
    await kith.loadOrders('erp', [
      { id: 'o', customer: customerId, date: '2024-01-01', product: 'Ink', amount: '100.00' },
    ])
    const activities = [
      { ...money, kind: 'chargeBack', activityId: 'b', customerId, date: '2024-01-02', amount: 1_000 },
      { ...money, kind: 'contract', activityId: 'k', customerId, from: '2024-01-01', amount: 50_000 },
    ]
    expect((await kith.app.post('/activities', { activities })).status).toBe(200)
  }
  const sums = async (asOf = '') => {
    const { nodes } = await kith.get(`/hierarchies/brand/rollup?measure=bonusBase,contracts${asOf}`, RollUpView)
    return nodes.map(({ key, totals }) => [key, totals.bonusBase?.USD ?? 0, totals.contracts])
  }
  await of(0)
  const [then, before] = [new Date().toISOString(), await sums()]
  expect(before).toEqual([
    ['one', 9_000, 1],
    ['other', 0, 0],
  ])
  await new Promise((done) => setTimeout(done, 5))
  await of(1)
  expect(await sums()).toEqual([
    ['one', 0, 0],
    ['other', 9_000, 1],
  ])
  expect(await sums(`&asOf=${then}`)).toEqual(before)
})
