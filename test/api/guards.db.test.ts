import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../server/access/roles.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { CYPHER_DIR } from '../../server/store/graph/query.ts'
import { type Answer, type Ask, serveApp, type TestApp } from '../kit/app.ts'
import { emptyGraph } from '../kit/graph.ts'
import { EMIL, STRANGER, WORLD } from './world.ts'

let store: Store
let app: TestApp
beforeAll(async () => {
  store = await emptyGraph()
  app = await serveApp(store)
  await app.post('/records', { records: WORLD })
})
afterAll(async () => {
  await app?.close()
  await store?.close()
})

const codeOf = ({ status, headers, body }: Answer) => {
  expect(headers.get('content-type')).toContain('application/problem+json')
  expect(body).toMatchObject({ status, type: `urn:kith:problem:${body.code}`, requestId: headers.get('x-request-id') })
  return body.code
}

describe('/cypher', () => {
  const run = (statement: string, more: object = {}) => app.post('/cypher', { statement, ...more })

  test('answers columns and rows in plain JSON, whole numbers whole', async () => {
    const { body } = await run(
      'MATCH (c:Customer) WHERE c.size >= $least RETURN c.name AS name, c.size AS size, date("2026-02-03") AS day, 9223372036854775807 AS big ORDER BY size LIMIT $n',
      { params: { least: 2, n: 5 } },
    )
    expect(body).toMatchObject({
      columns: ['name', 'size', 'day', 'big'],
      rows: [['Nadia Lindqvist', 2, '2026-02-03', '9223372036854775807']],
      truncated: false,
    })
  })

  test('nodes, relationships and paths are objects', async () => {
    const { body } = await run('MATCH p = (h:Household)-[:AT]->(:Address) RETURN h, p')
    const [[household, path]] = body.rows as [[Record<string, unknown>, { nodes: unknown[]; relationships: unknown[] }]]
    expect(household).toMatchObject({ labels: ['Household'], properties: { name: 'Lindqvist household' } })
    expect(path).toMatchObject({ relationships: [{ type: 'AT' }] })
    expect(path.nodes).toHaveLength(2)
  })

  test.each<[why: string, statement: string, code: string]>([
    ['a write', 'CREATE (n:Evil)', 'query.refused'],
    ['a write behind a read', 'MATCH (n) SET n.evil = true', 'query.refused'],
    ['a write in a subquery', 'CALL () { CREATE (n:Evil) RETURN n } RETURN n', 'query.refused'],
    ['a file', "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", 'query.refused'],
    ['a file behind a read', "WITH 1 AS x LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", 'query.refused'],
    ['administration', 'CALL dbms.listConfig() YIELD name RETURN name', 'query.refused'],
    ['a mistake', 'MATCH (n) RETURN m', 'query.failed'],
    ['a missing parameter', 'RETURN $nothing', 'query.failed'],
    ['a division by zero', 'RETURN 1 / 0', 'query.failed'],
  ])('refuses %s', async (_why, statement, code) => {
    expect(codeOf(await run(statement))).toBe(code)
    expect((await run('MATCH (n) WHERE n:Evil OR n.evil RETURN n')).body.rows).toEqual([])
  })

  test('refuses something endless', async () => {
    const hasty = await serveApp(store, { console: { timeoutMs: 1_000 } })
    const statement = 'UNWIND range(1, 10000000000) AS x RETURN count(x)'
    expect(codeOf(await hasty.post('/cypher', { statement }))).toBe('query.limit')
    await hasty.close()
  })

  test('a mistake is shown where it was written', async () => {
    expect((await run('MATCH (n) RETURN m')).body.detail).toContain('line 1, column 18')
  })

  test('rows and size end at their limits', async () => {
    expect((await run('UNWIND range(1, 1000000) AS x RETURN x', { limit: 3 })).body).toMatchObject({
      rows: [[1], [2], [3]],
      truncated: true,
    })
    const text = "reduce(s = 'a', i IN range(1, 20) | s + s)"
    const { body } = await run(`UNWIND range(1, 100) AS x RETURN ${text} AS text`, { limit: 1_000 })
    expect(body.truncated).toBe(true)
    expect((body.rows as unknown[]).length).toBeLessThan(10)
  })

  const files = readdirSync(join(CYPHER_DIR, 'queries')).filter((file) => file.endsWith('.cypher'))
  test.each(files)('queries/%s runs with its example', async (file) => {
    const statement = readFileSync(join(CYPHER_DIR, 'queries', file), 'utf8')
    const params = JSON.parse(/^\/\/ Parameters: (.*)$/m.exec(statement)?.[1] ?? '{}')
    const answer = await run(statement, { params })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(readFileSync(join(CYPHER_DIR, 'README.md'), 'utf8')).toContain(`\`${file.replace('.cypher', '')}\``)
  })
})

