import { describe, expect, test } from 'vitest'
import { type AccessHeaders, accessMode, callerOf, isLoopback, trickProblem } from '../../server/access/access.ts'
import { type Caller, LOCAL, missingRight, sourceProblem } from '../../server/access/caller.ts'
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

describe('where Kith may listen', () => {
  test.each<[host: string, loopback: boolean]>([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['localhost', true],
    ['::1', true],
    ['[::1]', true],
    ['0.0.0.0', false],
    ['::', false],
    ['192.168.1.20', false],
    ['127.0.0.1.evil.example', false],
    ['localhost.evil.example', false],
    ['', false],
  ])('%s is loopback: %s', (host, loopback) => {
    expect(isLoopback(host)).toBe(loopback)
  })

  test('beyond loopback only with a key', () => {
    expect(accessMode('0.0.0.0', noKeys)).toMatchObject({ ok: false, problem: { code: 'access.unauthenticated' } })
    expect(accessMode('0.0.0.0', keys)).toEqual({ ok: true, value: 'keys' })
    expect(accessMode('127.0.0.1', noKeys)).toEqual({ ok: true, value: 'loopback' })
  })
})

describe('who makes a request', () => {
  const who = (headers: AccessHeaders, mode: 'loopback' | 'keys') => {
    const caller = callerOf(headers, mode, keys)
    return caller.ok ? caller.value.actor : caller.problem.code
  }

  test.each<[why: string, headers: AccessHeaders, mode: 'loopback' | 'keys', expected: unknown]>([
    ['loopback needs no key', {}, 'loopback', { key: 'local' }],
    ['but takes one', { authorization: 'Bearer good' }, 'loopback', { key: 'west' }],
    ['and refuses a wrong one', { authorization: 'Bearer bad' }, 'loopback', 'access.unauthenticated'],
    ['what a proxy forwards needs a key', { 'x-forwarded-for': '203.0.113.9' }, 'loopback', 'access.unauthenticated'],
    ['elsewhere nobody without a key', {}, 'keys', 'access.unauthenticated'],
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
  ])('%s', (_why, headers, mode, expected) => {
    expect(who(headers, mode)).toEqual(expected)
  })
})

describe('what a browser was tricked into', () => {
  test.each<[why: string, headers: AccessHeaders, method: string, refused: boolean]>([
    ['this machine by name', { host: 'localhost:4747' }, 'GET', false],
    ['this machine by number', { host: '127.0.0.1:4747' }, 'POST', false],
    ['IPv6', { host: '[::1]:4747' }, 'GET', false],
    ['a name that was rebound', { host: 'evil.example:4747' }, 'GET', true],
    ['no name at all', {}, 'GET', true],
    ['own page writing', { host: 'localhost:4747', origin: 'http://localhost:4747' }, 'POST', false],
    ['the development server writing', { host: '127.0.0.1:4747', origin: 'http://localhost:5173' }, 'POST', false],
    ['foreign page writing', { host: 'localhost:4747', origin: 'https://evil.example' }, 'POST', true],
    ['sandboxed page writing', { host: 'localhost:4747', origin: 'null' }, 'DELETE', true],
    [
      'foreign page reading gets no answer to read anyway',
      { host: 'localhost:4747', origin: 'https://evil.example' },
      'GET',
      false,
    ],
  ])('%s', (_why, headers, method, refused) => {
    expect(trickProblem(headers, 'loopback', method) !== undefined).toBe(refused)
  })

  test('beyond loopback any host name is right, also behind a proxy that changes it', () => {
    const headers = { host: 'upstream:4747', origin: 'https://kith.acme.example' }
    expect(trickProblem(headers, 'keys', 'POST')).toBeUndefined()
  })
})

describe('what a caller may do', () => {
  const caller = (...roles: Role[]): Caller => ({ actor: { key: 'k' }, roles, sources: ['crm-west'] })

  const HAS: Record<Role, Right[]> = {
    reader: ['none', 'read'],
    analyst: ['none', 'read', 'query', 'organise'],
    steward: ['none', 'read', 'query', 'write', 'decide', 'organise'],
    sync: ['none', 'read', 'write'],
    admin: ['none', 'read', 'query', 'write', 'decide', 'organise'],
  }
  const cells = Role.options.flatMap((role) => Right.options.map((right) => [role, right] as const))

  test.each(cells)('%s and the right %s', (role, right) => {
    expect(permits([role], right)).toBe(HAS[role].includes(right))
    expect(missingRight(caller(role), right) === undefined).toBe(HAS[role].includes(right))
    expect(rolesWith(right).includes(role)).toBe(HAS[role].includes(right))
  })

  test('several roles add up, and none of them takes away', () => {
    const held = Right.options.filter((right) => missingRight(caller('sync', 'analyst'), right) === undefined)
    expect(held).toEqual(['none', 'read', 'query', 'write', 'organise'])
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
