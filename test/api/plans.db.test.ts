import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Plan } from '../../server/model/plan.ts'
import { CYPHER_DIR } from '../../server/store/graph/query.ts'
import { type Sent, type Served, serve } from '../kit/served.ts'

/** Two entries of one dealer that share nothing a machine would see, a branch, a buyer, and orders on either side. */
const company = (sourceId: string, name: string, taxId: string, more: object = {}): Sent => ({
  ...{ source: 'crm-north', sourceId, entity: 'company', createdAt: `20${sourceId.slice(1)}-01-01T00:00:00Z` },
  ...{ updatedAt: '2023-01-01T00:00:00Z', name, taxId, ...more },
})
const DEALER = company('K10', 'Marisol Bicycles Inc.', '81-1000001')
const SHOPFRONT = company('K15', 'Two Wheels of Tucson', '81-2000002')
const BRANCH = company('K20', 'Marisol Repair LLC', '81-3000003', { 'parent.id': 'K15' })
const BUYER: Sent = {
  ...{ source: 'crm-north', sourceId: 'P1', entity: 'contact', updatedAt: '2023-01-01T00:00:00Z' },
  ...{ givenName: 'Oren', familyName: 'Baptiste', email: 'oren@twowheels.example', 'company.id': 'K15' },
}

let kith: Served
beforeAll(async () => {
  kith = await serve()
  await kith.send([DEALER, SHOPFRONT, BRANCH, BUYER])
  const order = (id: string, customer: string, amount: string) => ({
    id,
    customer,
    date: '2024-05-01',
    product: 'frame',
    amount,
  })
  await kith.loadOrders('crm-north', [
    order('1', 'K15', '1200.00'),
    order('2', 'K15', '300.00'),
    order('3', 'K10', '10.00'),
  ])
})
afterAll(() => kith?.close())

test('a merge moves contacts, branches and spend, shown before and given back after', async () => {
  const [dealer, shopfront, branch, buyer] = await Promise.all(
    ['company:K10', 'company:K15', 'company:K20', 'contact:P1'].map((id) => kith.goldenIdOf(`crm-north:${id}`)),
  )
  const asked = { kind: 'merge', goldens: [dealer, shopfront], reason: 'one owner' }
  const { status, body } = await kith.app.post('/plans', asked, { headers: { 'x-kith-user': 'ines' } })
  expect(status).toBe(201)
  const plan = Plan.parse(body)
  expect(plan).toMatchObject({ status: 'open', by: 'ines', reason: 'one owner' })
  expect(plan.effects.retired).toMatchObject([{ golden: shopfront, heirs: [dealer] }])
  expect(plan.effects.hierarchies).toEqual(
    expect.arrayContaining([
      { golden: branch, relation: 'parent', from: [shopfront], to: [dealer] },
      { golden: buyer, relation: 'company', from: [shopfront], to: [dealer] },
    ]),
  )
  expect(plan.effects.rollUps).toEqual([{ from: shopfront, to: dealer, orders: 2, currency: 'USD', amount: 150_000 }])
  expect(plan.effects.consumers).toMatchObject([{ source: 'crm-north' }])
  expect(await kith.goldenIdOf('crm-north:company:K15')).toBe(shopfront)

  const parents = () => kith.rows('MATCH (b:Company {id: $branch})-[:SUBSIDIARY_OF]->(p) RETURN p.id', { branch })
  const jobs = () => kith.rows('MATCH (c:Contact {id: $buyer})-[:WORKS_AT]->(p) RETURN p.id', { buyer })
  expect((await kith.app.post(`/plans/${plan.id}/apply`, undefined)).body).toMatchObject({
    status: 'applied',
    changes: { upTo: (await kith.changes()).length },
  })
  expect([await parents(), await jobs()]).toEqual([[[dealer]], [[dealer]]])
  expect((await kith.app.get(`/ids/${shopfront}`)).body).toMatchObject({ state: 'retired', current: [dealer] })

  const radius = readFileSync(join(CYPHER_DIR, 'queries', 'blast-radius.cypher'), 'utf8')
  const [touched] = await kith.rows(radius, { record: 'crm-north:company:K15' })
  expect(touched).toMatchObject([
    dealer,
    expect.any(String),
    ['crm-north:company:K10'],
    [{ source: 'crm-north', records: ['crm-north:company:K10', 'crm-north:company:K15'] }],
    [{ currency: 'USD', orders: 2, amount: 150_000 }],
    [],
    [{ golden: branch }],
    [{ golden: buyer }],
    expect.any(Array),
    [{ record: 'crm-north:company:K10', type: 'ALWAYS_SAME' }],
  ])

  await kith.app.post(`/plans/${plan.id}/revert`, undefined)
  expect([await parents(), await jobs()]).toEqual([[[shopfront]], [[shopfront]]])
  expect((await kith.app.get(`/ids/${shopfront}`)).body).toMatchObject({ state: 'current' })
  expect((await kith.changes()).slice(-4).map(({ kind, golden }) => `${kind} ${golden}`)).toEqual(
    expect.arrayContaining([`split ${dealer}`, `created ${shopfront}`]),
  )
})

test('plans are listed, and refused in words', async () => {
  const { plans } = (await kith.app.get('/plans?kind=merge')).body as { plans: { id: string; status: string }[] }
  expect(plans).toMatchObject([{ status: 'reverted' }])
  const code = async (answer: Promise<{ status: number; body: Record<string, unknown> }>) => {
    const { status, body } = await answer
    return `${status} ${body.code}`
  }
  expect(await code(kith.app.get('/plans/pla_none'))).toBe('404 plan.not-found')
  expect(await code(kith.app.post(`/plans/${plans[0]?.id}/apply`, undefined))).toBe('409 plan.state')
  expect(await code(kith.app.post('/plans', { kind: 'merge', goldens: ['x'], reason: 'r' }))).toBe(
    '400 request.invalid',
  )
  expect(await code(kith.app.post('/plans', { kind: 'unmerge', record: 'crm-north:company:K404', reason: 'r' }))).toBe(
    '404 record.not-found',
  )
})