describe('/graphql', () => {
  const ask = async (query: string, variables = {}) => (await app.post('/graphql', { query, variables })).body

  test('traverses households, records, companies and their people', async () => {
    expect(
      await ask(
        `query($name: String) {
          customers(where: { name: { eq: $name } }) { name formerNames records { id } household { members { name } } housemates { name } }
          companies(where: { name: { contains: "Garden" } }) {
            ultimateParent { name contacts { name } } pathToTop { name } parentConnection { edges { properties { record } node { name } } }
          }
        }`,
        { name: 'Nadia Lindqvist' },
      ),
    ).toMatchObject({
      data: {
        customers: [
          {
            formerNames: ['Okafor'],
            records: [{}, {}],
            household: [{ members: [{}, {}] }],
            housemates: [{ name: 'Emil Lindqvist' }],
          },
        ],
        companies: [
          {
            ultimateParent: { contacts: [{ name: 'Ingrid Sato' }] },
            pathToTop: [{}, {}],
            parentConnection: { edges: [{ properties: { record: 'crm-west:company:W2' } }] },
          },
        ],
      },
    })
  })

  test('refuses to write, to nest without end and to break', async () => {
    expect(await ask('mutation { deleteCustomers { nodesDeleted } }')).toHaveProperty('errors')
    const deep = `{ companies { ${'parent { '.repeat(20)} id ${'} '.repeat(20)} } }`
    expect(await ask(deep)).toMatchObject({ errors: [{ extensions: { code: 'query.limit' } }, {}] })
    expect(await ask('{ companies {')).toHaveProperty('errors')
    expect(await ask(`{ a: ${'a '.repeat(6_000)} }`)).toHaveProperty('errors')
  })
})

