import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Env, EnvError, PROJECT, readEnv } from '../server/env.ts'

describe('the environment', () => {
  test('needs nothing: every variable has a default or may be absent', () => {
    expect(readEnv({})).toMatchObject({
      KITH_HOST: '127.0.0.1',
      KITH_PORT: 4747,
      KITH_HOME: join(PROJECT, '.kith'),
      KITH_NEO4J_HEAP: '1g',
      KITH_DEMO: true,
      KITH_TEST_WIPE: false,
    })
  })

  test('an empty variable counts as unset, as Compose files pass it', () => {
    expect(readEnv({ KITH_PORT: '', NEO4J_URI: '', KITH_DEMO: '' })).toMatchObject({ KITH_PORT: 4747, KITH_DEMO: true })
    expect(readEnv({ NEO4J_URI: '' }).NEO4J_URI).toBeUndefined()
  })

  test.each<[name: string, value: string, expected: unknown]>([
    ['KITH_PORT', '0', 0],
    ['KITH_DEMO', 'off', false],
    ['KITH_DEMO', '1', true],
    ['KITH_HOME', '~/kith', join(homedir(), 'kith')],
    ['NEO4J_URI', 'neo4j+s://graph.example', 'neo4j+s://graph.example'],
    ['KITH_ACCESS', 'keys', 'keys'],
    ['KITH_TRUST_PROXY', 'loopback', ['loopback']],
    ['KITH_TRUST_PROXY', '127.0.0.1, 10.1.0.0/16,fd00::/8', ['127.0.0.1', '10.1.0.0/16', 'fd00::/8']],
    ['KITH_TRUST_PROXY', '', []],
  ])('%s=%s is read as %o', (name, value, expected) => {
    expect(readEnv({ [name]: value })[name as keyof Env]).toEqual(expected)
  })

  test.each<[name: string, value: string]>([
    ['KITH_PORT', '70000'],
    ['KITH_PORT', 'http'],
    ['NEO4J_URI', 'localhost:7687'],
    ['NEO4J_URI', 'https://graph.example'],
    ['KITH_NEO4J_HEAP', '2 GB'],
    ['KITH_DEMO', 'maybe'],
    ['KITH_LOG_LEVEL', 'loud'],
    ['KITH_ACCESS', 'nobody'],
    ['KITH_TRUST_PROXY', 'true'],
    ['KITH_TRUST_PROXY', '1'],
    ['KITH_TRUST_PROXY', '127.0.0.1,'],
    ['KITH_TRUST_PROXY', '0.0.0.0/0'],
    ['KITH_TRUST_PROXY', '10.0.0.0/33'],
    ['KITH_TRUST_PROXY', 'nginx'],
  ])('%s=%s is refused by its name', (name, value) => {
    expect(() => readEnv({ [name]: value })).toThrow(EnvError)
    expect(() => readEnv({ [name]: value })).toThrow(name)
  })

  test('all wrong variables are named at once', () => {
    expect(() => readEnv({ KITH_PORT: 'x', KITH_DEMO: 'x' })).toThrow(/KITH_PORT[\s\S]*KITH_DEMO/)
  })

  test.each(Object.entries(Env.shape))('%s says what it is for', (_name, field) => {
    expect(field.description ?? '').toMatch(/\w{3}/)
  })
})
