import { describe, expect, test } from 'vitest'
import { type AccessMode, type AccessRequest, accessMode, callerOf, trickProblem } from '../../server/access/access.ts'
import { type Caller, LOCAL, missingRight, sourceProblem } from '../../server/access/caller.ts'
import { type Headers, isLoopback } from '../../server/access/proxy-traces.ts'
import { permits, Right, Role, rolesWith } from '../../server/access/roles.ts'

const KEY = {
  id: '0123456789ab',
  name: 'west',
  hash: '',
  roles: ['sync' as const],
  sources: ['crm-west' as never],
  createdAt: '2026-01-01T00:00:00Z',
}
const keys = { find: (text: string) => (text === 'good' ? KEY : undefined), usable: () => true }
const noKeys = { find: () => undefined, usable: () => false }

const REFUSED = { code: 'access.unauthenticated', detail: expect.stringContaining('kith key add') }
const SECRET = { path: '/home/ana/.kith/local-secret', text: `kith_local_${'s'.repeat(43)}` }
const HERE = { host: 'localhost:4747' }

describe('where Kith may listen', () => {
  test.each<[host: string, loopback: boolean]>([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['localhost', true],
    ['::1', true],
    ['[::1]', true],
    ['::ffff:127.0.0.1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['192.168.1.20', false],
    ['::ffff:10.0.0.1', false],
    ['127.0.0.1.evil.example', false],
    ['localhost.evil.example', false],
    ['', false],
  ])('%s is loopback: %s', (host, loopback) => {
    expect(isLoopback(host)).toBe(loopback)
  })

  test.each<[why: string, host: string, demand: 'local' | 'keys', some: boolean, expected: unknown]>([
    ['loopback needs no key', '127.0.0.1', 'local', false, { ok: true, value: 'loopback' }],
    ['nor minds one', '127.0.0.1', 'local', true, { ok: true, value: 'loopback' }],
    ['unless keys are demanded', '127.0.0.1', 'keys', true, { ok: true, value: 'keys' }],
    ['which then have to be there', 'localhost', 'keys', false, { ok: false, problem: REFUSED }],
    ['beyond loopback they have to be', '0.0.0.0', 'local', false, { ok: false, problem: REFUSED }],
    ['and are demanded', '0.0.0.0', 'local', true, { ok: true, value: 'keys' }],
  ])('%s', (_why, host, demand, some, expected) => {
    expect(accessMode({ host, demand }, some ? keys : noKeys)).toMatchObject(expected as object)
  })
})

describe('who makes a request', () => {
  const who = (headers: Headers, access: AccessMode, more: Partial<AccessRequest> = {}) => {
    const caller = callerOf(
      { headers: { ...HERE, ...headers }, httpVersion: '1.1', ...more },
      { access, keys, ...(access === 'loopback' ? { secret: SECRET } : {}) },
    )
    return caller.ok ? caller.value.actor : caller.problem.code
  }
  const mayOf = (headers: Headers, more: Partial<AccessRequest> = {}) => {
    const asked = { headers: { ...HERE, ...headers }, httpVersion: '1.1', ...more }
    const caller = callerOf(asked, { access: 'loopback', keys, secret: SECRET })
    if (!caller.ok) return caller.problem
    return Right.options.filter((right) => missingRight(caller.value, right) === undefined)
  }
  const bearer = (text: string) => ({ authorization: `Bearer ${text}` })
  const READS = ['none', 'read', 'query']
  const STRANGER = { code: 'access.unauthenticated', detail: expect.stringContaining('Authorization: Bearer <key>') }

  test.each<[why: string, headers: Headers, access: AccessMode, expected: unknown]>([
    ['loopback needs no key', {}, 'loopback', { key: 'local' }],
    ['but takes one', bearer('good'), 'loopback', { key: 'west' }],
    ['and refuses a wrong one', bearer('bad'), 'loopback', 'access.unauthenticated'],
    ['what a proxy forwards needs a key', { 'x-forwarded-for': '203.0.113.9' }, 'loopback', 'access.unauthenticated'],
    ['and with one is let in', { ...bearer('good'), via: '1.1 a' }, 'loopback', { key: 'west' }],
    ['elsewhere nobody without a key', {}, 'keys', 'access.unauthenticated'],
    ['nor with the secret of a machine', bearer(SECRET.text), 'keys', 'access.unauthenticated'],
    ['either header will do', { 'x-api-key': 'good' }, 'keys', { key: 'west' }],
    [
      'the user it acts for',
      { 'x-kith-user': 'jo@acme.example' },
      'loopback',
      { key: 'local', user: 'jo@acme.example' },
    ],
    ['percent-encoded', { 'x-kith-user': 'Zo%C3%AB' }, 'loopback', { key: 'local', user: 'Zoë' }],
    ['no control characters in it', { 'x-kith-user': 'a%0Ab' }, 'loopback', 'request.invalid'],
    ['no broken percent sign', { 'x-kith-user': '%E0%A4%A' }, 'loopback', 'request.invalid'],
    ['nothing endless', { 'x-kith-user': 'x'.repeat(201) }, 'loopback', 'request.invalid'],
  ])('%s', (_why, headers, access, expected) => {
    expect(who(headers, access)).toEqual(expected)
  })

  test('without the secret of this machine one reads, with it one does everything', () => {
    expect(mayOf({})).toEqual(READS)
    expect(mayOf(bearer(SECRET.text))).toEqual(Right.options)
    expect(mayOf({ 'x-api-key': SECRET.text })).toEqual(Right.options)
  })

  test.each<[why: string, text: string]>([
    ['of another machine', `kith_local_${'t'.repeat(43)}`],
    ['a part of it', SECRET.text.slice(0, -1)],
    ['more than it', `${SECRET.text}s`],
    ['nothing of it', 'kith_local_'],
  ])('a secret is refused that is %s, and it says where it lies', (_why, text) => {
    const refused = mayOf(bearer(text))
    expect(refused).toMatchObject({ code: 'access.unauthenticated', detail: expect.stringContaining(SECRET.path) })
    expect(JSON.stringify(refused)).not.toContain(SECRET.text)
  })

  test.each(['write', 'decide', 'organise', 'address', 'administer'] as const)(
    'who lacks it for %s is told where it lies',
    (right) => {
      const caller = callerOf({ headers: HERE, httpVersion: '1.1' }, { access: 'loopback', keys, secret: SECRET })
      const refused = caller.ok ? missingRight(caller.value, right) : undefined
      expect(refused).toMatchObject({ code: 'access.unauthenticated', detail: expect.stringContaining(SECRET.path) })
      expect(JSON.stringify(refused)).not.toContain(SECRET.text)
    },
  )

  test.each<[name: string, value: string]>([
    ['via', '1.1 varnish'],
    ['forwarded', 'for=203.0.113.9;proto=https'],
    ['x-forwarded-for', '127.0.0.1'],
    ['x-forwarded-for', ''],
    ['x-forwarded-host', 'localhost'],
    ['x-forwarded-proto', 'https'],
    ['x-forwarded-port', '443'],
    ['x-forwarded-prefix', '/kith'],
    ['x-forwarded-server', 'edge'],
    ['x-real-ip', '127.0.0.1'],
    ['x-client-ip', '203.0.113.9'],
    ['x-cluster-client-ip', '203.0.113.9'],
    ['x-original-forwarded-for', '203.0.113.9'],
    ['x-original-url', '/'],
    ['x-remote-addr', '203.0.113.9'],
    ['x-proxyuser-ip', '203.0.113.9'],
    ['x-envoy-external-address', '203.0.113.9'],
    ['x-amzn-trace-id', 'Root=1'],
    ['x-azure-clientip', '203.0.113.9'],
    ['x-appengine-user-ip', '203.0.113.9'],
    ['x-scheme', 'https'],
    ['cf-connecting-ip', '203.0.113.9'],
    ['cf-ray', '1'],
    ['cdn-loop', 'cloudflare'],
    ['true-client-ip', '203.0.113.9'],
    ['client-ip', '203.0.113.9'],
    ['fastly-client-ip', '203.0.113.9'],
    ['fly-client-ip', '203.0.113.9'],
    ['cloudfront-viewer-address', '203.0.113.9:1'],
    ['tailscale-user-login', 'ana'],
    ['proxy-connection', 'keep-alive'],
    ['host', 'kith.acme.example'],
    ['origin', 'https://evil.example'],
    ['origin', 'null'],
    ['referer', 'https://evil.example/page'],
    ['referer', 'nonsense'],
    ['sec-fetch-site', 'cross-site'],
  ])('%s: %s is of no program on this machine, with the secret or without', (name, value) => {
    expect(mayOf({ [name]: value })).toMatchObject(STRANGER)
    expect(mayOf({ [name]: value, ...bearer(SECRET.text) })).toMatchObject(STRANGER)
    expect(JSON.stringify(mayOf({ [name]: value }))).not.toContain(SECRET.path)
  })

  test.each(['1.0', '0.9'])('HTTP/%s is what a proxy speaks', (httpVersion) => {
    expect(mayOf({}, { httpVersion })).toMatchObject(STRANGER)
    expect(mayOf(bearer(SECRET.text), { httpVersion })).toMatchObject(STRANGER)
  })

  test.each<[name: string, value: string]>([
    ['user-agent', 'curl/8.5.0'],
    ['x-request-id', 'r1'],
    ['x-requested-with', 'XMLHttpRequest'],
    ['x-kith-user', 'ana'],
    ['origin', 'http://localhost:4747'],
    ['referer', 'http://127.0.0.1:4747/'],
    ['host', '[::1]:4747'],
    ['sec-fetch-site', 'same-origin'],
    ['sec-fetch-site', 'none'],
    ['connection', 'close'],
    ['traceparent', '00-1-1-00'],
  ])('%s: %s is nothing of a proxy', (name, value) => {
    expect(mayOf({ [name]: value })).toEqual(READS)
  })

  test.each<[why: string, headers: Headers, client: string, local: boolean]>([
    ['somebody here', { 'x-forwarded-for': '127.0.0.1', via: '1.0 nginx' }, '127.0.0.1', true],
    ['somebody here by IPv6', { 'x-forwarded-for': '::1' }, '::1', true],
    ['somebody elsewhere', { 'x-forwarded-for': '203.0.113.9' }, '203.0.113.9', false],
    ['somebody in the same house', { 'x-forwarded-for': '192.168.1.9' }, '192.168.1.9', false],
    ['nobody knows whom', { 'x-forwarded-for': 'unknown' }, 'unknown', false],
    ['a page of another site here', { origin: 'https://evil.example' }, '127.0.0.1', false],
  ])('a trusted proxy speaks for %s', (_why, headers, client, local) => {
    const asked = { client, httpVersion: '1.0' }
    if (local) expect(mayOf(headers, asked)).toEqual(READS)
    else expect(mayOf({ ...headers, ...bearer(SECRET.text) }, asked)).toMatchObject(STRANGER)
  })
})

describe('what a browser was tricked into', () => {
  test.each<[why: string, headers: Headers, method: string, refused: boolean]>([
    ['this machine by name', { host: 'localhost:4747' }, 'GET', false],
    ['this machine by number', { host: '127.0.0.1:4747' }, 'POST', false],
    ['IPv6', { host: '[::1]:4747' }, 'GET', false],
    ['a name that was rebound', { host: 'evil.example:4747' }, 'GET', true],
    ['no name at all', {}, 'GET', true],
    ['own page writing', { host: 'localhost:4747', origin: 'http://localhost:4747' }, 'POST', false],
    ['the development server writing', { host: 'localhost:5173', origin: 'http://localhost:5173' }, 'POST', false],
    ['another page of this machine writing', { host: 'localhost:4747', origin: 'http://localhost:3000' }, 'POST', true],
    ['the same under another name', { host: 'localhost:4747', origin: 'http://127.0.0.1:4747' }, 'DELETE', true],
    ['foreign page writing', { host: 'localhost:4747', origin: 'https://evil.example' }, 'POST', true],
    ['foreign page changing', { host: 'localhost:4747', origin: 'https://evil.example' }, 'PATCH', true],
    ['foreign page putting', { host: 'localhost:4747', origin: 'https://evil.example' }, 'PUT', true],
    ['sandboxed page writing', { host: 'localhost:4747', origin: 'null' }, 'DELETE', true],
    [
      'a page that is known by where it came from',
      { host: 'localhost:4747', referer: 'https://a.example/' },
      'POST',
      true,
    ],
    ['a page that the browser calls foreign', { host: 'localhost:4747', 'sec-fetch-site': 'cross-site' }, 'POST', true],
    ['one of another port', { host: 'localhost:4747', 'sec-fetch-site': 'same-site' }, 'DELETE', true],
    [
      'foreign page reading gets no answer to read anyway',
      { host: 'localhost:4747', origin: 'https://evil.example' },
      'GET',
      false,
    ],
  ])('%s', (_why, headers, method, refused) => {
    expect(trickProblem({ headers }, 'loopback', method) !== undefined).toBe(refused)
  })

  test('beyond loopback any host name is right, also behind a proxy that changes it', () => {
    const headers = { host: 'upstream:4747', origin: 'https://kith.acme.example' }
    expect(trickProblem({ headers }, 'keys', 'POST')).toBeUndefined()
  })

  test('but no page that the browser itself calls foreign', () => {
    const headers = { host: 'upstream:4747', 'sec-fetch-site': 'cross-site' }
    expect(trickProblem({ headers }, 'keys', 'POST')).toMatchObject({ code: 'access.forbidden' })
    expect(trickProblem({ headers }, 'keys', 'GET')).toBeUndefined()
  })
})

describe('what a caller may do', () => {
  const caller = (...roles: Role[]): Caller => ({ actor: { key: 'k' }, roles, sources: ['crm-west'] })

  const HAS: Record<Role, Right[]> = {
    reader: ['none', 'read'],
    analyst: ['none', 'read', 'query', 'organise'],
    steward: ['none', 'read', 'query', 'write', 'decide', 'organise', 'address'],
    sync: ['none', 'read', 'write', 'address'],
    address: ['none', 'address'],
    admin: ['none', 'read', 'query', 'write', 'decide', 'organise', 'address', 'administer'],
  }
  const cells = Role.options.flatMap((role) => Right.options.map((right) => [role, right] as const))

  test.each(cells)('%s and the right %s', (role, right) => {
    expect(permits([role], right)).toBe(HAS[role].includes(right))
    expect(missingRight(caller(role), right) === undefined).toBe(HAS[role].includes(right))
    expect(rolesWith(right).includes(role)).toBe(HAS[role].includes(right))
  })

  test('several roles add up, and none of them takes away', () => {
    const held = Right.options.filter((right) => missingRight(caller('sync', 'analyst'), right) === undefined)
    expect(held).toEqual(['none', 'read', 'query', 'write', 'organise', 'address'])
    expect(Right.options.filter((right) => permits([], right))).toEqual(['none'])
  })

  test('a refusal names the roles that would do', () => {
    expect(missingRight(caller('reader'), 'decide')).toMatchObject({
      code: 'access.forbidden',
      detail: expect.stringContaining('steward or admin'),
    })
    expect(missingRight(LOCAL, 'decide')).toBeUndefined()
  })

  test.each<[why: string, caller: Caller, source: string, code: string | undefined]>([
    ['own source', caller('sync'), 'crm-west', undefined],
    ['a source of others', caller('sync'), 'erp', 'access.forbidden'],
    ['a source nobody knows', caller('sync'), 'nope', 'source.unknown'],
    ['a steward introduces one', caller('steward'), 'nope', undefined],
    ['everybody on loopback does', LOCAL, 'nope', undefined],
  ])('%s', (_why, who, source, code) => {
    expect(sourceProblem(who, source, (name) => name === 'erp')?.code).toBe(code)
  })
})
