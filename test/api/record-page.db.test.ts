import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PathsView, SharersView } from '../../server/model/relation-views.ts'
import { DecisionCheck } from '../../server/model/review.ts'
import { GraphView } from '../../server/model/views.ts'
import { attribute, type Sent, type Served, serve } from '../kit/served.ts'

const SWITCHBOARD = '+1 512 555 0142'
const GIVEN = ['Anselm', 'Birgit', 'Casimir', 'Dorothea', 'Ewald', 'Franziska', 'Gustavo', 'Hyacinth']
const FAMILIES = ['Achterberg', 'Brzezinski', 'Castellanos', 'Dunphy', 'Eriksdotter']
const person = (sourceId: string, givenName: string, familyName: string, more: object = {}): Sent => ({
  ...{ source: 'crm', sourceId, entity: 'person', updatedAt: '2023-01-01T00:00:00Z', givenName, familyName, ...more },
})
const ODA = { email: 'oda.vik@harbor.example', birthDate: '1981-04-02' }

let kith: Served
beforeAll(async () => {
  kith = await serve()
  await kith.send([
    person('1', 'Oda', 'Vik', { ...ODA, phone: SWITCHBOARD }),
    { ...person('2', 'Oda', 'Vikdal', ODA), source: 'erp', updatedAt: '2021-01-01T00:00:00Z' },
    person('3', 'Tor', 'Lunde', { phone: SWITCHBOARD, birthDate: '1975-09-30', email: 'tor@lunde.example' }),
    // Forty people of whom no two have a whole name, a birthday or a mail box in common.
    ...FAMILIES.flatMap((family, f) =>
      GIVEN.map((given, g) =>
        person(`${f}-${g}`, given, family, {
          phone: SWITCHBOARD,
          email: `${given}@${family}.example`,
          birthDate: `19${50 + f * 8 + g}-0${1 + ((f + g) % 9)}-1${(f * 3 + g) % 9}`,
        }),
      ),
    ),
  ])
  await kith.loadOrders('crm', [
    { id: '1', customer: '1', date: '2024-05-01', product: 'frame', amount: '1200.00' },
    { id: '2', customer: '1', date: '2024-07-01', product: 'bell', amount: '15.50' },
  ])
}, 60_000)
afterAll(() => kith?.close())

test('a check of a decision tells what it would do, and does nothing', async () => {
  const [oda, tor] = [await kith.goldenIdOf('crm:person:1'), await kith.goldenIdOf('crm:person:3')]
  const words = { low: 'crm:person:1', high: 'crm:person:3', verdict: 'same' }
  const before = (await kith.changes()).length
  const { effects, conflict } = DecisionCheck.parse((await kith.app.post('/decisions/check', words)).body)
  expect(conflict).toBeUndefined()
  expect(effects?.retired).toMatchObject([{ heirs: [expect.any(String)] }])
  const sides = new Map(effects?.sides.map((side) => [side.golden, side]))
  expect([...sides.keys()].sort()).toEqual([oda, tor].sort())
  const [left = '', [stays = '']] = [effects?.retired[0]?.golden, effects?.retired[0]?.heirs ?? []]
  expect(sides.get(left)).toMatchObject({ after: null, before: { values: { name: expect.any(String) } } })
  expect(sides.get(stays)?.after?.records).toBe(3)
  expect(Object.values(effects?.names ?? {})).toEqual(expect.arrayContaining(['Oda Vik']))
  expect((await kith.changes()).length).toBe(before)
  expect([await kith.goldenIdOf('crm:person:1'), await kith.goldenIdOf('crm:person:3')]).toEqual([oda, tor])
})

test('a golden record says what was bought, and why what lost did', async () => {
  const view = await kith.goldenOf('crm:person:1')
  expect(view.orders).toEqual({ count: 2, latest: '2024-07-01', sums: [{ currency: 'USD', amount: 121_550 }] })
  const lost = attribute(await kith.goldenOf('crm:person:1'), 'familyName').runnersUp
  expect(lost).toMatchObject([{ value: 'Vikdal', source: 'erp', why: expect.any(String) }])
})

describe('what many share', () => {
  test('is counted, the first are named', async () => {
    const [[sharers] = []] = await kith.rows('MATCH (:ContactPoint {key: $key})<-[:REACHED_AT]-(g) RETURN count(g)', {
      key: 'phone:+15125550142',
    })
    expect(sharers).toBeGreaterThan(25)
    const shared = await kith.get(`/contact-points/phone/${encodeURIComponent('+15125550142')}`, SharersView)
    expect(shared).toMatchObject({ shared: sharers, node: 'point:phone:+15125550142', value: '+15125550142' })
    expect(shared.owners).toHaveLength(25)
    const { status, body } = await kith.app.get('/contact-points/email/nobody%40nowhere.example')
    expect([status, body.code]).toEqual([404, 'contact-point.not-found'])
  })

  test('is a node of the canvas with its first neighbours', async () => {
    const view = await kith.get('/graph/point%3Aphone%3A%2B15125550142', GraphView)
    expect(view.nodes[0]).toMatchObject({ kind: 'contactPoint', label: '+15125550142', detail: 'phone number' })
    expect(view).toMatchObject({ truncated: true })
    expect(view.nodes).toHaveLength(26)
  })

  test('connects two people, each step the way it leads', async () => {
    const [oda, tor] = [await kith.goldenIdOf('crm:person:1'), await kith.goldenIdOf('crm:person:3')]
    const { paths } = await kith.get(`/paths?from=${oda}&to=${tor}`, PathsView)
    expect(paths[0]?.nodes.map(({ kind }) => kind)).toEqual(['customer', 'contactPoint', 'customer'])
    expect(paths[0]?.steps.map(({ forward }) => forward)).toEqual([true, false])
    expect((await kith.get(`/paths?from=${oda}&to=${tor}&hubs=10`, PathsView)).paths).toEqual([])
  })
})
