import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { AccessMode } from '../../server/access/access.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { serveApp, type TestApp } from '../kit/app.ts'
import { emptyGraph } from '../kit/graph.ts'

const PER_MINUTE = 80
/** More than any limit here lets through. */
const MANY = 100

let store: Store
let web: string
let app: TestApp
beforeAll(async () => {
  store = await emptyGraph()
  web = mkdtempSync(join(tmpdir(), 'kith-page-'))
  writeFileSync(join(web, 'index.html'), '<div id="root"></div>')
})
afterEach(() => app?.close())
afterAll(async () => {
  await store?.close()
  rmSync(web, { recursive: true, force: true })
})

const open = async (access: AccessMode = 'keys', trustProxy: readonly string[] = []) => {
  app = await serveApp(store, { access, web, trustProxy, requestsPerMinute: PER_MINUTE })
}
const keyOf = (name: string) => app.keys.add({ name, roles: ['reader'], sources: [] }, '2026-01-01T00:00:00.000Z').text
const wrong = (i: number) => `kith_${String(i).padStart(12, '0')}_${'w'.repeat(43)}`

/** How often each status came, of many requests at once. */
async function flood(path: string, headers: (i: number) => Record<string, string>, times = MANY) {
  const counts: Record<number, number> = {}
  const ask = async (i: number) => {
    const answer = await fetch(new URL(path, app.url), { headers: headers(i) })
    await answer.arrayBuffer()
    counts[answer.status] = (counts[answer.status] ?? 0) + 1
  }
  for (let i = 0; i < times; i += 50)
    await Promise.all(Array.from({ length: Math.min(50, times - i) }, (_, at) => ask(i + at)))
  return counts
}
const bearer = (text: string) => ({ authorization: `Bearer ${text}` })
const statusOf = async (path: string, headers: Record<string, string> = {}) =>
  Object.keys(await flood(path, () => headers, 1)).map(Number)

const GUARDED = '/api/v1/changes'
const OPEN = ['/health', '/docs', '/openapi.json', '/api/v1/health', '/', '/explore']

describe('wrong keys without end', () => {
  test('are answered 429 after a while, and lock nothing and nobody else', async () => {
    await open()
    const good = keyOf('good')
    const counts = await flood(GUARDED, (i) => bearer(wrong(i)))
    expect(counts).toEqual({ 401: 60, 429: MANY - 60 })
    for (const path of OPEN) expect([path, await statusOf(path)]).toEqual([path, [200]])
    expect(await statusOf(GUARDED)).toEqual([401]) // the page asks for a key at this
    expect(await statusOf(GUARDED, bearer(good))).toEqual([200])
    expect(await statusOf(GUARDED, { 'x-api-key': good })).toEqual([200])
    expect(await statusOf('/api/v1/decisions', bearer(wrong(1)))).toEqual([429]) // whatever is asked for
    const refused = await app.get('/changes', { headers: bearer(wrong(2)) })
    expect(refused.body).toMatchObject({ code: 'request.too-many', detail: expect.stringContaining('a right one') })
    expect(refused.headers.get('retry-after')).not.toBeNull()
  })

  test.each(OPEN)('at %s leave it open to others of the same address', async (path) => {
    await open()
    await flood(path, (i) => bearer(wrong(i)))
    expect(await statusOf(path)).toEqual([200])
    expect(await statusOf(path, bearer(keyOf('good')))).toEqual([200])
    expect(await statusOf(GUARDED, bearer(wrong(1)))).toEqual([401])
  })

  test('on loopback as well, with the secret and without', async () => {
    await open('loopback')
    const counts = await flood(GUARDED, (i) => bearer(i % 2 ? wrong(i) : `kith_local_${i}`))
    expect(counts).toEqual({ 401: 60, 429: MANY - 60 })
    expect(await statusOf(GUARDED, app.own)).toEqual([200])
    expect(await statusOf(GUARDED)).toEqual([200])
    for (const path of OPEN) expect(await statusOf(path)).toEqual([200])
  })
})

describe('each is counted apart', () => {
  test('a key from another key, and from who has none', async () => {
    await open()
    const [eager, calm] = [bearer(keyOf('eager')), bearer(keyOf('calm'))]
    expect(await flood(GUARDED, () => eager)).toEqual({ 200: PER_MINUTE, 429: MANY - PER_MINUTE })
    expect(await statusOf('/health', eager)).toEqual([429])
    expect(await statusOf(GUARDED, calm)).toEqual([200])
    for (const path of OPEN) expect(await statusOf(path)).toEqual([200])
  })

  test.each(['/docs', '/', GUARDED])('%s without a key from the rest without one', async (path) => {
    await open()
    expect((await flood(path, () => ({})))[429]).toBe(MANY - PER_MINUTE)
    for (const other of ['/health', '/openapi.json']) expect(await statusOf(other)).toEqual([200])
    expect(await statusOf(GUARDED, bearer(keyOf('good')))).toEqual([200])
  })

  test('on one’s own machine nobody is counted', async () => {
    await open('loopback')
    expect(await flood(GUARDED, () => ({}))).toEqual({ 200: MANY })
    expect(await flood(GUARDED, () => app.own)).toEqual({ 200: MANY })
  })

  test('but a key is, and who comes through a proxy', async () => {
    await open('loopback')
    const key = bearer(keyOf('eager'))
    expect(await flood(GUARDED, () => key)).toEqual({ 200: PER_MINUTE, 429: MANY - PER_MINUTE })
    expect(await flood('/docs', () => ({ via: '1.1 a' }))).toEqual({ 200: PER_MINUTE, 429: MANY - PER_MINUTE })
  })
})

describe('through a proxy', () => {
  const from = (address: string, i: number) => ({ ...bearer(wrong(i)), 'x-forwarded-for': address })

  test('that is trusted, each address is counted by itself', async () => {
    await open('keys', ['127.0.0.1'])
    expect(await flood(GUARDED, (i) => from('203.0.113.9', i))).toEqual({ 401: 60, 429: MANY - 60 })
    expect(await statusOf(GUARDED, from('203.0.113.10', 1))).toEqual([401])
    expect(await statusOf(GUARDED, from('2001:db8::1', 1))).toEqual([401])
    // What a caller put before its own address is nobody's word.
    expect(await statusOf(GUARDED, from('198.51.100.1, 203.0.113.9', 1))).toEqual([429])
  })

  test('that is not, nobody gets another count by naming another address', async () => {
    await open()
    expect(await flood(GUARDED, (i) => from(`203.0.113.${i}`, i))).toEqual({ 401: 60, 429: MANY - 60 })
  })

  test('addresses of one network of IPv6 are counted as one', async () => {
    await open('keys', ['127.0.0.1'])
    expect(await flood(GUARDED, (i) => from(`2001:db8::${i.toString(16)}`, i))).toEqual({ 401: 60, 429: MANY - 60 })
  })
})
