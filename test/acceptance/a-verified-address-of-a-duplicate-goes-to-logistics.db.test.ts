// Acceptance E6

import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { OffersView } from '../../server/model/service-views.ts'
import { openKith } from '../../server/pipeline/kith.ts'
import { keyOfDouble, openProviderDouble, type ProviderDouble } from '../kit/address-provider.ts'
import { type Sent, type Served, serve } from '../kit/served.ts'
import { TEST_CONTEXT } from '../kit/world.ts'

const at = (line1: string, postcode: string) => ({
  ...{ line1, postcode, city: 'Tulsa', region: 'OK', country: 'US', kind: 'delivery' },
})
const OTTO = { entity: 'person', givenName: 'Ottoline', familyName: 'Prendergast', email: 'otto@prendergast.example' }
const SENT: Sent[] = [
  {
    ...OTTO,
    source: 'shop',
    sourceId: '5',
    updatedAt: '2025-05-05T09:00:00Z',
    address: at('9 Old Mill Road', '74104'),
  },
  {
    ...OTTO,
    source: 'erp',
    sourceId: '230',
    updatedAt: '2022-02-02T09:00:00Z',
    address: at('22 Copperfield Ave', '74103'),
  },
]

let kith: Served
let provider: ProviderDouble
beforeAll(async () => {
  provider = await openProviderDouble()
  kith = await serve({ addresses: { files: () => [provider.file()], variable: keyOfDouble } })
  await kith.send(SENT)
})
afterAll(async () => {
  await kith?.close()
  await provider?.close()
})

const offers = async () => {
  const golden = await kith.goldenIdOf('shop:person:5')
  return (await kith.get(`/golden/${golden}/addresses?purpose=delivery`, OffersView)).addresses
}
const offered = async () => (await offers()).map(({ line1, verified, record, rule }) => [line1, verified, record, rule])

test('given e-com and ERP duplicates, the best verified delivery address on any member is offered to logistics', async () => {
  expect(await offered()).toEqual([
    ['9 Old Mill Road', false, 'shop:person:5', 'mostRecent'],
    ['22 Copperfield Ave', false, 'erp:person:230', 'onlyValue'],
  ])
  const key = (await offers()).find(({ line1 }) => line1 === '22 Copperfield Ave')?.key ?? ''
  const verdict = { key, at: '2025-06-01T00:00:00.000Z', provider: 'double', version: '1' }
  const { noteVerdicts } = openKith(kith.store, TEST_CONTEXT)
  await noteVerdicts([{ ...verdict, verdict: 'deliverable' }], TEST_CONTEXT.actor)
  const verified = [
    ['22 Copperfield Ave', true, 'erp:person:230', 'verified'],
    ['9 Old Mill Road', false, 'shop:person:5', 'onlyValue'],
  ]
  expect(await offered()).toEqual(verified)
  // Asked again later it is the same; time alone changed nothing.
  const { seq } = await kith.goldenOf('shop:person:5')
  await noteVerdicts([{ ...verdict, verdict: 'deliverable', at: '2025-09-01T00:00:00.000Z' }], TEST_CONTEXT.actor)
  expect(await offered()).toEqual(verified)
  expect((await kith.goldenOf('shop:person:5')).seq).toBe(seq)
  // Nothing arrives where the newest record says; what is left is offered.
  await noteVerdicts([{ ...verdict, verdict: 'undeliverable', at: '2025-10-01T00:00:00.000Z' }], TEST_CONTEXT.actor)
  expect((await offered()).map(([line1]) => line1)).toEqual(['9 Old Mill Road'])
})

test('what a provider says while a clerk has an address verified does the same', async () => {
  await kith.empty()
  await kith.send(SENT)
  provider.knows(({ Address1 }) => (Address1.startsWith('9 ') ? { AVC: 'U00-U00-P0-000' } : undefined))
  const verify = async ({ kind: _kind, ...address }: Record<string, unknown>) => {
    const { status, body } = await kith.app.post('/addresses/verify', { address })
    expect(status, JSON.stringify(body)).toBe(200)
  }
  await vi.waitFor(
    async () => {
      for (const { address } of SENT) await verify(Object(address))
      expect(await offered()).toEqual([
        ['22 Copperfield Ave', true, 'erp:person:230', 'verified'],
        ['9 Old Mill Road', false, 'shop:person:5', 'onlyValue'],
      ])
    },
    { timeout: 90_000, interval: 500 },
  )
}, 120_000)
