import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { PinOutcome, PinsPage } from '../../server/model/service-views.ts'
import { ExplainView } from '../../server/model/views.ts'
import { WhatIfView } from '../../server/model/what-if.ts'
import { activate } from '../../server/pipeline/run/rules-in-force.ts'
import { shippedRuleSet } from '../../server/rules/rule-set.ts'
import { attribute, type Sent, type Served, serve } from '../kit/served.ts'

const BRUNO = {
  entity: 'person',
  givenName: 'Bruno',
  familyName: 'Estragon',
  birthDate: '1985-05-25',
  email: 'bruno@estragon.example',
}
const SENT: Sent[] = [
  { ...BRUNO, source: 'crm', sourceId: 'a b', updatedAt: '2024-01-01T00:00:00.000Z', title: 'Mr', version: 3 },
  { ...BRUNO, source: 'shop', sourceId: '2', updatedAt: '2023-01-01T00:00:00.000Z', title: 'Dr' },
]
const ALIAS: Sent = {
  source: 'erp',
  sourceId: '3',
  entity: 'person',
  givenName: 'B.',
  familyName: 'Estr',
  updatedAt: '2022-01-01T00:00:00.000Z',
}

let kith: Served
let key: (name: string) => ReturnType<Served['as']>
let headers: (name: string) => Record<string, string>
beforeAll(async () => {
  kith = await serve({ access: 'keys' })
  const texts = new Map(
    (['reader', 'analyst', 'steward'] as const).map((role) => [
      role as string,
      kith.app.keys.add({ name: role, roles: [role], sources: [] }, '2024-01-01T00:00:00Z').text,
    ]),
  )
  headers = (name) => ({ authorization: `Bearer ${texts.get(name)}`, 'x-kith-user': 'ines' })
  key = (name) => kith.as(headers(name))
  await activate(kith.store, shippedRuleSet(), new Date())
  await key('steward').send([...SENT, ALIAS])
})
afterAll(() => kith?.close())

const post = (who: string, path: string, body: object) => kith.app.post(path, body, { headers: headers(who) })

test('a steward pins over REST, a reader reads it, and nobody else pins', async () => {
  const golden = await key('reader').goldenIdOf('crm:person:a b')
  const body = { golden, attribute: 'title', value: 'Prof', reason: 'his card', until: '2999-01-01T00:00:00+02:00' }
  expect((await post('analyst', '/pins', body)).status).toBe(403)
  const { status, body: answer } = await post('steward', '/pins', body)
  expect(status).toBe(201)
  const { pin } = PinOutcome.parse(answer)
  expect(pin).toMatchObject({ by: 'ines', until: '2998-12-31T22:00:00.000Z', record: 'crm:person:a b' })
  const shown = attribute(await key('reader').golden(golden), 'title')
  expect(shown).toMatchObject({ value: 'Prof', winner: { rule: 'pinned', pin: { id: pin.id, reason: 'his card' } } })
  const { pins } = await key('reader').get(`/pins?golden=${golden}`, PinsPage)
  expect(pins).toMatchObject([{ id: pin.id, golden }])
  for (const wrong of [
    { ...body, until: 'soon' },
    { ...body, reason: ' ' },
    { ...body, attribute: 'nothing' },
  ])
    expect((await post('steward', '/pins', wrong)).status).toBeGreaterThanOrEqual(400)
})

test('explain and its Cypher path tell the same: value, rule or pin, record as of when, links, rules, decisions', async () => {
  const decided = await post('steward', '/decisions', {
    low: 'erp:person:3',
    high: 'shop:person:2',
    verdict: 'same',
    reason: 'his nickname',
  })
  expect(decided.status).toBe(201)
  const golden = await key('reader').goldenIdOf('crm:person:a b')
  const explained = await key('reader').get(`/golden/${golden}/explain`, ExplainView)
  const { body } = await post('analyst', '/cypher', explained.query)
  const { columns, rows } = z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.unknown())) }).parse(body)
  const path = rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])))
  const told = explained.attributes.filter(({ winner }) => winner !== undefined)
  expect(told.map((each) => each.attribute).sort()).toEqual([
    'birthDate',
    'emails',
    'familyName',
    'formerNames',
    'givenName',
    'name',
    'title',
  ])
  expect(path).toHaveLength(told.length)
  const since = new Map(explained.records.map((each) => [each.id as string, each.since]))
  for (const { attribute: name, value, winner } of told) {
    const step = path.find((each) => each.attribute === name)
    expect(step).toMatchObject({
      value,
      rule: winner?.rule,
      record: winner?.record,
      pinned: winner?.pin?.reason ?? null,
    })
    expect(step?.since).toBe(since.get(winner?.record ?? ''))
    const links = explained.links.filter(({ low, high }) => [low, high].some((id) => id === winner?.record))
    // A decision alone holds the third record.
    expect(links.length > 0, name).toBe(winner?.record !== 'erp:person:3')
    expect(step?.links).toMatchObject(links.map(({ bits }) => ({ bits, ruleSet: 1 })))
  }
  expect(explained.records.map(({ id, version }) => [id, version])).toEqual([
    ['crm:person:a b', 3],
    ['erp:person:3', undefined],
    ['shop:person:2', undefined],
  ])
  const anchors = path.filter(({ record }) => record === 'shop:person:2' || record === 'erp:person:3')
  expect(anchors.map(({ attribute: name, record }) => [name, record])).toEqual([['formerNames', 'erp:person:3']])
  for (const { decisions } of anchors) expect(decisions).toMatchObject([{ by: 'ines', reason: 'his nickname' }])
  expect(explained.decisions).toMatchObject([{ reason: 'his nickname' }])
})

test('an analyst asks what if, a reader may not', async () => {
  const { survive } = shippedRuleSet().entities.person
  const body = {
    survive: { person: { ...survive, attributes: { ...survive.attributes, title: { pick: ['mostFrequent'] } } } },
  }
  expect((await post('reader', '/rules/what-if', body)).status).toBe(403)
  const { status, body: answer } = await post('analyst', '/rules/what-if', body)
  expect(status).toBe(200)
  expect(WhatIfView.parse(answer)).toMatchObject({ goldens: 1, changed: 0 }) // a pin beats any rules
  expect((await post('analyst', '/rules/what-if', { survive: { person: {} } })).body).toMatchObject({
    code: 'rules.invalid',
  })
})

test('old record ids lead to the record, and unknown sources are told', async () => {
  const { body } = await post('steward', '/sources/crm/rekey', { to: 'sales', records: [{ from: 'a b', to: 'S/1' }] })
  expect(body).toMatchObject({ source: 'sales', records: 1 })
  const {
    status,
    headers: answered,
    body: record,
  } = await kith.app.get('/records/crm/a%20b', { headers: headers('reader') })
  expect([status, answered.get('content-location'), record.id]).toEqual([
    200,
    '/api/v1/records/sales/person/S%2F1',
    'sales:person:S/1',
  ])
  expect((await post('steward', '/sources/nobody/retire', { reason: 'x' })).body).toMatchObject({
    code: 'source.unknown',
  })
})
