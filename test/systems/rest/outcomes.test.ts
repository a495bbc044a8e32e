import { describe, expect, test } from 'vitest'
import type { WriteOutcome } from '../../../server/systems/connector.ts'
import { openRest } from '../../../server/systems/rest/rest-connector.ts'
import type { Crm, CrmOptions } from '../../kit/crm/crm.ts'
import { crmSettings } from '../../kit/crm/crm-definition.ts'
import { answering, crmWith, GO, item, PACE, personsAt, secret } from './rest-kit.ts'

const ANN = { firstName: 'Anna', lastName: 'Lee', email: 'ann@example.com', phone: '212-555-0100' }

/** What becomes of one update of the first person of a CRM. */
async function outcomeOf(
  prepare: (crm: Crm) => void,
  { of = {}, options = {}, entity = {}, timeoutSeconds = 5 }: Trial = {},
): Promise<{ outcome: WriteOutcome | undefined; crm: Crm }> {
  const { crm, connector } = await crmWith(options, { entity }, { timeoutSeconds })
  crm.add('person', ANN)
  prepare(crm)
  const [outcome] = await connector.write([item(of)], GO)
  return { outcome, crm }
}
type Trial = {
  of?: Parameters<typeof item>[0]
  options?: CrmOptions
  entity?: object
  timeoutSeconds?: number
}

const nothing = () => undefined
const UPDATE = { path: '/persons/{id}', ifMatch: '"{version}"' }

describe('what becomes of an update', () => {
  test.each<[why: string, prepare: (crm: Crm) => void, trial: Trial, expected: object]>([
    ['stored', nothing, {}, { kind: 'acknowledged', id: 'P1001', version: '2', stored: { firstName: 'Ann' } }],
    ['stored over the version it has', nothing, { of: { version: '1' } }, { kind: 'acknowledged', version: '2' }],
    [
      'somebody wrote in between',
      (crm) => crm.edit('person', 'P1001', { email: 'anna@example.com' }),
      { of: { version: '1' } },
      {
        kind: 'conflict',
        current: { id: 'P1001', version: '2', origin: 'user', row: { email: 'anna@example.com', firstName: 'Anna' } },
      },
    ],
    ['never there', nothing, { of: { id: 'P9' } }, { kind: 'gone', into: undefined }],
    ['deleted', (crm) => crm.remove('person', 'P1001'), {}, { kind: 'gone', into: undefined }],
    ['merged, told by 410', merge, {}, { kind: 'gone', into: 'P1002' }],
    ['merged, told by a redirect', merge, { options: { mergedAs: 'moved' } }, { kind: 'gone', into: 'P1002' }],
    [
      'a value that it refuses',
      nothing,
      { of: { set: { email: 'none', lastName: null } } },
      {
        kind: 'rejected',
        reason: '422: some fields are wrong: lastName: must not be empty; email: is no e-mail address',
        column: 'lastName',
      },
    ],
    ['broken', (crm) => crm.fail('error'), {}, { kind: 'retry', reason: '500: something broke', applied: true }],
    ['down', (crm) => crm.fail('unavailable'), {}, { kind: 'retry', applied: undefined, afterMs: undefined }],
    [
      'too many',
      (crm) => crm.fail('limit', { retryAfter: '3' }),
      {},
      { kind: 'retry', afterMs: 3000, applied: undefined },
    ],
    ['a cut connection', (crm) => crm.fail('drop-after'), {}, { kind: 'retry', applied: true }],
    [
      'no answer',
      (crm) => crm.fail('hang-after'),
      { timeoutSeconds: 0.2 },
      { kind: 'retry', reason: 'no answer within 0.2 s', applied: true },
    ],
  ])('%s', async (_why, prepare, trial, expected) => {
    expect((await outcomeOf(prepare, trial)).outcome).toMatchObject(expected)
  })

  function merge(crm: Crm): void {
    crm.merge('person', 'P1001', crm.add('person', { lastName: 'Li' }).id)
  }

  test('an answer that does not say what is stored leaves it to be read, but its head may tell the version', async () => {
    const record = { version: { header: 'ETag' } }
    const { outcome } = await outcomeOf(nothing, { entity: { update: UPDATE, record } })
    expect(outcome).toEqual({ kind: 'acknowledged', id: 'P1001', version: '"2"', stored: undefined })
  })

  test('a write that was applied though nobody heard of it is there, once', async () => {
    const { crm } = await outcomeOf((crm) => crm.fail('hang-after'), { timeoutSeconds: 0.2 })
    expect(crm.writesOf('person', 'P1001', 'kith')).toMatchObject([{ changed: { firstName: ['Anna', 'Ann'] } }])
  })

  test('a value is seen as it is stored', async () => {
    const set = { 'address.state': ' mi', email: 'ANN@Example.com', 'address.city': 'x'.repeat(50), phone: null }
    const { outcome } = await outcomeOf(nothing, { of: { set } })
    expect(outcome).toMatchObject({
      stored: { 'address.state': 'MI', email: 'ann@example.com', 'address.city': 'x'.repeat(40), phone: 'n/a' },
    })
  })

  test('each coercion can be turned off', async () => {
    const set = { 'address.state': ' mi', phone: null }
    const { outcome } = await outcomeOf(nothing, { of: { set }, options: { coerce: false } })
    expect(outcome).toMatchObject({ stored: { 'address.state': ' mi' } })
    expect(outcome).not.toHaveProperty('stored.phone')
  })

  test('nobody there: it cannot have been written', async () => {
    const { crm, connector } = await crmWith()
    await crm.offline(true)
    const [outcome] = await connector.write([item()], GO)
    expect(outcome).toMatchObject({ kind: 'retry', reason: expect.stringContaining('ECONNREFUSED') })
    expect(outcome).not.toHaveProperty('applied')
    await crm.offline(false)
    expect(await connector.write([item()], GO)).toEqual([{ kind: 'gone', into: undefined }])
  })

  test('a pause that is told as a time', async () => {
    const retryAfter = new Date(Date.now() + 60_000).toUTCString()
    const { outcome } = await outcomeOf((crm) => crm.fail('limit', { retryAfter }))
    const { afterMs = 0 } = outcome?.kind === 'retry' ? outcome : {}
    expect(afterMs).toBeGreaterThan(50_000)
    expect(afterMs).toBeLessThanOrEqual(60_000)
  })

  test('stopped before: what was not sent waits, and no try is lost', async () => {
    const { crm, connector } = await crmWith()
    const stopped = AbortSignal.abort()
    expect(await connector.write([item()], stopped)).toMatchObject([{ kind: 'retry', waiting: true }])
    expect(crm.requests).toEqual([])
  })

  test('stopped while it was under way: it may have been written', async () => {
    const { crm, connector } = await crmWith()
    crm.fail('hang-after')
    const stop = new AbortController()
    const written = connector.write([item()], stop.signal)
    setTimeout(() => stop.abort(), 100)
    expect(await written).toMatchObject([{ kind: 'retry', applied: true }])
  })
})

