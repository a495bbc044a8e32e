import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { KeyRing } from '../../server/access/key-file.ts'
import { isReading } from '../../server/access/roles.ts'
import { ROUTES } from '../../server/api/rest/routes.ts'
import { BASE } from '../../server/api/route.ts'
import { PROJECT } from '../../server/env.ts'
import type { Store } from '../../server/store/graph/driver.ts'
import { serveApp, type TestApp } from '../kit/app.ts'
import { emptyGraph } from '../kit/graph.ts'
import { bareNginx, type Forwarder, installed, plainProxy, shippedNginx, silentProxy } from '../kit/proxies.ts'
import { EMIL, STRANGER } from './world.ts'

const run = promisify(execFile)
const NOW = '2026-01-01T00:00:00.000Z'

let store: Store
let app: TestApp
let port: number
beforeAll(async () => {
  store = await emptyGraph()
  app = await serveApp(store)
  port = Number(new URL(app.url).port)
})
afterAll(async () => {
  await app?.close()
  await store?.close()
})

const send = (url: string, method: string, path: string, headers: Record<string, string>, body?: object) =>
  fetch(`${url}${BASE}${path}`, {
    method,
    headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })

describe('on this machine', () => {
  const nobody = { authorization: '' }
  const changing = ROUTES.filter(({ right }) => !isReading(right))

  test.each(changing.map(({ method, path }) => [method.toUpperCase(), path] as const))(
    'without its secret nobody may %s %s, with a body or without',
    async (method, path) => {
      const address = path.replace('{entity}', 'person').replace(/\{\w+\}/g, 'x')
      for (const body of [undefined, {}]) {
        if (method !== 'POST' && body) continue
        const { status, body: problem } = await app.ask(method, address, { headers: nobody, body })
        expect([method, address, status]).toEqual([method, address, 401])
        expect(String(problem.detail)).toContain(join(app.home, 'local-secret'))
      }
    },
  )

  test('without its secret one reads as before', async () => {
    expect((await app.get('/reports/counts', { headers: nobody })).status).toBe(200)
    expect((await app.post('/search', { text: 'Emil' }, { headers: nobody })).status).toBe(200)
    expect((await app.post('/cypher', { statement: 'RETURN 1' }, { headers: nobody })).status).toBe(200)
    expect((await app.get('/health', { headers: nobody })).body).toHaveProperty('neo4j')
  })

  test.skipIf(!installed('bash', 'curl'))('what the README writes with curl is written', async () => {
    const work = mkdtempSync(join(tmpdir(), 'kith-readme-'))
    symlinkSync(app.home, join(work, '.kith'))
    const shell = (text: string) =>
      run('bash', ['-c', text.replaceAll('localhost:4747', `localhost:${port}`)], { cwd: work })
    const [setUp = '', ...blocks] = readFileSync(join(PROJECT, 'README.md'), 'utf8')
      .split(/^```/m)
      .flatMap((block) => (block.startsWith('sh\n') ? [block.slice(3)] : []))
    const block = (words: string) => `${setUp}\n${blocks.find((each) => each.includes(words))?.replace(/^#.*$/gm, '')}`
    const [arrived = ''] = (await shell(block('post records').replace(/^curl .*$/m, ''))).stdout.split('\n')
    expect(JSON.parse(arrived)).toMatchObject({ outcomes: [{ record: 'call-centre:person:77', outcome: 'created' }] })
    await shell(
      `${setUp} post records '{"records": [${JSON.stringify({ ...EMIL, source: 'crm', sourceId: 'C1001' })}]}'`,
    )
    const decided = block('X-Kith-User: maria').replace(/^curl [^\n]*(DELETE|ids)[^\n]*$/gm, '')
    const { decision } = JSON.parse((await shell(decided)).stdout) as { decision: { id: string; by: string } }
    expect(decision.by).toBe('maria')
    const undone = block('X-Kith-User: maria').match(/^curl .*DELETE.*$/m)?.[0] ?? ''
    const { stdout } = await shell(`${setUp}\n${undone.replace(/dec_\S+/, decision.id)}`)
    expect(JSON.parse(stdout)).toHaveProperty('goldens')
    rmSync(work, { recursive: true })
  })
})

describe('a page of another site, or of another port', () => {
  const pages: [why: string, headers: Record<string, string>][] = [
    ['another site', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://localhost:3000' }],
    ['a file', { origin: 'null' }],
    ['another site, by where it came from', { referer: 'https://evil.example/x' }],
  ]
  test.each(pages)('%s writes nothing, with a body or without, the secret or not', async (_why, headers) => {
    for (const who of [{}, app.own, { authorization: `Bearer ${aKey().token}` }]) {
      for (const [method, path] of [
        ['POST', '/plans/pln_x/apply'],
        ['POST', '/plans/pln_x/revert'],
        ['POST', '/sources/crm/restore'],
        ['POST', '/reports/quality/baseline'],
        ['DELETE', '/records/crm/C1'],
        ['DELETE', '/decisions/dec_x'],
        ['PUT', '/records'],
        ['PATCH', '/records'],
      ] as const) {
        const answer = await asked(method, path, { ...who, ...headers })
        expect(`${method} ${path} ${answer}`).toBe(`${method} ${path} 403`)
      }
    }
    expect(await asked('GET', '/reports/counts', headers)).toBe(headers.origin?.includes('localhost') ? 200 : 401)
  })

  /** By hand: `fetch` does not let anybody say where they come from. */
  const asked = (method: string, path: string, headers: Record<string, string>) =>
    new Promise<number | undefined>((done, fail) => {
      request(`${app.url}${path}`, { method, headers }, (answer) => {
        answer.resume()
        done(answer.statusCode)
      })
        .on('error', fail)
        .end()
    })
})

describe('keys', () => {
  let guarded: TestApp
  beforeAll(async () => {
    guarded = await serveApp(store, { access: 'keys' })
  })
  afterAll(() => guarded?.close())
  const bearer = (text: string) => ({ authorization: `Bearer ${text}` })

  test.each<[what: string, path: string]>([
    ['a stream of changes', '/changes/stream'],
    ['a stream that has much to tell', '/changes/stream?after=0'],
  ])('%s ends when its key is revoked, by another process as well', async (_what, path) => {
    for (const revoke of [
      (name: string) => guarded.keys.revoke(name, NOW),
      (name: string) => new KeyRing(guarded.home).revoke(name, NOW),
    ]) {
      const { name, token } = aKey(guarded)
      const others = await listen(guarded, path, aKey(guarded).token)
      const stream = await listen(guarded, path, token)
      await sleep(1_500)
      expect(stream.ended()).toBe(false)
      revoke(name)
      await expect.poll(stream.ended, { timeout: 5_000 }).toBe(true)
      expect(others.ended()).toBe(false)
      others.close()
      expect((await guarded.get('/changes/stream', { headers: bearer(token) })).status).toBe(401)
    }
  })

  test('that are damaged lock out whoever shows one, while the rest goes on', async () => {
    const { token } = aKey(guarded)
    const stream = await listen(guarded, '/changes/stream', token)
    const path = join(guarded.home, 'keys.json')
    const whole = readFileSync(path)
    writeFileSync(path, whole.subarray(0, 100))
    for (const each of [token, `kith_0123456789ab_${'x'.repeat(43)}`]) {
      const { status, body, headers } = await guarded.get('/reports/counts', { headers: bearer(each) })
      expect({ status, code: body.code }).toEqual({ status: 503, code: 'access.keys-unreadable' })
      expect(body.detail).toContain('keys.json')
      expect(headers.get('retry-after')).not.toBeNull()
    }
    expect((await guarded.get('/reports/counts')).status).toBe(401)
    for (const open of ['/health', '/docs', '/openapi.json'])
      for (const headers of [{}, bearer(token)]) expect((await guarded.get(open, { headers })).status).toBe(200)
    await expect.poll(stream.ended, { timeout: 5_000 }).toBe(true)
    expect(() => new KeyRing(guarded.home).add({ name: 'new', roles: ['admin'], sources: [] }, NOW)).toThrow(
      'keys.json',
    )
    expect(readFileSync(path)).toEqual(whole.subarray(0, 100))
    writeFileSync(path, whole)
    expect((await guarded.get('/reports/counts', { headers: bearer(token) })).status).toBe(200)
  })

  test('that are damaged leave the user of the machine alone', async () => {
    const { token } = aKey()
    const path = join(app.home, 'keys.json')
    const whole = readFileSync(path)
    writeFileSync(path, '')
    expect((await app.get('/reports/counts', { headers: { authorization: '' } })).status).toBe(200)
    expect((await app.post('/records', { records: [EMIL] })).status).toBe(200)
    expect((await app.get('/reports/counts', { headers: bearer(token) })).status).toBe(503)
    writeFileSync(path, whole)
  })

  test('that are called like a role do not have it', async () => {
    const named = guarded.keys.add({ name: 'admin', roles: ['analyst'], sources: [] }, NOW).text
    const { token } = aKey(guarded)
    await guarded.post('/hierarchies', { name: 'theirs', kind: 'marketing' }, { headers: bearer(token) })
    const nodes = { nodes: [{ key: 'one' }] }
    expect((await guarded.post('/hierarchies/theirs/nodes', nodes, { headers: bearer(token) })).status).toBe(200)
    expect((await guarded.post('/hierarchies/theirs/nodes', nodes, { headers: bearer(named) })).status).toBe(403)
    const own = await guarded.post('/hierarchies', { name: 'own', kind: 'marketing' }, { headers: bearer(named) })
    expect(own.body).toMatchObject({ owner: 'analyst' })
  })
})

/** Listens to server-sent events until they end. */
async function listen(to: TestApp, path: string, token: string): Promise<{ ended(): boolean; close(): void }> {
  const leaving = new AbortController()
  const answer = await fetch(`${to.url}${path}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: leaving.signal,
  })
  expect(answer.status).toBe(200)
  let over = false
  answer.text().then(
    () => {
      over = true
    },
    () => undefined,
  )
  return { ended: () => over, close: () => leaving.abort() }
}

/** Through what stands before it, nobody changes anything: not as themselves, and not with the secret either. */
async function noAdministrator(url: string): Promise<void> {
  const { token } = aKey()
  for (const headers of [{}, app.own, { 'x-forwarded-for': '127.0.0.1' }, { host: 'localhost' }]) {
    for (const [method, path, body] of [
      ['POST', '/records', { records: [STRANGER] }],
      ['DELETE', '/records/crm/C1', undefined],
      ['POST', '/decisions', { low: 'crm:1', high: 'crm:2', verdict: 'same', reason: 'x' }],
      ['POST', '/plans/pln_x/apply', undefined],
      ['POST', '/sources/crm/retire', { reason: 'x' }],
      ['POST', '/hierarchies', { name: 'x' }],
    ] as const)
      expect(`${path} ${(await send(url, method, path, headers, body)).status}`).toBe(`${path} 401`)
  }
  const keyed = await send(url, 'POST', '/records', { authorization: `Bearer ${token}` }, { records: [EMIL] })
  expect(keyed.status).toBe(200)
  expect((await fetch(`${url}/health`)).status).toBe(200)
}

let keys = 0
function aKey(of: TestApp = app): { name: string; token: string } {
  keys += 1
  const name = `west-${keys}`
  return { name, token: of.keys.add({ name, roles: ['steward'], sources: [] }, NOW).text }
}

describe('behind a proxy that was not told of', () => {
  let proxy: Forwarder | undefined
  const through = async (made: Promise<Forwarder>) => {
    proxy = await made
    return proxy.url
  }
  afterEach(() => proxy?.close())

  test('that speaks as a bare proxy_pass does, nobody is an administrator, and nobody reads', async () => {
    const url = await through(plainProxy(port))
    await noAdministrator(url)
    for (const headers of [{}, app.own]) expect((await send(url, 'GET', '/reports/counts', headers)).status).toBe(401)
    expect(await (await fetch(`${url}/health`)).json()).not.toHaveProperty('neo4j')
  })

  test('that tells nothing at all, nobody is an administrator without the secret', async () => {
    const url = await through(silentProxy(port))
    for (const path of ['/plans/pln_x/apply', '/plans/pln_x/revert', '/sources/crm/restore'])
      expect((await send(url, 'POST', path, {})).status).toBe(401)
    expect((await send(url, 'POST', '/records', {}, { records: [STRANGER] })).status).toBe(401)
  })

  test.skipIf(!installed('nginx'))('nginx with proxy_pass alone makes nobody an administrator', async () => {
    const url = await through(bareNginx(port))
    await noAdministrator(url)
    expect((await send(url, 'GET', '/reports/counts', {})).status).toBe(401)
  })
})

describe.skipIf(!installed('nginx', 'openssl', 'curl'))('behind nginx with the file of this repository', () => {
  let guarded: TestApp
  let proxy: Forwarder
  let token: string
  beforeAll(async () => {
    guarded = await serveApp(store, { access: 'keys', trustProxy: ['127.0.0.1'] })
    token = aKey(guarded).token
    proxy = await shippedNginx(Number(new URL(guarded.url).port))
  })
  afterAll(async () => {
    await proxy?.close()
    await guarded?.close()
  })
  const curl = async (path: string, ...more: string[]) => {
    const args = ['-sk', '-m', '10', '-o', '-', '-w', '\n%{http_code}', ...more, `${proxy.url}${path}`]
    const { stdout } = await run('curl', args).catch((error: { stdout: string }) => error)
    const [status = '', ...lines] = stdout.split('\n').reverse()
    return { status: Number(status), text: lines.reverse().join('\n') }
  }
  const key = () => ['-H', `Authorization: Bearer ${token}`]
  const json = (body: object) => ['-H', 'Content-Type: application/json', '-d', JSON.stringify(body)]

  test('nobody without a key, everything with one', async () => {
    expect((await curl(`${BASE}/reports/counts`)).status).toBe(401)
    expect((await curl(`${BASE}/reports/counts`, '-H', `Authorization: ${app.own.authorization}`)).status).toBe(401)
    expect((await curl(`${BASE}/reports/counts`, '-H', 'X-Forwarded-For: 127.0.0.1')).status).toBe(401)
    expect((await curl(`${BASE}/reports/counts`, ...key())).status).toBe(200)
    expect((await curl(`${BASE}/records`, ...key(), ...json({ records: [STRANGER] }))).status).toBe(200)
    const origin = ['-H', 'Host: kith.example.com', '-H', 'Origin: https://kith.example.com']
    expect((await curl(`${BASE}/search`, ...key(), ...origin, ...json({ text: 'Emil' }))).status).toBe(200)
    expect((await curl('/health')).status).toBe(200)
  })

  test('the feed comes as it grows', async () => {
    const first = await curl(`${BASE}/changes/stream?after=0`, ...key(), '-N', '-m', '3')
    expect(first.text).toContain('event: change')
  })
})
