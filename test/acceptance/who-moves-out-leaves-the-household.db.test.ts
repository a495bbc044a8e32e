// Acceptance M10

import { afterAll, beforeAll, expect, test } from 'vitest'
import { LifeEventOf, LifeEventsPage } from '../../server/model/life-event.ts'
import { HouseholdView } from '../../server/model/views.ts'
import { rebuild } from '../../server/pipeline/bulk/rebuild.ts'
import { checksum } from '../../server/pipeline/feed/checksum.ts'
import { mintId } from '../../server/pipeline/run/mint.ts'
import { orders, type Sent, type Served, serve } from '../kit/served.ts'

/** Delphine and Rupert Ashgrove and their son Milo share a house; Delphine moves out and takes her own name again. */
const HOUSE = { line1: '9 Tollgate Road', city: 'Bangor', region: 'ME', postcode: '04401', country: 'US' }
const FLAT = { line1: '140 Exchange Street', city: 'Augusta', region: 'ME', postcode: '04330', country: 'US' }
const DORM = { line1: '2 College Hill', city: 'Orono', region: 'ME', postcode: '04473', country: 'US' }
const DELPHINE = {
  entity: 'person',
  givenName: 'Delphine',
  birthDate: '1979-04-04',
  email: 'delphine@ashgrove.example',
}
const MAIDEN: Sent = {
  ...DELPHINE,
  source: 'loyalty',
  sourceId: 'D0',
  familyName: 'Marchetti',
  updatedAt: '2001-01-10T08:00:00Z',
}
const MARRIED: Sent = {
  ...DELPHINE,
  source: 'crm',
  sourceId: 'D1',
  familyName: 'Ashgrove',
  updatedAt: '2019-03-01T08:00:00Z',
  address: HOUSE,
}
const RUPERT: Sent = {
  source: 'crm',
  sourceId: 'R1',
  entity: 'person',
  givenName: 'Rupert',
  familyName: 'Ashgrove',
  birthDate: '1977-10-10',
  email: 'rupert@ashgrove.example',
  updatedAt: '2019-03-01T08:00:00Z',
  address: HOUSE,
}
const MILO: Sent = {
  source: 'crm',
  sourceId: 'M1',
  entity: 'person',
  givenName: 'Milo',
  familyName: 'Ashgrove',
  birthDate: '2004-06-06',
  email: 'milo@ashgrove.example',
  updatedAt: '2020-03-01T08:00:00Z',
  address: HOUSE,
}
const GONE: Sent = {
  ...DELPHINE,
  source: 'shop',
  sourceId: 'D2',
  familyName: 'Marchetti',
  updatedAt: '2024-09-15T08:00:00Z',
  address: FLAT,
}
const AWAY: Sent = { ...MILO, source: 'shop', sourceId: 'M2', updatedAt: '2023-09-01T08:00:00Z', address: DORM }

let kith: Served
beforeAll(async () => {
  kith = await serve()
  await kith.send([MAIDEN, MARRIED, RUPERT, MILO])
})
afterAll(() => kith?.close())

async function homeOf(record: string): Promise<string> {
  const { relations } = await kith.goldenOf(record)
  return relations.find(({ type }) => type === 'IN_HOUSEHOLD')?.id ?? ''
}
async function eventsOf(record: string) {
  const { events } = await kith.get(`/golden/${await kith.goldenIdOf(record)}/life-events`, LifeEventsPage)
  return events
}
const told = (events: readonly LifeEventOf[]) => events.map(({ kind, at, status }) => [kind, at, status])

let household: string
let together: number

