import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ForestView } from '../../../server/model/hierarchy.ts'
import { GraphOfIds, GraphView, HouseholdView, TreeView } from '../../../server/model/views.ts'
import { seeded } from '../../kit/seeded.ts'
import { type Sent, type Served, serve } from '../../kit/served.ts'
import { crowdedTown } from '../../kit/world.ts'

let kith: Served
beforeAll(async () => {
  kith = await serve()
})
beforeEach(() => kith.empty())
afterAll(() => kith?.close())

const head = async () => Number((await kith.app.get('/health')).body.seq)

test('a parent is one from the day that records state to the day they state; else from when they said so', async () => {
  await kith.send([
    { source: 'erp', sourceId: '0', entity: 'company', name: 'Ammonite Works Inc.', updatedAt: '2019-01-01T00:00:00Z' },
    { source: 'erp', sourceId: '1', entity: 'company', name: 'Bergamot Works Inc.', updatedAt: '2019-01-01T00:00:00Z' },
    {
      ...{
        source: 'erp',
        sourceId: '2',
        entity: 'company',
        name: 'Cormorant Works Inc.',
        updatedAt: '2023-01-01T00:00:00Z',
      },
      ...{ 'parent.id': '0', 'parent.from': '2020-03-01', 'parent.share': '60' },
    },
    {
      ...{
        source: 'erp',
        sourceId: '3',
        entity: 'company',
        name: 'Dulcimer Works Inc.',
        updatedAt: '2022-01-01T00:00:00Z',
      },
      ...{ 'parent.id': '1' },
    },
  ])
  const one = await head()
  const [top, other, dated, undated] = [
    await kith.goldenIdOf('erp:company:0'),
    await kith.goldenIdOf('erp:company:1'),
    await kith.goldenIdOf('erp:company:2'),
    await kith.goldenIdOf('erp:company:3'),
  ]
  const tree = (id: string, asOf: string, knownAt: string | number = 'now') =>
    kith.get(`/companies/${id}/tree?asOf=${asOf}&knownAt=${knownAt}`, TreeView)
  expect(await tree(dated, '2021-01-01')).toMatchObject({
    ...{ root: top, standalone: false, asOf: { world: '2021-01-01T23:59:59.999Z' } },
    nodes: [{ id: top }, { id: dated, parent: top, share: 60, from: '2020-03-01' }],
  })
  expect(await tree(dated, '2020-02-28')).toMatchObject({ root: dated, standalone: true })
  expect(await tree(undated, '2021-01-01')).toMatchObject({ root: undated })
  expect(await tree(undated, '2022-01-01')).toMatchObject({ root: other })
  const end = { 'parent.id': '0', 'parent.from': '2020-03-01', 'parent.to': '2021-06-30' }
  const ended = { source: 'erp', sourceId: '2', entity: 'company', name: 'Cormorant Works Inc.', ...end }
  await kith.send([{ ...ended, updatedAt: '2024-01-01T00:00:00Z' }])
  expect(await tree(dated, '2022-01-01')).toMatchObject({ root: dated, formerParents: [{ id: top, to: '2021-06-30' }] })
  expect(await tree(dated, '2022-01-01', one)).toMatchObject({ root: top, formerParents: [] })
  const forest = await kith.get('/hierarchies/legal?asOf=2022-01-01&knownAt=now', ForestView)
  expect(forest.nodes.find(({ key }) => key === dated)).not.toHaveProperty('parent')
  expect(forest.nodes.find(({ key }) => key === undated)).toMatchObject({ parent: other })
})

test('who lived in a household on a day, by what was known when', async () => {
  const one = (sourceId: string, givenName: string, line1: string, updatedAt: string): Sent => ({
    ...{
      source: 'crm',
      sourceId,
      entity: 'person',
      givenName,
      familyName: 'Oyelaran',
      updatedAt,
      email: `${givenName}@example.org`,
    },
    address: { line1, city: 'Dayton', region: 'OH', postcode: '45402', country: 'US' },
  })
  await kith.send([
    one('1', 'Folake', '4 Ferry Lane', '2020-01-01T00:00:00Z'),
    one('2', 'Tunde', '4 Ferry Lane', '2021-01-01T00:00:00Z'),
  ])
  await kith.send([one('3', 'Sade', '4 Ferry Lane', '2021-01-01T00:00:00Z')])
  const together = await head()
  const [folake, tunde, sade] = [
    await kith.goldenIdOf('crm:person:1'),
    await kith.goldenIdOf('crm:person:2'),
    await kith.goldenIdOf('crm:person:3'),
  ]
  const home = (await kith.golden(folake)).relations.find(({ type }) => type === 'IN_HOUSEHOLD')?.id
  await kith.send([one('2', 'Tunde', '90 Fjord Street', '2023-05-01T00:00:00Z')])
  const lived = async (asOf: string, knownAt: string | number) =>
    (await kith.get(`/households/${home}?asOf=${asOf}&knownAt=${knownAt}`, HouseholdView)).members
      .map(({ golden }) => golden)
      .sort()
  expect(await lived('2024-01-01', 'now')).toEqual([folake, sade].sort())
  expect(await lived('2024-01-01', together)).toEqual([folake, tunde, sade].sort())
  expect(await lived('2022-01-01', 'now')).toEqual([folake, tunde, sade].sort())
  const future = await kith.app.get(`/households/${home}?asOf=2022-01-01&knownAt=${(await head()) + 5}`)
  expect([future.status, future.body.code]).toEqual([400, 'request.invalid'])
})

test('the past of a record and of a household is drawn; that of a phone number is not kept; of a view, what was there', async () => {
  const [first, second] = crowdedTown(2, seeded(3))
  if (!first || !second) return
  await kith.send([first])
  const one = await head()
  await kith.send([second])
  const record = `${first.source}:person:${first.sourceId}`
  const later = `${second.source}:person:${second.sourceId}`
  const golden = await kith.goldenIdOf(record)
  const then = await kith.get(`/graph/${encodeURIComponent(record)}?asOf=${one}`, GraphView)
  expect(then.focus).toBe(record)
  expect(then.nodes.map(({ id }) => id)).toContain(golden)
  const number = await kith.app.get(`/graph/${encodeURIComponent('point:phone:+15135550100')}?asOf=${one}`)
  expect([number.status, number.body.code]).toEqual([400, 'request.invalid'])
  const { status, body } = await kith.app.post(`/graph?asOf=${one}`, { ids: [golden, record, later, 'point:x'] })
  expect(status).toBe(200)
  expect(GraphOfIds.parse(body)).toMatchObject({
    focus: golden,
    missing: [later, 'point:x'],
    edges: [{ type: 'MEMBER_OF' }],
  })
  expect((await kith.app.get(`/golden/${golden}/graph?asOf=0`)).body.code).toBe('golden.not-found')
})
