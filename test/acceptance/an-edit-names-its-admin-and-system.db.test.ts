// Acceptance E7

import { afterAll, beforeAll, expect, test } from 'vitest'
import { HistoryView } from '../../server/model/service-views.ts'
import { attribute, type Sent, type Served, serve } from '../kit/served.ts'

const ACCOUNT: Sent = {
  source: 'web-shop',
  sourceId: '4711',
  entity: 'person',
  createdAt: '2024-01-09T12:00:00Z',
  updatedAt: '2024-01-09T12:00:00Z',
  givenName: 'Solveig',
  familyName: 'Aasen',
  email: 'solveig.aasen@example.net',
  address: { line1: '33 N Alder St', city: 'Tacoma', region: 'WA', postcode: '98406', country: 'US' },
}
const EDITED: Sent = {
  ...ACCOUNT,
  updatedAt: '2025-05-14T16:20:00Z',
  phone: '253.555.0119',
  email: ' Solveig.AASEN@Example.net ',
  address: { line1: '1205 south cedar avenue apt 12', city: 'TACOMA', region: 'washington', postcode: '98405' },
}

let kith: Served
let shop: ReturnType<Served['as']>
let admin: ReturnType<Served['as']>
beforeAll(async () => {
  kith = await serve({ access: 'keys' })
  const { text } = kith.app.keys.add(
    { name: 'shop-backoffice', roles: ['sync'], sources: ['web-shop'] },
    '2024-01-01T00:00:00Z',
  )
  shop = kith.as({ authorization: `Bearer ${text}` })
  admin = kith.as({ authorization: `Bearer ${text}`, 'x-kith-user': encodeURIComponent('Noël Okonjo') })
})
afterAll(() => kith?.close())

test('an edit of an account is standardised on its way in, under the key of the shop alone', async () => {
  expect((await kith.app.post('/records', { records: [ACCOUNT] })).status).toBe(401)
  await shop.send([ACCOUNT])
  const [outcome] = await admin.send([EDITED])
  expect(outcome).toMatchObject({ record: 'web-shop:person:4711', outcome: 'updated', issues: [] })
  const record = await admin.record('web-shop:person:4711')
  expect(record.values).toMatchObject({ email: ['solveig.aasen@example.net'], phone: ['+12535550119'] })
  expect(record.addresses).toMatchObject([
    {
      line1: '1205 South Cedar Avenue',
      unit: 'Apt 12',
      city: 'Tacoma',
      region: 'WA',
      postcode: '98405',
      country: 'US',
    },
  ])
  // What was typed stays beside it.
  expect(record.input.addresses[0]?.line1).toBe('1205 south cedar avenue apt 12')
  expect(attribute(await admin.goldenOf('web-shop:person:4711'), 'city').value).toBe('Tacoma')
})

test('the audit names the admin who edited and the system it came through', async () => {
  const id = await admin.goldenIdOf('web-shop:person:4711')
  const history = (await admin.changes()).filter(({ golden }) => golden === id)
  expect(history).toMatchObject([
    { kind: 'created', actor: 'shop-backoffice', sources: ['web-shop'] },
    { kind: 'updated', actor: 'shop-backoffice', user: 'Noël Okonjo', sources: ['web-shop'] },
  ])
  expect(history[0]?.user).toBeUndefined()
  expect((await admin.record('web-shop:4711')).writtenBy).toEqual({ key: 'shop-backoffice', user: 'Noël Okonjo' })
  expect(history[1]?.attributes).toEqual(expect.arrayContaining(['line1', 'phones', 'postcode', 'unit']))
  const versions = (await admin.get(`/golden/${id}/history`, HistoryView)).changes
  expect(versions.map(({ user }) => user)).toEqual(['Noël Okonjo', undefined])
})