describe('a system that does not let us in', () => {
  test('says nothing about its records', async () => {
    const { connector } = await crmWith({ token: 'another' })
    await expect(connector.write([item()], GO)).rejects.toMatchObject({
      problem: { code: 'system.unavailable', detail: 'it does not let us in: 401: the token is wrong' },
    })
    await expect(connector.read?.('person', ['P1001'], GO)).rejects.toMatchObject({
      problem: { code: 'system.unavailable' },
    })
    expect(await connector.probe(GO)).toEqual({ ok: false, detail: 'it does not let us in: 401: the token is wrong' })
  })

  test('is let in by the token that its secret holds', async () => {
    const { crm } = await crmWith({ token: secret() })
    const auth = { kind: 'bearer', token: { env: 'X' } }
    const connector = openRest(crmSettings(crm.url, { settings: { auth } }), PACE, { secret })
    crm.add('person', ANN)
    expect(await connector.probe(GO)).toEqual({ ok: true, detail: 'it answers, and lets us in' })
    expect(await connector.write([item()], GO)).toMatchObject([{ kind: 'acknowledged' }])
  })

  test('after some were written: those are acknowledged, the others wait, and nothing more is sent', async () => {
    const { url, heard } = await answering(() => (heard.length > 2 ? { status: 401 } : { body: {} }))
    const connector = personsAt(url, { update: { path: '/p/{id}' } }, {}, { atOnce: 1 })
    const outcomes = await connector.write(
      ['1', '2', '3', '4', '5'].map((id) => item({ id })),
      GO,
    )
    expect(outcomes.map(({ kind }) => kind)).toEqual(['acknowledged', 'acknowledged', 'retry', 'retry', 'retry'])
    // It is none of their faults, so that none of them has lost a try.
    const tries = outcomes.map((each) => each.kind === 'retry' && each.waiting !== true)
    expect(tries).toEqual([false, false, false, false, false])
    expect(heard.length).toBe(3)
  })

  /** What becomes of three writes where the first is answered with a status, and where all of them are. */
  test.each<[status: number, first: string, all: string]>([
    [301, 'stops', 'system.unavailable'],
    [400, 'rejected', 'rejected'],
    [401, 'stops', 'system.unavailable'],
    [403, 'rejected', 'system.unavailable'],
    [404, 'gone', 'gone'],
    [409, 'conflict', 'conflict'],
    [422, 'rejected', 'rejected'],
    [429, 'retry', 'retry'],
    [500, 'retry', 'retry'],
    [503, 'retry', 'retry'],
  ])('%i', async (status, first, all) => {
    const items = ['1', '2', '3'].map((id) => item({ id }))
    for (const [isAll, expected] of [
      [false, first],
      [true, all],
    ] as const) {
      const { url, heard } = await answering(({ url: path }) => (isAll || path === '/p/1' ? { status } : { body: {} }))
      const connector = personsAt(url, { update: { path: '/p/{id}' } }, {}, { atOnce: 1 })
      const [outcome] = await connector.write(items, GO).catch((error) => [{ kind: error.problem.code }])
      expect(outcome?.kind).toBe(expected === 'stops' ? 'system.unavailable' : expected)
      expect(heard.length).toBe(status === 401 || status === 301 ? 1 : 3)
    }
  })
})

