// Acceptance E2

import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { AddressAnswer } from '../../server/model/addresses/address-answer.ts'
import { keyOfDouble, openProviderDouble, type ProviderDouble } from '../kit/address-provider.ts'
import { type Served, serve } from '../kit/served.ts'

const STREET = { line1: 'Larkspur Lane', city: 'Eugene', region: 'OR', postcode: '97405', country: 'US' }

let kith: Served
let provider: ProviderDouble
beforeAll(async () => {
  provider = await openProviderDouble()
  kith = await serve({ addresses: { files: () => [provider.file()], variable: keyOfDouble } })
})
afterAll(async () => {
  await provider?.close()
  await kith?.close()
})

async function verify(...addresses: unknown[]): Promise<AddressAnswer[]> {
  const { status, body } = await kith.app.post('/addresses/verify', { addresses })
  expect(status, JSON.stringify(body)).toBe(200)
  return z.object({ checks: z.array(AddressAnswer) }).parse(body).checks
}

test('an address without a house number is incomplete, and says what is missing', async () => {
  const [check] = await verify(STREET)
  expect(check).toMatchObject({ verdict: 'incomplete', missing: ['houseNumber'], next: 'fix' })
  expect(provider.asked).toEqual([]) // no call is paid for what everybody can see
})

test('one of which several may be meant has them as candidates, and is not verified', async () => {
  await verify({ ...STREET, line1: '1 Larkspur Lane' })
  provider.knows(() => ({ AVC: 'A34-I44-P6-90' }))
  const [check] = await verify({ ...STREET, line1: '14 Larkspur Lane' })
  expect(check).toMatchObject({ verdict: 'ambiguous', proved: 'street', next: 'confirm' })
  expect(check?.candidates[0]).toMatchObject({ parts: { street: 'Larkspur Lane' } })
})

test('a flat that is missing is asked for', async () => {
  provider.knows(() => ({ AVC: 'P44-I44-P6-95' }))
  const [check] = await verify({ ...STREET, line1: '200 Larkspur Lane' })
  expect(check).toMatchObject({ verdict: 'incomplete', proved: 'house', missing: ['unit'], next: 'ask-for-unit' })
})
