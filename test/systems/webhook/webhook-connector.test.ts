import { setTimeout as sleep } from 'node:timers/promises'
import { type CloudEvent, HTTP } from 'cloudevents'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Connector, WriteItem } from '../../../server/systems/connector.ts'
import { openWebhook } from '../../../server/systems/webhook/webhook-connector.ts'
import { WebhookSettings } from '../../../server/systems/webhook/webhook-shape.ts'
import { itemOf, NEXT_SECRET, OPTIONS, quiet, type Receiver, receiver, SECRET, settingsOf } from './receiver.ts'

let hook: Receiver
const open: Connector[] = []

beforeEach(async () => {
  hook = await receiver()
})
afterEach(async () => {
  for (const connector of open.splice(0)) await connector.close()
  await hook.close()
})

type Others = Partial<WebhookSettings> & { atOnce?: number; batch?: number; timeoutSeconds?: number; now?: () => Date }

function opened({ atOnce = 4, batch = 1, timeoutSeconds = 5, now, ...others }: Others = {}): Connector {
  const options = now ? { ...OPTIONS, now } : OPTIONS
  const connector = openWebhook(settingsOf(hook.url, others), { timeoutSeconds, atOnce, batch }, options)
  open.push(connector)
  return connector
}

const headersOf = (at = 0) => hook.received[at]?.headers as Record<string, string>
const bodyOf = (at = 0) => hook.received[at]?.body ?? ''
const write = (connector: Connector, ...items: WriteItem[]) => connector.write(items, quiet())

describe('signatures', () => {
  test('are those of Standard Webhooks, with the key of the item as id', async () => {
    await write(opened(), itemOf(1))
    expect(headersOf()['webhook-id']).toBe('crm-person-1-7')
    expect(() => new Webhook(SECRET).verify(bodyOf(), headersOf())).not.toThrow()
    expect(() => new Webhook(SECRET).verify(bodyOf().replace('Main', 'Mine'), headersOf())).toThrow()
    expect(() => new Webhook(NEXT_SECRET).verify(bodyOf(), headersOf())).toThrow()
  })

  test('while a secret changes, either verifies', async () => {
    await write(opened({ secrets: [{ env: 'HOOK' }, { env: 'NEXT' }] }), itemOf(1))
    expect(headersOf()['webhook-signature']?.split(' ')).toHaveLength(2)
    for (const secret of [SECRET, NEXT_SECRET])
      expect(() => new Webhook(secret).verify(bodyOf(), headersOf())).not.toThrow()
  })

  test('each try has its own time and the same id and body', async () => {
    let now = 0
    const connector = opened({ now: () => new Date(now) })
    for (now of [1_700_000_000_999, 1_700_000_060_000]) await write(connector, itemOf(1))
    expect([headersOf(0), headersOf(1)].map((each) => each['webhook-timestamp'])).toEqual(['1700000000', '1700000060'])
    expect(headersOf(0)['webhook-id']).toBe(headersOf(1)['webhook-id'])
    expect(bodyOf(0)).toBe(bodyOf(1))
  })

  test.each([
    ['a full stop', 'crm.west:1'],
    ['what a header cannot carry', 'Łódź\r\nx: y'],
  ])('a key with %s is told by its hash, and stays the id of the event', async (_what, key) => {
    await write(opened(), itemOf(1, { key }))
    expect(headersOf()['webhook-id']).toMatch(/^key_[0-9a-f]{32}$/)
    expect(() => new Webhook(SECRET).verify(bodyOf(), headersOf())).not.toThrow()
    expect(JSON.parse(bodyOf())).toMatchObject({ id: key })
  })

  test('a secret that is none is refused without being shown', () => {
    expect(() => opened({ secrets: [{ env: 'BROKEN' }] })).toThrow(/base64/)
    expect(() => opened({ secrets: [{ env: 'BROKEN' }] })).not.toThrow(/no base64 at all/)
  })
})

