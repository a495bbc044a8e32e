// Acceptance E7

import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { AddressAnswer, AddressConfirmation } from '../../server/model/addresses/address-answer.ts'
import { keyOfDouble, openProviderDouble, type ProviderDouble } from '../kit/address-provider.ts'
import { type Served, serve } from '../kit/served.ts'

const TYPED = { line1: '1205 south cedar av apt 12', city: 'Tacoma', region: 'WA', postcode: '98405', country: 'US' }

const PATIENCE = { timeout: 90_000, interval: 500 }

let kith: Served
let provider: ProviderDouble
let headers: Record<string, string>
let check: AddressAnswer
beforeAll(async () => {
  provider = await openProviderDouble()
  provider.knows(() => ({ DeliveryAddress1: '1205 South Cedar Street' }))
  kith = await serve({ access: 'keys', addresses: { files: () => [provider.file()], variable: keyOfDouble } })
  const { text } = kith.app.keys.add(
    { name: 'shop-backoffice', roles: ['address'], sources: [] },
    '2024-01-01T00:00:00Z',
  )
  headers = { authorization: `Bearer ${text}`, 'x-kith-user': encodeURIComponent('Noël Okonjo') }
  // Whoever asks first may be told `unchecked`: tables are read, and the provider has 800 ms in all.
  check = await vi.waitUntil(async () => {
    const answer = await verify()
    return answer.verdict === 'unchecked' ? undefined : answer
  }, PATIENCE)
}, 120_000)
afterAll(async () => {
  await provider?.close()
  await kith?.close()
})

async function verify(): Promise<AddressAnswer> {
  const { status, body } = await kith.app.post('/addresses/verify', { address: TYPED }, { headers })
  expect(status, JSON.stringify(body)).toBe(200)
  return z.object({ checks: z.tuple([AddressAnswer]) }).parse(body).checks[0]
}
const confirm = (more: object) =>
  kith.app.post('/addresses/confirm', { check: check.id, address: TYPED, ...more }, { headers })

async function kept(id: string): Promise<unknown> {
  const text = 'MATCH (c:AddressConfirmation {id: $id}) RETURN c.by AS by, c.user AS user, c.chosen AS chosen'
  return (await kith.store.read((tx) => tx.run(text, { id })))[0]
}

test('an address is standardised under the key of the shop alone, which may do nothing else', async () => {
  expect(check).toMatchObject({
    verdict: 'correctable',
    proposal: { parts: { line1: '1205 South Cedar Street', unit: 'Apt 12', city: 'Tacoma', region: 'WA' } },
  })
  expect((await kith.app.post('/addresses/verify', { address: TYPED })).status).toBe(401)
  for (const path of ['/golden/x', '/reports/counts', '/addresses/providers'])
    expect((await kith.app.get(path, { headers })).status, path).toBe(403)
})

test('the proposal that was chosen is kept with the admin and the system', async () => {
  const { status, body } = await confirm({ chosen: 'proposal', proposal: check.proposal?.parts })
  expect(status, JSON.stringify(body)).toBe(200)
  const confirmation = AddressConfirmation.parse(body)
  expect(confirmation).toMatchObject({
    ...{ chosen: 'proposal', verdict: 'correctable', by: { key: 'shop-backoffice', user: 'Noël Okonjo' } },
    address: { parts: { street: 'South Cedar Street' } },
  })
  expect(await kept(confirmation.id)).toEqual({ by: 'shop-backoffice', user: 'Noël Okonjo', chosen: 'proposal' })
})

test('what was entered may always be chosen, and is kept in the same way', async () => {
  const { status, body } = await confirm({ chosen: 'as-entered', reason: 'the customer lives there' })
  expect(status).toBe(200)
  expect(body).toMatchObject({ chosen: 'as-entered', reason: 'the customer lives there', by: { user: 'Noël Okonjo' } })
  expect(await kept(String(body.id))).toMatchObject({ by: 'shop-backoffice', chosen: 'as-entered' })
})

test.each<[why: string, more: object, status: number, code: string]>([
  ['of another address', { address: { ...TYPED, line1: '1 Elm Street' }, chosen: 'as-entered' }, 409, 'address.stale'],
  ['of a proposal that is not there', { chosen: 'proposal' }, 400, 'request.invalid'],
  ['of a choice that there is not', { chosen: 'mine' }, 400, 'request.invalid'],
])('a confirmation %s is refused', async (_why, more, status, code) => {
  expect(await confirm(more)).toMatchObject({ status, body: { code } })
})