describe('bad input', () => {
  const broken = '{"records": [{"source": "crm"'
  test.each<[why: string, method: string, path: string, options: Ask, code: string]>([
    ['no such route', 'GET', '/nowhere', {}, 'route.not-found'],
    ['no such method', 'DELETE', '/changes', {}, 'route.not-found'],
    ['malformed JSON', 'POST', '/records', { text: broken }, 'request.invalid'],
    ['JSON that is no object', 'POST', '/records', { text: '[1, 2]' }, 'request.invalid'],
    ['not JSON', 'POST', '/records', { text: 'a,b', headers: { 'content-type': 'text/csv' } }, 'request.invalid'],
    ['another encoding', 'POST', '/records', { text: '{}', headers: { 'content-encoding': 'br' } }, 'request.invalid'],
    ['no records', 'POST', '/records', { body: { records: [] } }, 'request.invalid'],
    ['too many records', 'POST', '/records', { body: { records: Array(1_001).fill({}) } }, 'request.invalid'],
    ['a body too large', 'POST', '/search', { body: { text: 'x'.repeat(2_000_000) } }, 'request.too-large'],
    ['a misspelt parameter', 'GET', '/changes?limt=3', {}, 'request.invalid'],
    ['a parameter twice', 'GET', '/changes?limit=3&limit=4', {}, 'request.invalid'],
    ['a broken percent sign', 'GET', '/golden/%E0%A4%A', {}, 'request.invalid'],
    ['a golden id that is none', 'GET', '/golden/cus_1', {}, 'request.invalid'],
    ['a source that cannot be', 'GET', '/records/a%3Ab/1', {}, 'request.invalid'],
    ['a null byte', 'GET', '/records/crm/%00', {}, 'record.not-found'],
    [
      'a decision about one record',
      'POST',
      '/decisions',
      { body: { low: 'crm:C2', high: 'crm:person:C2', verdict: 'same', reason: 'x' } },
      'request.invalid',
    ],
    [
      'a page of another site',
      'POST',
      '/search',
      { body: {}, headers: { origin: 'https://evil.example' } },
      'access.forbidden',
    ],
    ['a stream from nowhere', 'GET', '/changes/stream', { headers: { 'last-event-id': 'abc' } }, 'request.invalid'],
  ])('%s', async (_why, method, path, options, code) => {
    expect(codeOf(await app.ask(method, path, options))).toBe(code)
  })

  test('a record that tries to reach a prototype is a record like any other', async () => {
    const text = JSON.stringify({ records: [STRANGER] }).replace(
      '"givenName"',
      '"__proto__": {"polluted": true}, "givenName"',
    )
    const { status } = await app.ask('POST', '/records', { text })
    expect([200, 422]).toContain(status)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('the server keeps serving, tells how it is, and its headers let nothing foreign run', async () => {
    const { status, body, headers } = await app.get('/health')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      status: 'ok',
      access: 'loopback',
      neo4j: expect.stringMatching(/^\d/),
      migrations: { pending: [] },
    })
    expect(headers.get('content-security-policy')).toContain("script-src 'self'")
    const page = await app.get('/metrics')
    expect(page.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(page.body.text).toContain('kith_http_requests_total{method="POST",route="/records",status="400"}')
    expect(page.body.text).toContain('# TYPE kith_ids_churned counter')
    expect((await app.get('/docs')).body.text).toContain('<h1>Kith API</h1>')
  })
})

describe('with API keys', () => {
  let guarded: TestApp
  const tokens = new Map<Role, string>()
  beforeAll(async () => {
    guarded = await serveApp(store, { access: 'keys', requestsPerMinute: 60 })
    for (const role of ['reader', 'analyst', 'steward', 'sync', 'admin'] as const) {
      const sources = role === 'sync' ? ['crm'] : []
      tokens.set(role, guarded.keys.add({ name: `the-${role}`, roles: [role], sources }, new Date().toISOString()).text)
    }
  })
  afterAll(() => guarded?.close())

  const as = (role: Role) => ({ headers: { authorization: `Bearer ${tokens.get(role)}` } })

  test('nobody without a key, but for what a browser needs first', async () => {
    const answer = await guarded.get('/reports/counts')
    expect(codeOf(answer)).toBe('access.unauthenticated')
    expect(answer.headers.get('www-authenticate')).toContain('Bearer')
    expect((await guarded.get('/health')).body).toEqual({ status: 'ok', version: '0.0.0-test', access: 'keys' })
    expect((await guarded.get('/openapi.json')).status).toBe(200)
    expect(codeOf(await guarded.get('/metrics'))).toBe('access.unauthenticated')
    expect(codeOf(await guarded.post('/graphql', { query: '{ __typename }' }))).toBe('access.unauthenticated')
  })

  test.each<[role: Role, method: string, path: string, body: unknown, status: number]>([
    ['reader', 'GET', '/reports/counts', undefined, 200],
    ['reader', 'POST', '/graphql', { query: '{ __typename }' }, 200],
    ['reader', 'POST', '/cypher', { statement: 'RETURN 1' }, 403],
    ['reader', 'POST', '/records', { records: [EMIL] }, 403],
    ['reader', 'DELETE', '/records/crm/C2', undefined, 403],
    ['analyst', 'POST', '/cypher', { statement: 'RETURN 1' }, 200],
    ['analyst', 'POST', '/decisions', {}, 403],
    ['reader', 'GET', '/systems', undefined, 200],
    ['analyst', 'POST', '/systems/crm/replay', {}, 403],
    ['steward', 'POST', '/systems/crm/replay', {}, 404],
    ['steward', 'POST', '/systems/crm/apply', { hash: 'x' }, 403],
    ['sync', 'POST', '/systems/crm/pause', { reason: 'x' }, 403],
    ['admin', 'POST', '/systems/crm/apply', { hash: 'x' }, 404],
    ['sync', 'POST', '/records', { records: [EMIL] }, 200],
    ['sync', 'POST', '/records', { records: [STRANGER] }, 403],
    ['sync', 'POST', '/records', { records: [{ ...EMIL, source: 'nope' }] }, 422],
    ['sync', 'POST', '/records', { records: [EMIL, STRANGER] }, 207],
    ['sync', 'DELETE', '/records/erp/E9', undefined, 403],
    ['steward', 'POST', '/records', { records: [STRANGER] }, 200],
    ['steward', 'DELETE', '/decisions/dec_none', undefined, 404],
  ])('%s: %s %s', async (role, method, path, body, status) => {
    expect((await guarded.ask(method, path, { ...as(role), body })).status).toBe(status)
  })

  test('a write is signed with the key and the user it acts for', async () => {
    const record = { ...EMIL, phone: '+1 207 555 0161', updatedAt: '2026-01-01T00:00:00Z' }
    const headers = { ...as('sync').headers, 'x-kith-user': 'natalie' }
    await guarded.post('/records', { records: [record] }, { headers })
    const { head } = (await guarded.get('/changes', as('reader'))).body as { head: number }
    const { changes } = (await guarded.get(`/changes?after=${head - 1}`, as('reader'))).body
    expect(changes).toMatchObject([{ kind: 'updated', actor: 'the-sync', user: 'natalie', attributes: ['phones'] }])
  })

  test('a revoked key stops at once', async () => {
    guarded.keys.revoke('the-analyst', new Date().toISOString())
    expect(codeOf(await guarded.get('/reports/counts', as('analyst')))).toBe('access.unauthenticated')
  })

  test('too many requests are told to wait', async () => {
    const answers = await Promise.all(Array.from({ length: 70 }, () => guarded.get('/openapi.json')))
    expect(answers.map(({ status }) => status)).toContain(429)
    const answer = await guarded.get('/openapi.json')
    expect(codeOf(answer)).toBe('request.too-many')
    expect(answer.headers.get('retry-after')).not.toBeNull()
  })
})
