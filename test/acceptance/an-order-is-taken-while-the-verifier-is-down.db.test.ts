// Acceptance E3

import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { AddressAnswer, AddressQueue, ProviderView } from '../../server/model/addresses/address-answer.ts'
import { keyOfDouble, openProviderDouble, type ProviderDouble } from '../kit/address-provider.ts'
import { type Served, serve } from '../kit/served.ts'

const Standing = z.object({ providers: z.array(ProviderView), queue: AddressQueue })
const ORDERS = [11, 12, 13, 14, 15, 16].map((n) => ({
  address: { line1: `${n} Larkspur Lane`, city: 'Eugene', region: 'OR', postcode: '97405', country: 'US' },
  record: {
    source: 'shop',
    sourceId: `${n}`,
    entity: 'person',
    fullName: `Guest Number${n}`,
    email: `guest${n}@example.net`,
  },
}))

let now = Date.parse('2026-03-02T18:00:00Z')
let kith: Served
let provider: ProviderDouble
beforeAll(async () => {
  provider = await openProviderDouble()
  kith = await serve({
    now: () => new Date(now),
    addresses: { files: () => [provider.file()], variable: keyOfDouble },
  })
})
afterAll(async () => {
  await provider?.close()
  await kith?.close()
})

async function verify(addresses: readonly unknown[]): Promise<AddressAnswer[]> {
  const { status, body } = await kith.app.post('/addresses/verify', { addresses })
  expect(status, JSON.stringify(body)).toBe(200)
  return z.object({ checks: z.array(AddressAnswer) }).parse(body).checks
}

async function workUntilNothingIsDue(): Promise<void> {
  while (await kith.app.kith.addresses.runner.once(new AbortController().signal));
}

test('every order is taken, unverified and queued, and verified once when the verifier is back', async () => {
  provider.is('down')
  const checks = await verify(ORDERS.map(({ address }) => address))
  expect(checks.map(({ verdict, queued }) => [verdict, queued])).toEqual(ORDERS.map(() => ['unchecked', true]))
  const outcomes = await kith.send(ORDERS.map(({ address, record }) => ({ ...record, address })))
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(ORDERS.map(() => 'created'))
  const standing = await kith.get('/addresses/providers', Standing)
  expect(standing).toMatchObject({ providers: [{ state: 'paused' }], queue: { waiting: ORDERS.length } })

  // Down for a night: it is tried again and again, ever less often.
  for (let hour = 0; hour < 12; hour++) {
    now += 3_600_000
    await workUntilNothingIsDue()
  }
  expect((await kith.get('/addresses/providers', Standing)).queue.waiting).toBe(ORDERS.length)

  provider.is('well')
  const before = provider.asked.length
  for (let hour = 0; hour < 6; hour++) {
    now += 3_600_000
    await workUntilNothingIsDue()
  }
  expect((await kith.get('/addresses/providers', Standing)).queue).toEqual({ waiting: 0 })
  expect(
    provider.asked
      .slice(before)
      .map(({ Address1 }) => Address1)
      .sort(),
  ).toEqual(ORDERS.map(({ address }) => address.line1))
  const later = await verify(ORDERS.map(({ address }) => address))
  expect(later.map(({ verdict }) => verdict)).toEqual(ORDERS.map(() => 'deliverable'))
  expect(provider.asked.length - before).toBe(ORDERS.length)
})
