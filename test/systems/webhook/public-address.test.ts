import type { LookupAddress, LookupOptions } from 'node:dns'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ProblemError } from '../../../server/model/problem.ts'
import { isPublic, PrivateAddress, publicLookup } from '../../../server/systems/webhook/public-address.ts'
import { openWebhook } from '../../../server/systems/webhook/webhook-connector.ts'
import type { WebhookSettings } from '../../../server/systems/webhook/webhook-shape.ts'
import { itemOf, OPTIONS, quiet, type Receiver, receiver, settingsOf } from './receiver.ts'

const PACE = { timeoutSeconds: 5, atOnce: 1, batch: 1 }

let hook: Receiver
beforeEach(async () => {
  hook = await receiver()
})
afterEach(() => hook.close())

type Lookup = (host: string) => Promise<LookupAddress[]>

function opened(url: string, lookup?: Lookup, others: Partial<WebhookSettings> = {}) {
  const settings = settingsOf(url, { allowPrivate: false, ...others })
  return openWebhook(settings, PACE, lookup ? { ...OPTIONS, lookup } : OPTIONS)
}

function problemOf(work: () => unknown): string | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    return error instanceof ProblemError ? error.problem.code : String(error)
  }
}

describe('addresses that nobody outside has', () => {
  test.each([
    '0.0.0.0',
    '10.0.0.1',
    '10.255.255.255',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::1',
    '3fff::1',
    '5f00::1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    'no address',
    '',
  ])('%s', (address) => {
    expect(isPublic(address)).toBe(false)
  })

  test.each(['8.8.8.8', '100.63.255.255', '100.128.0.1', '172.15.0.1', '172.32.0.1', '192.0.1.1', '223.255.255.254'])(
    'not %s',
    (address) => {
      expect(isPublic(address)).toBe(true)
    },
  )
  test.each(['2606:4700::1111', '2a00:1450::1', '2001:4860:4860::8888', '2003::1'])('nor %s', (address) => {
    expect(isPublic(address)).toBe(true)
  })
})

describe('an address in the url is refused before anything is sent', () => {
  test.each([
    '127.0.0.1',
    '127.1',
    '0x7f.1',
    '0177.0.0.1',
    '2130706433',
    '0',
    '10.1.2.3',
    '172.16.5.5',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.1.1',
    '0.0.0.0',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[fe80::1]',
    '[fd00::1]',
    '１２７.0.0.1',
  ])('%s', (host) => {
    expect(problemOf(() => opened(`http://${host}/hook`))).toBe('system.invalid')
    expect(problemOf(() => opened(`http://${host}/hook`, undefined, { allowPrivate: true }))).toBeUndefined()
  })

  test('http, and a name or password, are as well', () => {
    expect(problemOf(() => opened('http://hooks.example/', undefined, { allowHttp: false }))).toBe('system.invalid')
    expect(problemOf(() => opened('https://hooks.example/', undefined, { allowHttp: false }))).toBeUndefined()
    expect(problemOf(() => opened('https://me:secret@hooks.example/'))).toBe('system.invalid')
  })
})

describe('a name is judged by the addresses that the connection would be made to', () => {
  const v4 = (address: string): LookupAddress => ({ address, family: 4 })
  const v6 = (address: string): LookupAddress => ({ address, family: 6 })
  const atHook = (host: string) => hook.url.replace('127.0.0.1', host)

  test.each<[why: string, addresses: LookupAddress[]]>([
    ['loopback', [v4('127.0.0.1')]],
    ['loopback of IPv6', [v6('::1')]],
    ['IPv4 in IPv6', [v6('::ffff:127.0.0.1')]],
    ['metadata of a cloud', [v4('169.254.169.254')]],
    ['public first, then private', [v4('8.8.8.8'), v4('127.0.0.1')]],
    ['private first, then public', [v4('127.0.0.1'), v4('8.8.8.8')]],
    ['public of IPv6, then loopback', [v6('2606:4700::1111'), v4('127.0.0.1')]],
  ])('%s', async (_why, addresses) => {
    const connector = opened(atHook('rebound.example'), async () => addresses)
    await expect(connector.write([itemOf(1)], quiet())).rejects.toMatchObject({
      problem: { code: 'system.unavailable', detail: expect.stringContaining('rebound.example resolves to') },
    })
    await expect(connector.probe(quiet())).rejects.toMatchObject({ problem: { code: 'system.invalid' } })
    expect(hook.received).toEqual([])
    await connector.close()
  })

  test.each(['localhost', 'LOCALHOST'])('%s, by the resolver of this machine', async (host) => {
    const connector = opened(atHook(host))
    await expect(connector.write([itemOf(1)], quiet())).rejects.toMatchObject({
      problem: { code: 'system.unavailable' },
    })
    expect(hook.received).toEqual([])
    await connector.close()
  })

  test('one that turns private after it was looked at: what a socket gets is what was judged', async () => {
    const turns = [[v4('8.8.8.8')], [v4('8.8.8.8')], [v4('127.0.0.1')]]
    const lookup = publicLookup(async () => turns.shift() ?? [])
    const asked = (options: LookupOptions) =>
      new Promise((resolve) => {
        lookup('rebound.example', options, (error, address) => resolve(error ?? address))
      })
    expect(await asked({ all: true })).toEqual([v4('8.8.8.8')])
    expect(await asked({})).toBe('8.8.8.8')
    expect(await asked({})).toBeInstanceOf(PrivateAddress)
  })

  test('a connection looks its name up once', async () => {
    let lookups = 0
    const lookup = async () => {
      lookups++
      return [v4('127.0.0.1')]
    }
    const connector = opened(atHook('hooks.example'), lookup, { allowPrivate: true })
    await connector.write([itemOf(1)], quiet())
    expect(lookups).toBe(1)
    await connector.close()
  })

  test('where they are allowed, it is talked to', async () => {
    const connector = opened(atHook('hooks.example'), async () => [v4('127.0.0.1')], { allowPrivate: true })
    expect(await connector.write([itemOf(1)], quiet())).toMatchObject([{ kind: 'acknowledged' }])
    expect(hook.received[0]?.headers.host).toContain('hooks.example')
    await connector.close()
  })

  test('one that does not resolve was not written to', async () => {
    const nowhere = Object.assign(new Error('getaddrinfo ENOTFOUND gone.example'), { code: 'ENOTFOUND' })
    const connector = opened(atHook('gone.example'), () => Promise.reject(nowhere))
    const outcomes = await connector.write([itemOf(1)], quiet())
    expect(outcomes).toMatchObject([{ kind: 'retry', reason: expect.stringContaining('ENOTFOUND'), applied: false }])
    const empty = opened(atHook('empty.example'), async () => [])
    expect(await empty.write([itemOf(1)], quiet())).toMatchObject([{ kind: 'retry', applied: false }])
    await Promise.all([connector.close(), empty.close()])
  })
})
