import { describe, expect, test } from 'vitest'
import { jsonList } from '../../../server/ingest/files/json-rows.ts'
import type { Connector, RemoteRecord } from '../../../server/systems/connector.ts'
import { answering, crmWith, GO, personsAt, type Said } from './rest-kit.ts'

const READ = { path: '/p/{id}' }

async function read(connector: Connector, ...ids: string[]): Promise<RemoteRecord[]> {
  return (await connector.read?.('person', ids, GO)) ?? []
}

describe('records as they are there now', () => {
  test('one, several, deleted, merged, never there', async () => {
    const { crm, connector } = await crmWith()
    for (const lastName of ['Lee', 'Li', 'Ng', 'Ko']) crm.add('person', { lastName })
    crm.remove('person', 'P1002')
    crm.merge('person', 'P1003', 'P1004')
    const expected = [
      { id: 'P1001', version: '1', origin: 'user', row: { lastName: 'Lee' } },
      { id: 'P1002', row: {}, gone: { into: undefined } },
      { id: 'P1003', row: {}, gone: { into: 'P1004' } },
      { id: 'P7', row: {}, gone: { into: undefined } },
    ]
    const ids = expected.map(({ id }) => id)
    expect(await read(connector, ...ids)).toMatchObject(expected)
    expect(crm.requests[0]?.path).toBe('/persons?ids=P1001%2CP1002%2CP1003%2CP7')
    for (const each of expected) expect(await read(connector, each.id)).toMatchObject([each])
  })

  test('a row is what a file of the records would give', async () => {
    const text = `{"id": 12345678901234567890, "name": {"first": "Ann", "last": ""}, "emails": ["a@x.example", "b@x.example"],
      "points": 12.50, "vip": false, "note": null, "tags": [], "@type": "person", "deep": {"a.b": 1}}`
    const { url } = await answering(() => ({ body: `{"data": ${text}}` }))
    const [record] = await read(personsAt(url, { read: { ...READ, at: 'data' } }), '12345678901234567890')
    async function* file() {
      yield `[${text}]`
    }
    const rows: unknown[] = []
    for await (const each of jsonList('x', file())) if ('row' in each) rows.push(each.row)
    expect(rows).toEqual([{ ...record?.row, 'name.last': '' }])
    expect(record?.row).toMatchObject({ id: '12345678901234567890', 'emails.1': 'b@x.example', points: '12.5' })
  })

  test.each<[why: string, said: Said, expected: object]>([
    ['its version in the head', { headers: { etag: 'W/"7"' }, body: { id: '1' } }, { version: 'W/"7"' }],
    ['marked as deleted', { body: { id: '1', state: 'archived' } }, { row: { state: 'archived' }, gone: {} }],
    ['merged, as it says', { body: { id: '1', 'master.id': '2' } }, { gone: { into: '2' } }],
    ['another in its place', { body: { id: '2' } }, { id: '1', row: {}, gone: { into: '2' } }],
    ['moved within', { status: 308, headers: { location: '/p/2' } }, { gone: { into: '2' } }],
  ])('%s', async (_why, said, expected) => {
    const { url } = await answering(() => said)
    const record = { version: { header: 'ETag' }, deleted: { at: 'state', is: ['archived'] }, into: 'master.id' }
    expect(await read(personsAt(url, { record, read: READ }), '1')).toMatchObject([expected])
  })

  test.each<[why: string, said: Said, code: string, detail: RegExp]>([
    ['broken', { status: 500, body: { message: 'oh' } }, 'system.unavailable', /^GET \/p\/1 is answered with 500: oh$/],
    [
      'too many',
      { status: 429, headers: { 'retry-after': '3' } },
      'system.unavailable',
      /429, and asks us to wait for 3 s$/,
    ],
    ['without an id', { body: { name: 'Ann' } }, 'system.invalid', /no record with an id at "id"/],
  ])('%s: nothing can be said about them', async (_why, said, code, detail) => {
    const { url } = await answering(() => said)
    await expect(read(personsAt(url, { read: READ }), '1')).rejects.toMatchObject({
      problem: { code, detail: expect.stringMatching(detail) },
    })
  })

  test.each([['..'], ['.'], ['']])('an id that would lead elsewhere is not asked for: %j', async (id) => {
    const { url, heard } = await answering(() => ({ body: { id } }))
    await expect(read(personsAt(url, { read: READ }), id)).rejects.toMatchObject({
      problem: { code: 'system.invalid' },
    })
    expect(heard).toEqual([])
  })

  test('an id with signs of its own is one part of the path', async () => {
    const { url, heard } = await answering(() => ({ body: { id: 'a/../b?c#d' } }))
    await read(personsAt(`${url}/api/`, { read: READ }), 'a/../b?c#d')
    expect(heard.map((each) => each.url)).toEqual(['/api/p/a%2F..%2Fb%3Fc%23d'])
  })
})

