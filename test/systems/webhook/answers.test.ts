import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Connector, WriteOutcome } from '../../../server/systems/connector.ts'
import { openWebhook } from '../../../server/systems/webhook/webhook-connector.ts'
import { itemOf, OPTIONS, quiet, type Reaction, type Receiver, receiver, settingsOf } from './receiver.ts'

let hook: Receiver
const open: Connector[] = []
const NOW = new Date('2026-03-01T12:00:00Z')

beforeEach(async () => {
  hook = await receiver()
})
afterEach(async () => {
  for (const connector of open.splice(0)) await connector.close()
  await hook.close()
})

function opened({ url = hook.url, timeoutSeconds = 5, atOnce = 1 } = {}): Connector {
  const pace = { timeoutSeconds, atOnce, batch: 1 }
  const connector = openWebhook(settingsOf(url), pace, { ...OPTIONS, now: () => NOW })
  open.push(connector)
  return connector
}

async function outcomeOf(reaction: Reaction, item = itemOf(1)): Promise<WriteOutcome | undefined> {
  hook.react = () => reaction
  return (await opened().write([item], quiet()))[0]
}

describe('a status', () => {
  test.each<[status: number, outcome: Partial<WriteOutcome>]>([
    [200, { kind: 'acknowledged', id: '1' }],
    [201, { kind: 'acknowledged', id: '1' }],
    [202, { kind: 'acknowledged', id: '1' }],
    [204, { kind: 'acknowledged', id: '1' }],
    [400, { kind: 'rejected', reason: 'the receiver answered 400' }],
    [404, { kind: 'rejected' }],
    [408, { kind: 'retry', applied: false }],
    [409, { kind: 'conflict' }],
    [410, { kind: 'ended' }],
    [412, { kind: 'conflict' }],
    [413, { kind: 'rejected' }],
    [422, { kind: 'rejected' }],
    [425, { kind: 'retry', applied: false }],
    [429, { kind: 'retry', applied: false, afterMs: undefined }],
    [500, { kind: 'retry', applied: true }],
    [502, { kind: 'retry', applied: true }],
    [503, { kind: 'retry', applied: false }],
    [504, { kind: 'retry', applied: true }],
  ])('%i', async (status, outcome) => {
    expect(await outcomeOf({ status })).toMatchObject(outcome)
  })
})

describe('a receiver that turns us away', () => {
  const three = [itemOf(1), itemOf(2), itemOf(3)]
  /** Answers all with a status, or only the first. */
  const react = (status: number, isAll: boolean) => {
    hook.react = ({ body }) => ({ status: isAll || body.includes('"subject":"person:1"') ? status : 204 })
  }

  test.each([301, 302, 304, 401, 403, 407])('%i: it is the system’s fault, and nobody’s try', async (status) => {
    react(status, true)
    const told = status < 400 ? `(${status})` : `it does not let us in: the receiver answered ${status}`
    await expect(opened().write(three, quiet())).rejects.toMatchObject({
      problem: { code: 'system.unavailable', detail: expect.stringContaining(told) },
    })
    expect(hook.received).toHaveLength(status === 403 ? 3 : 1)
  })

  test('403 of one event while others are taken is of that event', async () => {
    react(403, false)
    const outcomes = await opened().write(three, quiet())
    expect(outcomes.map(({ kind }) => kind)).toEqual(['rejected', 'acknowledged', 'acknowledged'])
  })

  test('401 after some were taken: the others wait, without a try', async () => {
    hook.react = () => ({ status: hook.received.length > 1 ? 401 : 204 })
    expect(await opened().write(three, quiet())).toMatchObject([
      { kind: 'acknowledged' },
      { kind: 'retry', waiting: true, reason: 'it does not let us in: the receiver answered 401' },
      { kind: 'retry', waiting: true },
    ])
    expect(hook.received).toHaveLength(2)
  })
})

describe('Retry-After', () => {
  test.each<[text: string, afterMs: number | undefined]>([
    ['120', 120_000],
    ['0', 0],
    ['Sun, 01 Mar 2026 12:01:30 GMT', 90_000],
    ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
    ['in a while', undefined],
  ])('%s', async (text, afterMs) => {
    for (const status of [429, 503]) {
      const outcome = await outcomeOf({ status, headers: { 'retry-after': text } })
      expect(outcome).toMatchObject({ kind: 'retry', afterMs })
    }
  })

  test('who asked for a pause is sent nothing more now, and what was not sent is no try', async () => {
    hook.react = () => ({ status: 429, headers: { 'retry-after': '7' } })
    const outcomes = await opened().write([itemOf(1), itemOf(2), itemOf(3)], quiet())
    expect(hook.received).toHaveLength(1)
    expect(outcomes).toMatchObject([
      { kind: 'retry', afterMs: 7000, reason: 'the receiver answered 429' },
      { kind: 'retry', afterMs: 7000, waiting: true },
      { kind: 'retry', afterMs: 7000, waiting: true },
    ])
    expect(outcomes[0]).not.toHaveProperty('waiting')
  })
})

test('410 ends it for all that were still to be sent', async () => {
  hook.react = () => ({ status: 410 })
  const outcomes = await opened().write([itemOf(1), itemOf(2), itemOf(3)], quiet())
  expect(outcomes.map(({ kind }) => kind)).toEqual(['ended', 'ended', 'ended'])
  expect(hook.received).toHaveLength(1)
})

