import { describe, expect, test } from 'vitest'
import { openRest } from '../../../server/systems/rest/rest-connector.ts'
import { crmSettings } from '../../kit/crm/crm-definition.ts'
import type { CrmGrant } from '../../kit/crm/crm-tokens.ts'
import { answering, crmWith, GO, item, PACE, personsAt, secret } from './rest-kit.ts'

const GRANT: CrmGrant = { clientId: 'kith', clientSecret: secret(), scope: 'persons' }
const ANN = { firstName: 'Anna', lastName: 'Lee' }

async function crmWithTokens(grant: CrmGrant = GRANT, auth: object = {}) {
  const { crm } = await crmWith({ oauth: grant })
  const settings = {
    auth: {
      kind: 'oauth2',
      tokenUrl: `${crm.url}/oauth/token`,
      clientId: 'kith',
      clientSecret: { env: 'X' },
      scope: 'persons',
      ...auth,
    },
  }
  const connector = openRest(crmSettings(crm.url, { settings }), PACE, { secret })
  crm.add('person', ANN)
  const asked = () => crm.requests.filter(({ path }) => path === '/oauth/token').length
  const turnedAway = () => crm.requests.filter(({ path, status }) => path !== '/oauth/token' && status === 401).length
  return { crm, connector, asked, turnedAway }
}

describe('OAuth 2 with client credentials', () => {
  test.each(['header', 'body'])('a token is asked for once, by the %s, and lets many in', async (sends) => {
    const { connector, asked, turnedAway } = await crmWithTokens(GRANT, { sends })
    const writes = ['A', 'B', 'C', 'D', 'E', 'F'].map((firstName) => item({ set: { firstName } }))
    expect((await connector.write(writes, GO)).map(({ kind }) => kind)).toEqual(writes.map(() => 'acknowledged'))
    expect(await connector.read?.('person', ['P1001'], GO)).toMatchObject([{ id: 'P1001' }])
    expect(await connector.probe(GO)).toMatchObject({ ok: true })
    expect([asked(), turnedAway()]).toEqual([1, 0])
  })

  test('another one is asked for before it expires, so that nobody is turned away', async () => {
    const { connector, asked, turnedAway } = await crmWithTokens({ ...GRANT, seconds: 0.5 })
    const until = Date.now() + 1_300
    while (Date.now() < until) expect(await connector.read?.('person', ['P1001'], GO)).toMatchObject([{ id: 'P1001' }])
    expect(asked()).toBeGreaterThanOrEqual(3)
    expect(asked()).toBeLessThan(6)
    expect(turnedAway()).toBe(0)
  })

  test('one that was taken back is replaced once, whoever is turned away with it', async () => {
    const { crm, connector, asked } = await crmWithTokens()
    await connector.probe(GO)
    crm.revoke()
    const writes = ['A', 'B', 'C', 'D'].map((firstName) => item({ set: { firstName } }))
    expect((await connector.write(writes, GO)).map(({ kind }) => kind)).toEqual(writes.map(() => 'acknowledged'))
    expect(asked()).toBe(2)
  })

  test('a client that is not known is the fault of the system, and its secret is not told', async () => {
    const { connector } = await crmWithTokens({ ...GRANT, clientSecret: 'another' })
    const basic = Buffer.from(`kith:${secret()}`).toString('base64')
    const problem = await connector.write([item(), item({ id: 'P2' })], GO).catch((error) => error.problem)
    expect(problem).toMatchObject({
      code: 'system.unavailable',
      detail: expect.stringContaining('401: invalid_client'),
    })
    expect(problem.detail).toContain('Basic ***')
    expect(problem.detail).not.toContain(basic)
    await expect(connector.read?.('person', ['P1001'], GO)).rejects.toMatchObject({
      problem: { code: 'system.unavailable' },
    })
    expect(await connector.probe(GO)).toMatchObject({ ok: false, detail: expect.stringContaining('no token') })
  })

  test.each<[why: string, said: { status?: number; body?: unknown }, told: string]>([
    ['no JSON', { body: '<html>' }, '200: it names no token'],
    ['no token in it', { body: { token: 'x' } }, '200: it names no token'],
    ['another scope', { status: 400, body: { error: 'invalid_scope' } }, '400: invalid_scope'],
    ['another address', { status: 302 }, '302: it names no token'],
    ['broken', { status: 503 }, '503: it names no token'],
  ])('a token address that answers with %s', async (_why, said, told) => {
    const { url } = await answering(({ url: path }) => (path === '/token' ? said : { body: {} }))
    const auth = { kind: 'oauth2', tokenUrl: `${url}/token`, clientId: 'kith', clientSecret: { env: 'X' } }
    const connector = personsAt(url, { update: { path: '/p/{id}' } }, { auth })
    await expect(connector.write([item()], GO)).rejects.toMatchObject({
      problem: { code: 'system.unavailable', detail: expect.stringContaining(told) },
    })
  })

  test('a token that is not believed either is not asked for for ever', async () => {
    const { url, heard } = await answering(({ url: path }) =>
      path === '/token' ? { body: { access_token: 'x' } } : { status: 401 },
    )
    const auth = { kind: 'oauth2', tokenUrl: `${url}/token`, clientId: 'kith', clientSecret: { env: 'X' } }
    const connector = personsAt(url, { update: { path: '/p/{id}' } }, { auth })
    await expect(connector.write([item()], GO)).rejects.toMatchObject({ problem: { code: 'system.unavailable' } })
    expect(heard.map((each) => each.url)).toEqual(['/token', '/p/P1001', '/token', '/p/P1001'])
  })
})