describe('records that changed', () => {
  /** Ids of all pages, and the last cursor. */
  async function all(connector: Connector, from = ''): Promise<{ pages: string[][]; cursor: string }> {
    const pages: string[][] = []
    let cursor = from
    for (let more = true; more && pages.length < 20; ) {
      const found = await connector.changes?.('person', cursor, GO)
      pages.push((found?.records ?? []).map(({ id }) => id))
      cursor = found?.cursor ?? ''
      more = found?.more ?? false
    }
    return { pages, cursor }
  }

  test('page by page, then only what is new; what is gone comes as that', async () => {
    const changes = { path: '/persons/changes?after={cursor}&limit={limit}', list: 'items', limit: 2 }
    const entity = { changes: { ...changes, cursor: { answer: 'next' }, more: 'more' } }
    const { crm, connector } = await crmWith({}, { entity })
    for (const lastName of ['A', 'B', 'C', 'D', 'E']) crm.add('person', { lastName })
    const first = await all(connector)
    expect(first).toEqual({ pages: [['P1001', 'P1002'], ['P1003', 'P1004'], ['P1005']], cursor: '5' })
    expect(await all(connector, first.cursor)).toEqual({ pages: [[]], cursor: '5' })
    crm.remove('person', 'P1002')
    crm.merge('person', 'P1003', 'P1001')
    const next = await connector.changes?.('person', first.cursor, GO)
    expect(next?.records).toMatchObject([
      { id: 'P1002', gone: { into: undefined } },
      { id: 'P1003', gone: { into: 'P1001' } },
    ])
  })

  const PEOPLE = ['a', 'b', 'c', 'd', 'e'].map((id, at) => ({ id, at: `2025-01-0${Math.floor(at / 2) + 1}T00:00:00Z` }))
  const since = (url: string) =>
    PEOPLE.filter(({ at }) => at >= (new URL(url, 'http://x').searchParams.get('since') ?? ''))
  const part = (url: string, name: string) => new URL(url, 'http://x').searchParams.get(name)

  test('by time, in numbered pages: the last time is asked for again', async () => {
    const { url, heard } = await answering(({ url }) => {
      const page = Number(part(url, 'page'))
      return { body: since(url).slice((page - 1) * 2, page * 2) }
    })
    const changes = { path: '/p?since={cursor}&page={page}', limit: 2, cursor: { record: 'at' }, page: { from: 1 } }
    const connector = personsAt(url, { changes })
    const { pages, cursor } = await all(connector)
    expect(pages).toEqual([['a', 'b'], ['c', 'd'], ['e']])
    expect(heard[0]?.url).toBe('/p?page=1')
    expect(await all(connector, cursor)).toEqual({ pages: [['e']], cursor })
  })

  test('by time, with a token from page to page', async () => {
    const { url } = await answering(({ body }) => {
      const { from = '0' } = JSON.parse(body)
      const next = Number(from) + 2
      return { body: { hits: PEOPLE.slice(Number(from), next), paging: next < 5 ? { next: String(next) } : {} } }
    })
    const body = { since: '{cursor}', from: '{page}', size: '{limit}' }
    const changes = { method: 'POST', path: '/search', body, list: 'hits', cursor: { record: 'at' } }
    const connector = personsAt(url, { changes: { ...changes, first: '1970', page: { next: 'paging.next' } } })
    await expect(all(connector)).resolves.toMatchObject({ pages: [['a', 'b'], ['c', 'd'], ['e']] })
  })

  test('by addresses of pages, but only its own', async () => {
    const other = { url: '' }
    const { url, heard } = await answering(({ url: asked }) => ({
      body: asked.includes('page=2')
        ? { value: [{ id: 'b', at: '2' }], '@odata.nextLink': other.url }
        : { value: [{ id: 'a', at: '1' }], '@odata.nextLink': `${url}/api/p?page=2` },
    }))
    const changes = {
      path: '/p?since={cursor}',
      list: 'value',
      cursor: { record: 'at' },
      page: { url: '@odata.nextLink' },
    }
    const connector = personsAt(`${url}/api`, { changes })
    expect((await all(connector)).pages).toEqual([['a'], ['b']])
    expect(heard.map((each) => each.url)).toEqual(['/api/p', '/api/p?page=2'])
    other.url = 'http://127.0.0.1:9/api/p?page=3'
    await expect(all(connector)).rejects.toMatchObject({ problem: { code: 'system.invalid' } })
    other.url = `${url}/elsewhere?page=3`
    await expect(all(connector)).rejects.toMatchObject({ problem: { code: 'system.invalid' } })
  })

  test('a list that only names them: each is read', async () => {
    const { url } = await answering(({ url }) =>
      url === '/changed'
        ? { body: { ids: [{ id: 'a' }, { id: 'b' }, { id: 'a' }], next: '9' } }
        : { body: { id: url.slice(3), name: 'N' } },
    )
    const changes = { path: '/changed', list: 'ids', cursor: { answer: 'next' }, readEach: true }
    const found = await personsAt(url, { read: READ, changes }).changes?.('person', '', GO)
    expect(found).toMatchObject({ records: [{ id: 'a', row: { name: 'N' } }, { id: 'b' }], cursor: '9', more: false })
  })

  test('a cursor that cannot move on is said, not asked with for ever', async () => {
    const { url } = await answering(() => ({
      body: [
        { id: 'a', at: '5' },
        { id: 'b', at: '5' },
      ],
    }))
    const connector = personsAt(url, { changes: { path: '/p?since={cursor}', limit: 2, cursor: { record: 'at' } } })
    await expect(all(connector)).rejects.toMatchObject({
      problem: { code: 'system.invalid', detail: expect.stringContaining('needs pages, or a greater limit') },
    })
  })

  test('numbers are compared as numbers', async () => {
    const { url } = await answering(() => ({
      body: [
        { id: 'a', n: 9 },
        { id: 'b', n: 10 },
      ],
    }))
    const connector = personsAt(url, { changes: { path: '/p?after={cursor}', cursor: { record: 'n' } } })
    expect((await all(connector)).cursor).toBe('10')
  })

  test('an entity that it cannot tell changes of has none', async () => {
    const { url } = await answering(() => ({ body: [] }))
    const person = { read: READ, changes: { path: '/p', cursor: { answer: 'next' } } }
    const connector = personsAt(url, person)
    expect(await connector.changes?.('person', 'x', GO)).toEqual({ records: [], cursor: 'x', more: false })
    expect(personsAt(url, { read: READ }).changes).toBeUndefined()
    await expect(connector.changes?.('company', '', GO)).rejects.toMatchObject({ problem: { code: 'system.invalid' } })
  })
})