describe('events', () => {
  const eventsOf = (at = 0) => {
    const events = HTTP.toEvent({ headers: headersOf(at), body: bodyOf(at) })
    return (Array.isArray(events) ? events : [events]) as CloudEvent<WriteItem>[]
  }

  test('are CloudEvents 1.0 in structured mode', async () => {
    await write(opened({ source: 'https://kith.example/' }), itemOf(1, { version: 'v3' }))
    expect(headersOf()['content-type']).toBe('application/cloudevents+json; charset=utf-8')
    const [event] = eventsOf()
    expect(event?.validate()).toBe(true)
    expect(event).toMatchObject({
      id: 'crm-person-1-7',
      source: 'https://kith.example/',
      type: 'com.kith.record.updated',
      subject: 'person:1',
      sequence: '0000000000001001',
      data: {
        entity: 'person',
        id: '1',
        externalId: 'cus_1',
        version: 'v3',
        set: { street: '1 Main St', fax: null },
        seq: 1001,
      },
    })
  })

  test('one that makes a record has the golden id as its subject', async () => {
    await write(opened({ type: 'com.acme.customer' }), itemOf(1, { id: undefined }))
    expect(eventsOf()[0]).toMatchObject({ type: 'com.acme.customer.created', subject: 'cus_1' })
  })

  test('`sequence` is in the order of the feed when compared as text', async () => {
    await write(opened({ atOnce: 1 }), itemOf(1, { seq: 9 }), itemOf(2, { seq: 10 }), itemOf(3, { seq: 2 ** 53 - 1 }))
    const sequences = [0, 1, 2].map((at) => String(eventsOf(at)[0]?.sequence))
    expect(sequences.toSorted()).toEqual(sequences)
  })

  test('several go in batched mode, signed as one, and each with its own outcome', async () => {
    hook.react = () => ({ status: 200, body: JSON.stringify([{ version: 1 }, { version: 2 }]) })
    const items = [1, 2, 3, 4].map((number) => itemOf(number))
    const outcomes = await write(opened({ batch: 2, atOnce: 1 }), ...items)
    expect(hook.received).toHaveLength(2)
    expect(headersOf()['content-type']).toBe('application/cloudevents-batch+json; charset=utf-8')
    expect(headersOf()['webhook-id']).toMatch(/^batch_[0-9a-f]{32}$/)
    expect(headersOf(1)['webhook-id']).not.toBe(headersOf(0)['webhook-id'])
    expect(() => new Webhook(SECRET).verify(bodyOf(), headersOf())).not.toThrow()
    expect(eventsOf().map((event) => [event.validate(), event.subject])).toEqual([
      [true, 'person:1'],
      [true, 'person:2'],
    ])
    expect(outcomes.map((each) => each.kind === 'acknowledged' && [each.id, each.version])).toEqual([
      ['1', '1'],
      ['2', '2'],
      ['3', '1'],
      ['4', '2'],
    ])
  })

  test('a batch that is refused goes one by one, so that only who is at fault fails', async () => {
    hook.react = ({ body }) => ({ status: body.includes('2 Main') ? 422 : 204 })
    const outcomes = await write(opened({ batch: 3 }), itemOf(1), itemOf(2), itemOf(3))
    expect(outcomes.map(({ kind }) => kind)).toEqual(['acknowledged', 'rejected', 'acknowledged'])
    expect(hook.received).toHaveLength(4)
  })

  test('a batch may be answered item by item; one that is gone does not end the rest', async () => {
    hook.react = () => ({
      status: 207,
      body: JSON.stringify([{ status: 422, reason: 'no such street' }, { status: 410 }, {}]),
    })
    const outcomes = await write(opened({ batch: 3 }), itemOf(1), itemOf(2), itemOf(3))
    expect(outcomes).toMatchObject([
      { kind: 'rejected', reason: 'no such street (422)' },
      { kind: 'gone' },
      { kind: 'acknowledged', id: '3' },
    ])
  })

  test('render shows the very body that is sent, and no signature', async () => {
    for (const batch of [1, 2]) {
      const connector = opened({ batch })
      const { action, record, request } = connector.render(itemOf(1))
      await write(connector, itemOf(1))
      const sent = hook.received.at(-1)
      expect([action, record]).toEqual(['update', 'person:1'])
      expect(JSON.stringify(request.body)).toBe(sent?.body)
      expect(sent?.headers).toMatchObject(request.headers as object)
      expect(request.headersWhenSent).toEqual(['webhook-id', 'webhook-timestamp', 'webhook-signature'])
      expect(JSON.stringify(request)).not.toContain('v1,')
      expect(connector.render(itemOf(1))).toEqual({ action, record, request })
    }
  })
})

describe('sending', () => {
  test('as many at once as the pace says, outcomes in order', async () => {
    let [now, most] = [0, 0]
    hook.react = async ({ body }) => {
      most = Math.max(most, ++now)
      await sleep(20)
      now--
      return { status: 200, body: JSON.stringify({ version: JSON.parse(body).subject }) }
    }
    const items = Array.from({ length: 12 }, (_, i) => itemOf(i))
    const outcomes = await write(opened({ atOnce: 3 }), ...items)
    expect(outcomes.map((each) => each.kind === 'acknowledged' && each.version)).toEqual(
      items.map(({ id }) => `person:${id}`),
    )
    expect(hook.received).toHaveLength(12)
    expect(most).toBe(3)
  })

  test('nothing to write asks nobody', async () => {
    expect(await write(opened())).toEqual([])
    expect(hook.received).toEqual([])
  })

  test('what was stopped before it was sent is no try', async () => {
    expect(await opened().write([itemOf(1)], AbortSignal.abort())).toMatchObject([{ kind: 'retry', waiting: true }])
    expect(hook.received).toEqual([])
  })

  test('what was stopped while it was sent may have been written', async () => {
    hook.react = () => ({ status: 200, hang: 'before' })
    const stop = new AbortController()
    const writing = opened().write([itemOf(1)], stop.signal)
    await expect.poll(() => hook.received.length).toBe(1)
    stop.abort()
    expect(await writing).toMatchObject([{ kind: 'retry', reason: 'stopped while it was sent', applied: true }])
  })

  test('it makes records once: who gets an event twice knows it', () => {
    expect(opened().createsOnce('person')).toBe(true)
  })
})

test('the shipped settings allow neither http nor private addresses', () => {
  const shape = WebhookSettings.parse({
    kind: 'webhook',
    url: 'https://hooks.example/kith',
    secrets: [{ env: 'HOOK' }],
  })
  expect(shape).toMatchObject({ allowHttp: false, allowPrivate: false, source: '/kith', type: 'com.kith.record' })
  for (const url of ['ftp://hooks.example/', 'hooks.example', 'file:///etc/passwd'])
    expect(WebhookSettings.safeParse({ kind: 'webhook', url, secrets: [{ env: 'HOOK' }] }).success).toBe(false)
})
