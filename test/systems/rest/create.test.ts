import { expect, test } from 'vitest'
import { answering, crmWith, GO, newItem, personsAt } from './rest-kit.ts'

test('a record is made with its external id, and learned as it is stored', async () => {
  const { crm, connector } = await crmWith()
  expect(await connector.write([newItem()], GO)).toEqual([
    {
      kind: 'acknowledged',
      id: 'P1001',
      version: '1',
      stored: expect.objectContaining({ externalId: 'cus-1', phone: 'n/a' }),
    },
  ])
  expect(crm.get('person', 'P1001')).toMatchObject({ modifiedBy: 'kith', fields: { lastName: 'Lee' } })
})

test('sent twice with one idempotency key, it is made once, and both hear the same', async () => {
  const { crm, connector } = await crmWith()
  const first = await connector.write([newItem()], GO)
  expect(await connector.write([newItem()], GO)).toEqual(first)
  expect(crm.records('person')).toHaveLength(1)
})

test('a time-out after it was made: the second try hears what the first would have heard', async () => {
  const { crm, connector } = await crmWith({}, {}, { timeoutSeconds: 0.3 })
  crm.fail('hang-after')
  expect(await connector.write([newItem()], GO)).toMatchObject([{ kind: 'retry', applied: true }])
  expect(await connector.write([newItem()], GO)).toMatchObject([{ kind: 'acknowledged', id: 'P1001' }])
  expect(crm.ledger).toHaveLength(1)
})

test('without a key the external id keeps it from being made twice, and finds what was made', async () => {
  const create = { path: '/persons', externalId: 'externalId', stored: '' }
  const { crm, connector } = await crmWith({}, { entity: { create } })
  await connector.write([newItem()], GO)
  expect(await connector.write([newItem({ key: 'k-2' })], GO)).toEqual([{ kind: 'conflict', current: undefined }])
  expect(await connector.find?.('person', 'cus-1', GO)).toMatchObject([{ id: 'P1001', version: '1', origin: 'kith' }])
  expect(await connector.find?.('person', 'cus-2', GO)).toEqual([])
  expect(crm.ledger).toHaveLength(1)
})

test('a value that is refused', async () => {
  const { connector } = await crmWith()
  const outcomes = await connector.write([newItem({ set: { firstName: 'Ann' } })], GO)
  expect(outcomes).toMatchObject([{ kind: 'rejected', column: 'lastName' }])
})

test.each<[why: string, create: object | undefined, find: object | undefined, once: boolean]>([
  ['nobody says how', undefined, undefined, false],
  ['nothing tells a second one from the first', { path: '/p' }, undefined, false],
  ['an idempotency key', { path: '/p', idempotencyHeader: 'Idempotency-Key' }, undefined, true],
  ['an external id of which there is one', { path: '/p', externalId: 'ext' }, undefined, true],
  ['a place of its own', { path: '/p/by/{externalId}', method: 'PUT' }, undefined, true],
  ['a search', { path: '/p' }, { path: '/p?ext={externalId}' }, true],
])('whether it is made once: %s', (_why, create, find, once) => {
  const connector = personsAt('http://127.0.0.1:9', { ...(create ? { create } : {}), ...(find ? { find } : {}) })
  expect(connector.createsOnce('person')).toBe(once)
  expect(connector.createsOnce('company')).toBe(false)
})

test.each<[why: string, create: object, answer: object, expected: object]>([
  ['in the answer', { id: 'result.id' }, { body: { result: { id: 12 } } }, { kind: 'acknowledged', id: '12' }],
  ['beyond what numbers can say', {}, { body: '{"id": 12345678901234567890}' }, { id: '12345678901234567890' }],
  ['in the address of the new record', {}, { status: 201, headers: { location: '/p/a%20b' } }, { id: 'a b' }],
  ['nowhere', {}, { status: 201, headers: { location: '/q/1' } }, { kind: 'retry', applied: true }],
  ['at another address', {}, { status: 201, headers: { location: 'http://127.0.0.1:9/p/1' } }, { kind: 'retry' }],
  ['nowhere, because the path is none', {}, { status: 404 }, { kind: 'rejected', reason: '404' }],
])('its id stands %s', async (_why, create, answer, expected) => {
  const { url } = await answering(() => answer)
  const connector = personsAt(url, { read: { path: '/p/{id}' }, create: { path: '/p', ...create } })
  expect(await connector.write([newItem()], GO)).toMatchObject([expected])
})

test('a CRM that was restored from a backup knows nothing of what came after it', async () => {
  const { crm, connector } = await crmWith()
  await connector.write([newItem()], GO)
  const backup = crm.backup()
  await connector.write([newItem({ key: 'k-2', externalId: 'cus-2' })], GO)
  crm.restore(backup)
  expect(await connector.find?.('person', 'cus-1', GO)).toMatchObject([{ id: 'P1001' }])
  expect(await connector.find?.('person', 'cus-2', GO)).toEqual([])
  expect(await connector.write([newItem({ key: 'k-2', externalId: 'cus-2' })], GO)).toMatchObject([{ id: 'P1002' }])
})