test('who moves out leaves the household on that day; its history shows both', async () => {
  household = await homeOf('crm:person:R1')
  expect((await kith.household(household)).members.map(({ name }) => name)).toEqual([
    'Delphine Ashgrove',
    'Milo Ashgrove',
    'Rupert Ashgrove',
  ])
  together = (await kith.changes()).at(-1)?.seq ?? 0
  await kith.send([GONE])
  const view = await kith.household(household)
  expect(view.head).toMatchObject({ name: 'Rupert Ashgrove', reason: 'is the oldest' })
  expect(view.members.map(({ name }) => name)).toEqual(['Milo Ashgrove', 'Rupert Ashgrove'])
  expect(view.former).toEqual([
    { golden: await kith.goldenIdOf('shop:person:D2'), name: 'Delphine Marchetti', to: '2024-09-15' },
  ])
  const golden = await kith.goldenOf('shop:person:D2')
  expect(golden.relations.filter(({ type }) => type.endsWith('HOUSEHOLD')).map(({ type, id }) => [type, id])).toEqual([
    ['WAS_IN_HOUSEHOLD', household],
  ])
})

test('as of a line of the feed the household is what it was, whenever that is asked', async () => {
  const then = await kith.get(`/households/${household}?asOf=${together}`, HouseholdView)
  expect(then.members).toHaveLength(3)
  await kith.send([AWAY])
  expect(await kith.get(`/households/${household}?asOf=${together}`, HouseholdView)).toEqual(then)
})

test('the divorce is found, from the dates of the records; so is the son who left', async () => {
  expect(told(await eventsOf('shop:person:D2'))).toEqual(
    expect.arrayContaining([
      ['move', '2024-09-15', 'found'],
      ['divorce', '2024-09-15', 'found'],
    ]),
  )
  expect(told(await eventsOf('shop:person:M2'))).toEqual([
    ['childLeaving', '2023-09-01', 'found'],
    ['move', '2023-09-01', 'found'],
  ])
})

test('in any order of the records the same events are told', async () => {
  const want = [told(await eventsOf('shop:person:D2')), told(await eventsOf('shop:person:M2'))]
  for (const order of orders([MARRIED, GONE, RUPERT]).slice(0, 6)) {
    await kith.empty()
    for (const each of [...order, MILO, AWAY, MAIDEN]) await kith.send([each])
    expect([told(await eventsOf('shop:person:D2')), told(await eventsOf('shop:person:M2'))]).toEqual(want)
  }
})

test('an uncertain event waits for a steward, whose word outlives a rebuild', async () => {
  await kith.empty()
  const { familyName: _name, ...same } = GONE
  await kith.send([MARRIED, RUPERT, { ...same, familyName: 'Ashgrove' } as Sent])
  const open = (await kith.get('/life-events?status=uncertain', LifeEventsPage)).events
  expect(open.map(({ kind }) => kind)).toEqual(['divorce'])
  const id = open[0]?.id ?? ''
  const queue = await kith.review('?kind=event')
  expect(queue).toMatchObject([{ id: `event|${id}`, kind: 'event', golden: open[0]?.golden }])
  const { status, body } = await kith.app.post(`/life-events/${id}`, { verdict: 'dismissed', reason: 'works away' })
  expect(status, JSON.stringify(body)).toBe(200)
  expect(LifeEventOf.parse(body)).toMatchObject({ status: 'dismissed', reason: 'works away' })
  expect(await kith.review('?kind=event')).toEqual([])
  const before = await kith.store.read(checksum)
  await rebuild(kith.store, { actor: { key: 'test' }, now: () => new Date(), mint: mintId })
  expect(await kith.store.read(checksum)).toEqual(before)
  expect(told(await eventsOf('shop:person:D2'))).toContainEqual(['divorce', '2024-09-15', 'dismissed'])
  const back = await kith.app.ask('DELETE', `/life-events/${id}`)
  expect([back.status, LifeEventOf.parse(back.body).status]).toEqual([200, 'uncertain'])
  expect(LifeEventOf.parse(back.body)).not.toHaveProperty('by')
  expect(await kith.review('?kind=event')).toMatchObject([{ id: `event|${id}` }])
})

test('an event ends with what told it', async () => {
  await kith.app.ask('DELETE', '/records/shop/D2')
  expect(await eventsOf('crm:person:D1')).toEqual([])
})
