import { describe, expect, test } from 'vitest'
import type { RowPatch } from '../../../server/systems/connector.ts'
import { openRest } from '../../../server/systems/rest/rest-connector.ts'
import { RestSettings } from '../../../server/systems/rest/rest-shape.ts'
import { answering, crmWith, GO, item, newItem, PACE, personsAt, secret } from './rest-kit.ts'

const rendered = (person: object, of: Parameters<typeof item>[0] = {}) =>
  personsAt('http://127.0.0.1:9', person).render(item(of)).request

describe('what is sent', () => {
  test('by the shipped definition', async () => {
    const { connector } = await crmWith()
    expect(connector.render(item({ version: '3' }))).toEqual({
      action: 'update',
      record: 'P1001',
      request: {
        method: 'PATCH',
        path: '/persons/P1001',
        headers: { 'content-type': 'application/json', 'x-modified-by': 'kith', 'if-match': '"3"' },
        body: { firstName: 'Ann' },
      },
    })
    expect(connector.render(newItem())).toEqual({
      action: 'create',
      record: 'cus-1',
      request: {
        method: 'POST',
        path: '/persons',
        headers: { 'content-type': 'application/json', 'x-modified-by': 'kith', 'idempotency-key': 'k-1' },
        body: { lastName: 'Lee', externalId: 'cus-1' },
      },
    })
  })

  test('what is shown is what is sent, but for what lets us in', async () => {
    const { url, heard } = await answering(() => ({ body: {} }))
    const settings = { auth: { kind: 'basic', user: 'kith', password: { env: 'X' } }, headers: { 'X-App': '{origin}' } }
    const connector = personsAt(url, { update: { path: '/p/{id}', ifMatch: '{version}' } }, settings)
    const { request } = connector.render(item({ version: 'v' }))
    await connector.write([item({ version: 'v' })], GO)
    const [sent] = heard
    expect(sent).toMatchObject({ method: request.method, url: request.path, headers: request.headers })
    expect(JSON.parse(sent?.body ?? '')).toEqual(request.body)
    expect(sent?.headers.authorization).toBe(`Basic ${Buffer.from('kith:open-sesame').toString('base64')}`)
    expect(JSON.stringify(request)).not.toMatch(/sesame|Basic/)
  })

  test.each([
    [{ kind: 'bearer', token: { env: 'X' } }],
    [{ kind: 'basic', user: 'kith', password: { env: 'X' } }],
    [{ kind: 'header', name: 'X-Key', value: { env: 'X' } }],
  ])('no secret is ever shown: %j', (auth) => {
    const connector = personsAt('http://127.0.0.1:9', { update: { path: '/p/{id}' } }, { auth })
    expect(JSON.stringify(connector.render(item()))).not.toContain(secret())
  })

  test('a secret that is not where it should be is missed at once', () => {
    const auth = { kind: 'bearer', token: { env: 'KITH_NOWHERE' } }
    const settings = RestSettings.parse({ kind: 'rest', url: 'http://127.0.0.1:9', auth, entities: { person: {} } })
    const missing = () => {
      throw new Error('not set')
    }
    expect(() => openRest(settings, PACE, { secret: missing })).toThrow('not set')
  })

  test.each<[why: string, body: unknown, expected: unknown]>([
    ['the patch itself', undefined, { firstName: 'Ann' }],
    ['the patch in something', { data: { attributes: '{set}' } }, { data: { attributes: { firstName: 'Ann' } } }],
    ['the whole record', '{record}', { firstName: 'Ann', lastName: 'Lee' }],
    [
      'all that there is to say',
      {
        id: '{id}',
        n: '{seq}',
        who: '{origin}',
        key: '{key}',
        v: '{version}',
        ext: 'kith/{externalId}',
        fix: [1, null],
      },
      { id: 12, n: 7, who: 'kith', key: 'k-1', v: 3, ext: 'kith/cus-1', fix: [1, null] },
    ],
  ])('a body is %s', (_why, body, expected) => {
    const columns = { id: 'number', version: 'number' }
    const record = { version: 'version', readOnly: ['id', 'version', 'meta'] }
    const person = { record, columns, update: { path: '/p/{id}', ...(body === undefined ? {} : { body }) } }
    const known = { id: '12', version: '3', firstName: 'Anna', lastName: 'Lee', 'meta.by': 'x' }
    expect(rendered(person, { id: '12', version: '3', externalId: 'cus-1', known }).body).toEqual(expected)
  })

  test('what nobody knows is left out of a body', () => {
    const body = { id: '{id}', version: '{version}', set: '{set}' }
    expect(rendered({ update: { path: '/p/{id}', body } }).body).toEqual({ id: 'P1001', set: { firstName: 'Ann' } })
  })
})