test.each([301, 302, 303, 307, 308])('a redirect (%i) is not followed, and told without its query', async (status) => {
  const other = await receiver()
  try {
    await expect(outcomeOf({ status, headers: { location: `${other.url}?token=hidden` } })).rejects.toMatchObject({
      problem: {
        code: 'system.unavailable',
        detail: `the receiver redirects to ${other.url} (${status}), and no redirect is followed`,
      },
    })
    expect(other.received).toEqual([])
    expect(await opened().probe(quiet())).toMatchObject({ ok: false })
    expect(other.received).toEqual([])
  } finally {
    await other.close()
  }
})

describe('a body', () => {
  test('says what is stored, as the mapping would read it', async () => {
    const body =
      '{"stored":{"street":"1 MAIN ST","fax":null,"zip":"","age":7,"number":12345678901234567890},"version":3}'
    expect(await outcomeOf({ status: 200, body })).toEqual({
      kind: 'acknowledged',
      id: '1',
      version: '3',
      stored: { street: '1 MAIN ST', age: '7', number: '12345678901234567890' },
    })
  })

  test('says the id of a record that was made; of one that is known it cannot say another', async () => {
    const reaction = { status: 201, body: '{"id":90071992547409931}' }
    expect(await outcomeOf(reaction, itemOf(1, { id: undefined }))).toMatchObject({ id: '90071992547409931' })
    expect(await outcomeOf(reaction)).toMatchObject({ id: '1' })
    expect(await outcomeOf({ status: 201 }, itemOf(1, { id: undefined }))).toMatchObject({ id: 'cus_1' })
  })

  test('says the state that a conflict is with', async () => {
    const body = JSON.stringify({ stored: { street: '9 Oak St' }, version: 'v9' })
    expect(await outcomeOf({ status: 409, body })).toEqual({
      kind: 'conflict',
      current: { id: '1', row: { street: '9 Oak St' }, version: 'v9' },
    })
  })

  test('says why, and of which column', async () => {
    const body = JSON.stringify({ reason: `no such street${'.'.repeat(1000)}`, column: 'street' })
    const outcome = await outcomeOf({ status: 422, body })
    expect(outcome).toMatchObject({ kind: 'rejected', column: 'street' })
    expect(outcome?.kind === 'rejected' && outcome.reason.length).toBeLessThan(400)
  })

  test.each(['ok', '[]', '{"stored":"yes"}', '{"id":{"a":1}}', '{"__proto__":{"id":"x"}}', 'null'])(
    'that is not as agreed says nothing: %s',
    async (body) => {
      expect(await outcomeOf({ status: 200, body })).toEqual({ kind: 'acknowledged', id: '1' })
    },
  )

  test('that is too large is not read to its end, and takes no acknowledgement back', async () => {
    const body = JSON.stringify({ version: 3, stored: { street: 'x'.repeat(1 << 20) } })
    expect(await outcomeOf({ status: 200, body })).toEqual({ kind: 'acknowledged', id: '1' })
    expect(await outcomeOf({ status: 422, body })).toMatchObject({ kind: 'rejected' })
    // One that never ends is left as well.
    const endless: Reaction = { status: 200, body, hang: 'within' }
    expect(await outcomeOf(endless)).toEqual({ kind: 'acknowledged', id: '1' })
  })

  test('that breaks off, or never ends, takes no acknowledgement back', async () => {
    expect(await outcomeOf({ status: 200, body: '{"version"', hang: 'cut' })).toEqual({ kind: 'acknowledged', id: '1' })
    hook.react = () => ({ status: 200, body: '{"version"', hang: 'within' })
    const outcomes = await opened({ timeoutSeconds: 0.3 }).write([itemOf(1)], quiet())
    expect(outcomes).toEqual([{ kind: 'acknowledged', id: '1' }])
  })
})

describe('no answer', () => {
  test('within the time: it may have been written', async () => {
    hook.react = () => ({ status: 200, hang: 'before' })
    const outcomes = await opened({ timeoutSeconds: 0.3 }).write([itemOf(1)], quiet())
    expect(outcomes).toMatchObject([{ kind: 'retry', reason: 'no answer within 0.3 seconds', applied: true }])
  })

  test('after it was sent: it may have been written', async () => {
    const [outcome] = await withRawServer((socket) => socket.once('data', () => socket.destroy()))
    expect(outcome).toMatchObject({ kind: 'retry', applied: true })
  })

  test('what is not HTTP: it may have been written', async () => {
    const [outcome] = await withRawServer((socket) => socket.once('data', () => socket.end('220 mail\r\n')))
    expect(outcome).toMatchObject({ kind: 'retry', applied: true })
  })

  test('nobody there: it was not written', async () => {
    const { url } = hook
    await hook.close()
    const connector = opened({ url })
    expect(await connector.write([itemOf(1)], quiet())).toMatchObject([{ kind: 'retry', applied: false }])
    expect(await connector.probe(quiet())).toMatchObject({ ok: false })
    hook = await receiver()
  })
})

describe('probe', () => {
  test.each<[status: number, ok: boolean]>([
    [204, true],
    [405, true],
    [404, true],
    [302, false],
    [410, false],
    [500, false],
  ])('%i to OPTIONS: %s', async (status, ok) => {
    hook.react = () => ({ status })
    expect(await opened().probe(quiet())).toMatchObject({ ok, detail: expect.stringContaining(String(status)) })
    expect(hook.received.map(({ method, body }) => [method, body])).toEqual([['OPTIONS', '']])
  })
})

async function withRawServer(onSocket: (socket: Socket) => void): Promise<WriteOutcome[]> {
  const server = createServer(onSocket)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    return await opened({ url }).write([itemOf(1)], quiet())
  } finally {
    server.close()
  }
}
