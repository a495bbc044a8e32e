// Acceptance E8

import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyOfDouble, openProviderDouble, type ProviderDouble } from '../kit/address-provider.ts'
import { type Served, serve } from '../kit/served.ts'

const HOUSE = { line1: '14 Larkspur Lane', city: 'Eugene', region: 'OR', postcode: '97405', country: 'US' }

let kith: Served
let provider: ProviderDouble
beforeAll(async () => {
  provider = await openProviderDouble()
  kith = await serve({
    requestsPerMinute: 100_000,
    addresses: { files: () => [provider.file()], variable: keyOfDouble },
  })
})
afterAll(async () => {
  await provider?.close()
  await kith?.close()
})

const verify = (body: object) => kith.app.post('/addresses/verify', body)

test('an address that is sent a thousand times, in any capitals, is asked about once', async () => {
  const spellings = [HOUSE, { ...HOUSE, line1: '14 LARKSPUR LN.' }, { ...HOUSE, city: 'eugene', region: 'Oregon' }]
  await Promise.all(spellings.map((address) => verify({ address })))
  for (let i = 0; i < 5; i++) await verify({ addresses: Array.from({ length: 199 }, (_, n) => spellings[n % 3]) })
  expect((await verify({ address: HOUSE })).body).toMatchObject({
    checks: [{ verdict: 'deliverable', provider: { name: 'post' }, queued: false }],
  })
  expect(provider.asked).toHaveLength(1)
})

test('another address is another call', async () => {
  await verify({ address: { ...HOUSE, line1: '15 Larkspur Lane' } })
  expect(provider.asked).toHaveLength(2)
})