describe('answers that are no good', () => {
  const PERSON = { read: { path: '/p/{id}' }, update: { path: '/p/{id}', stored: '' } }

  test('a redirect is not followed, wherever it leads', async () => {
    const elsewhere = await answering(() => ({ body: { id: '1' } }))
    const { url } = await answering(() => ({ status: 302, headers: { location: `${elsewhere.url}/p/1` } }))
    await expect(personsAt(url, PERSON).write([item()], GO)).rejects.toMatchObject({
      problem: { code: 'system.unavailable', detail: '302: it answers with another address, which is not followed' },
    })
    await expect(personsAt(url, PERSON).read?.('person', ['1'], GO)).rejects.toMatchObject({
      problem: { code: 'system.unavailable' },
    })
    expect(elsewhere.heard).toEqual([])
  })

  test.each<[why: string, body: string]>([
    ['no JSON', '<html>'],
    ['more than it may be', `"${'x'.repeat(11 * 1024 * 1024)}"`],
  ])('%s: written, and to be read again', async (_why, body) => {
    const { url } = await answering(() => ({ body }))
    expect(await personsAt(url, PERSON).write([item()], GO)).toMatchObject([
      { kind: 'acknowledged', stored: undefined },
    ])
    await expect(personsAt(url, PERSON).read?.('person', ['1'], GO)).rejects.toMatchObject({
      problem: { code: 'system.unavailable' },
    })
  })

  test('a secret that it quotes is struck out of the reason', async () => {
    const { url } = await answering(({ headers }) => ({
      status: 400,
      body: { message: `what is ${headers['x-key']}?` },
    }))
    const auth = { kind: 'header', name: 'X-Key', value: { env: 'X' }, before: 'Key ' }
    const outcomes = await personsAt(url, PERSON, { auth }).write([item()], GO)
    expect(outcomes).toEqual([{ kind: 'rejected', reason: '400: what is Key ***?', column: undefined }])
  })

  test('a status means what the definition says it means', async () => {
    const { url } = await answering(({ url }) => ({ status: Number(url.slice('/p/'.length)) }))
    const statuses = { '409': 'rejected', '403': 'rejected', '5xx': 'rejected', '400': 'retry' }
    const items = ['409', '403', '502', '400', '404'].map((id) => item({ id }))
    const outcomes = await personsAt(url, PERSON, { statuses }).write(items, GO)
    expect(outcomes.map(({ kind }) => kind)).toEqual(['rejected', 'rejected', 'rejected', 'retry', 'gone'])
  })

  test('faults named by column', async () => {
    const { url } = await answering(() => ({ status: 400, body: { errors: { email: ['is taken', 'is odd'] } } }))
    const outcomes = await personsAt(url, PERSON, { errors: { list: 'errors' } }).write([item()], GO)
    expect(outcomes).toEqual([{ kind: 'rejected', reason: '400: email: is taken, is odd', column: 'email' }])
  })
})