describe('cells as JSON', () => {
  const known = {
    'address.city': 'Boise',
    'address.zip': '83706',
    'emails.0': 'a@x.example',
    'emails.1': 'b@x.example',
    'phones.0.number': '1',
    'phones.0.kind': 'home',
    'phones.1.number': '2',
  }
  const person = {
    columns: {
      points: 'number',
      vip: 'boolean',
      tags: 'json',
      phone: { empty: '' },
      score: { type: 'number', empty: 0 },
    },
    update: { path: '/p/{id}' },
  }

  test.each<[why: string, set: RowPatch, whole: string[], expected: unknown]>([
    ['texts', { name: '007' }, [], { name: '007' }],
    ['nested', { 'address.city': 'Ada', 'address.zip': null }, [], { address: { city: 'Ada', zip: null } }],
    ['an object that is replaced', { 'address.city': 'Ada' }, ['address'], { address: { city: 'Ada', zip: '83706' } }],
    ['a list, with what else is in it', { 'emails.1': 'c@x.example' }, [], { emails: ['a@x.example', 'c@x.example'] }],
    ['a list that loses one', { 'emails.0': null }, [], { emails: ['b@x.example'] }],
    [
      'objects in a list',
      { 'phones.1.kind': 'work' },
      [],
      {
        phones: [
          { number: '1', kind: 'home' },
          { number: '2', kind: 'work' },
        ],
      },
    ],
    ['numbers', { points: '12.50', score: '-3' }, [], { points: 12.5, score: -3 }],
    ['yes and no', { vip: 'false' }, [], { vip: false }],
    ['JSON', { tags: '["a","b"]' }, [], { tags: ['a', 'b'] }],
    ['emptied', { name: null, phone: null, score: null }, [], { name: null, phone: '', score: 0 }],
    ['a name that is no prototype', { '__proto__.x': '1' }, [], JSON.parse('{"__proto__": {"x": "1"}}')],
  ])('%s', (_why, set, whole, expected) => {
    const { body } = rendered({ ...person, whole }, { set, known })
    expect(JSON.stringify(body)).toBe(JSON.stringify(expected))
  })

  test.each<[set: RowPatch, column: string]>([
    [{ name: 'Ann', points: 'many' }, 'points'],
    [{ points: '1234567890123456' }, 'points'],
    [{ vip: 'maybe' }, 'vip'],
    [{ tags: '[' }, 'tags'],
  ])('what its column cannot take is refused before it is sent: %j', async (set, column) => {
    const { url, heard } = await answering(() => ({ body: {} }))
    expect(await personsAt(url, person).write([item({ set })], GO)).toMatchObject([{ kind: 'rejected', column }])
    expect(personsAt(url, person).render(item({ set })).request).toMatchObject({ column, refused: expect.any(String) })
    expect(heard).toEqual([])
  })

  test('an id that would lead elsewhere is refused before it is sent', async () => {
    const { url, heard } = await answering(() => ({ body: {} }))
    const outcomes = await personsAt(url, person).write([item({ id: '..' }), item({ id: '' })], GO)
    expect(outcomes.map(({ kind }) => kind)).toEqual(['rejected', 'rejected'])
    expect(heard).toEqual([])
  })

  test('what the definition does not say how to write is refused', async () => {
    const connector = personsAt('http://127.0.0.1:9', { read: { path: '/p/{id}' } })
    expect(await connector.write([item(), newItem()], GO)).toMatchObject([
      { kind: 'rejected', reason: 'the definition does not say how a person is changed' },
      { kind: 'rejected', reason: 'the definition does not say how a person is made' },
    ])
    expect(() => connector.render(item({ entity: 'company' }))).toThrow('does not say how a company is read or written')
  })
})

test.each<[why: string, probe: string | undefined, status: number, ok: boolean]>([
  ['at a path that is made for it', '/ping', 200, true],
  ['nothing there', '/ping', 404, false],
  ['nothing at the address itself', undefined, 404, true],
  ['not let in', '/ping', 403, false],
  ['broken', undefined, 503, false],
])('probing: %s', async (_why, probe, status, ok) => {
  const { url } = await answering(() => ({ status }))
  const connector = personsAt(url, {}, probe === undefined ? {} : { probe })
  expect(await connector.probe(GO)).toMatchObject({ ok })
})
