// Acceptance E9

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { AddressPage, EventOutcome } from '../../server/model/addresses/address-event.ts'
import { WorstAddresses } from '../../server/model/addresses/address-report.ts'
import { MailingView } from '../../server/model/relation-views.ts'
import { OffersView } from '../../server/model/service-views.ts'
import { attribute, type Sent, type Served, serve } from '../kit/served.ts'

const at = (line1: string) => ({ line1, city: 'Tulsa', region: 'OK', postcode: '74103', country: 'US' })
const HOME = at('22 Copperfield Avenue')
const ANNIS = { entity: 'person', givenName: 'Annis', familyName: 'Prendergast', email: 'annis@prendergast.example' }
const BO = { entity: 'person', givenName: 'Bo', familyName: 'Lindqvist', email: 'bo@lindqvist.example' }
const SENT: Sent[] = [
  { ...ANNIS, source: 'shop', sourceId: '1', updatedAt: '2025-05-05T09:00:00Z', address: HOME },
  { ...ANNIS, source: 'erp', sourceId: '9', updatedAt: '2021-05-05T09:00:00Z', address: at('9 Old Mill Road') },
  { ...BO, source: 'shop', sourceId: '2', updatedAt: '2025-05-05T09:00:00Z', address: HOME },
]

let kith: Served
beforeAll(async () => {
  kith = await serve()
})
afterAll(() => kith?.close())
beforeEach(async () => {
  await kith.empty()
  await kith.send(SENT)
})

const tell = async (path: 'returned' | 'confirmed', ...events: Record<string, unknown>[]) => {
  const { status, body } = await kith.app.post(`/addresses/${path}`, { events })
  expect([200, 207], JSON.stringify(body)).toContain(status)
  return z.object({ outcomes: z.array(EventOutcome) }).parse(body).outcomes
}
const offered = async (record: string) => {
  const view = await kith.get(`/golden/${await kith.goldenIdOf(record)}/addresses?purpose=delivery`, OffersView)
  return view.addresses.map(({ line1 }) => line1)
}
const mailed = async () => {
  const { body } = await kith.app.post('/mailings', {})
  const { rows, counts } = MailingView.parse(body)
  return {
    to: rows.map(({ name, address }) => `${name}, ${address.line1}`).sort(),
    undeliverable: counts.excluded.undeliverable,
  }
}
const line1Of = async (record: string) => attribute(await kith.goldenOf(record), 'line1').value

test('returned to sender: the address is undeliverable, loses survivorship, and the answer lists whom it concerns', async () => {
  const [outcome] = await tell('returned', {
    address: '22 Copperfield Ave, Tulsa OK 74103, US',
    reason: 'no-such-address',
    at: '2025-06-01',
    carrier: 'post',
  })
  const [annis, bo] = [await kith.goldenIdOf('shop:person:1'), await kith.goldenIdOf('shop:person:2')]
  expect(outcome?.concerns.map(({ golden, sendTo, arrives }) => ({ golden, sendTo, arrives }))).toEqual(
    [
      { golden: annis, sendTo: '9 Old Mill Road, Tulsa, OK 74103, US', arrives: false },
      { golden: bo, sendTo: undefined, arrives: false },
    ].sort((a, b) => (a.golden < b.golden ? -1 : 1)),
  )
  expect(await line1Of('shop:person:1')).toBe('9 Old Mill Road')
  const golden = await kith.goldenOf('shop:person:1')
  const current = golden.addresses.filter((each) => each.current)
  expect(current.map(({ line1, undeliverable = false }) => [line1, undeliverable])).toEqual([
    ['9 Old Mill Road', false],
    ['22 Copperfield Avenue', true],
  ])
  expect(await offered('shop:person:1')).toEqual(['9 Old Mill Road'])
  expect(await offered('shop:person:2')).toEqual([])
  expect(await mailed()).toEqual({ to: ['Annis Prendergast, 9 Old Mill Road'], undeliverable: 1 })

  const page = await kith.get(`/addresses/${outcome?.key}`, AddressPage)
  expect(page).toMatchObject({
    text: '22 Copperfield Avenue, Tulsa, OK 74103, US',
    words: [{ reason: 'no-such-address' }],
  })
  expect(page.concerns).toHaveLength(2)
  const place = current.find(({ line1 }) => line1 === '22 Copperfield Avenue')?.key
  expect(await kith.get(`/addresses/${place}`, AddressPage)).toEqual({ ...page, key: place })
  const { addresses } = await kith.get('/reports/addresses/worst', WorstAddresses)
  expect(addresses.map(({ name, state, returns }) => [name, state, returns]).sort()).toEqual([
    ['Annis Prendergast', 'returned', 1],
    ['Bo Lindqvist', 'returned', 1],
  ])
})

test('until a parcel arrives there later, whatever a later verdict says', async () => {
  const returned = { address: HOME, reason: 'no-such-address', at: '2025-06-01', carrier: 'post' }
  await tell('returned', returned)
  await tell('confirmed', { address: HOME, at: '2025-05-01', carrier: 'parcels' })
  expect(await line1Of('shop:person:1')).toBe('9 Old Mill Road')
  await tell('confirmed', { address: HOME, at: '2025-07-01', carrier: 'parcels' })
  expect(await line1Of('shop:person:1')).toBe('22 Copperfield Avenue')
  expect(await offered('shop:person:2')).toEqual(['22 Copperfield Avenue'])
  expect(await tell('returned', returned)).toMatchObject([{ outcome: 'known' }])
})

test.each(['moved', 'unknown', 'refused', 'deceased'])(
  '%s is about her alone: her flatmate keeps getting mail',
  async (reason) => {
    const golden = await kith.goldenIdOf('shop:person:1')
    const [outcome] = await tell('returned', { golden, address: HOME, reason, at: '2025-06-01', carrier: 'post' })
    expect(outcome).toMatchObject({ outcome: 'kept', others: 0, concerns: [{ golden, arrives: false }] })
    expect(await line1Of('shop:person:1')).toBe('9 Old Mill Road')
    expect(await offered('shop:person:2')).toEqual(['22 Copperfield Avenue'])
    expect((await mailed()).to).toEqual(['Annis Prendergast, 9 Old Mill Road', 'Bo Lindqvist, 22 Copperfield Avenue'])
    // She gets what arrives for her; a parcel for him proves nothing of her.
    await tell('confirmed', { record: 'shop:2', at: '2025-07-01', carrier: 'parcels' })
    expect(await line1Of('shop:person:1')).toBe('9 Old Mill Road')
  },
)

test('a steward takes a word back; what will not do is named by row and field, and the rest goes on', async () => {
  const outcomes = await tell(
    'returned',
    { address: HOME, reason: 'moved' },
    { address: HOME, reason: 'gone fishing' },
    { golden: await kith.goldenIdOf('shop:person:1'), reason: 'refused', at: '2025-06-01' },
  )
  expect(outcomes.map(({ outcome, problem }) => [outcome, problem?.field])).toEqual([
    ['rejected', 'events.0.golden'],
    ['rejected', 'events.1.reason'],
    ['kept', undefined],
  ])
  expect(await line1Of('shop:person:1')).toBe('9 Old Mill Road')
  const { status, body } = await kith.app.ask('DELETE', `/addresses/words/${outcomes[2]?.words[0]}`)
  expect([status, body]).toEqual([200, { goldens: expect.arrayContaining([await kith.goldenIdOf('shop:person:1')]) }])
  expect(await line1Of('shop:person:1')).toBe('22 Copperfield Avenue')
})
