// Acceptance S1, S2 and S3

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { CountsReport } from '../../server/model/views.ts'
import { type Sent, type Served, serve } from '../kit/served.ts'

const person = (source: string, sourceId: string, fields: Record<string, unknown>): Sent => ({
  source,
  sourceId,
  entity: 'person',
  updatedAt: '2024-01-01T00:00:00Z',
  ...fields,
})
const KENJI = person('crm-east', 'E1', {
  givenName: 'Kenji',
  familyName: 'Mbeki',
  birthDate: '1983-08-08',
  email: 'kenji.mbeki@example.com',
  phone: '(503) 555-0138',
  address: { line1: '75 Riverbend Lane', city: 'Salem', region: 'OR', postcode: '97302', country: 'US' },
})
const KENJI_ELSEWHERE = person('crm-east', 'E2', {
  givenName: 'Kenji',
  familyName: 'Mbeki',
  birthDate: '1951-02-01',
  email: 'kmbeki@example.org',
  address: { line1: '3 Gull Road', city: 'Bangor', region: 'ME', postcode: '04401', country: 'US' },
})
const OTHER = person('erp', 'P1', {
  givenName: 'Saoirse',
  familyName: 'Quill',
  email: 'saoirse.quill@example.net',
  address: { line1: '9 Abbey Row', city: 'Salem', region: 'OR', postcode: '97301', country: 'US' },
})

let kith: Served
beforeAll(async () => {
  kith = await serve()
})
beforeEach(async () => {
  await kith.empty()
  await kith.send([KENJI, KENJI_ELSEWHERE, OTHER])
})
afterAll(() => kith?.close())

/** All that a search could have left behind. */
const everything = async () => ({
  counts: await kith.get('/reports/counts', CountsReport),
  nodes: await kith.rows('MATCH (n) RETURN labels(n)[0] AS label, count(*) ORDER BY label'),
  links: await kith.rows('MATCH ()-[r]->() RETURN type(r) AS type, count(*) ORDER BY type'),
})

// S1
test('name and city, or an e-mail, give ranked candidates with id, score and reasons, and store nothing', async () => {
  const [kenji, before] = [await kith.goldenIdOf('crm-east:person:E1'), await everything()]
  const queries = [
    { entity: 'person', fields: { givenName: 'Kenji', familyName: 'Mbeki' }, address: { city: 'Salem' } },
    { text: 'Kenji Mbeki, Salem' },
    { fields: { email: 'KENJI.MBEKI@example.com' } },
    { text: 'kenji.mbeki@example.com' },
  ]
  for (const query of queries) {
    const hits = await kith.search(query)
    const [best] = hits
    expect(best, JSON.stringify(query)).toMatchObject({ golden: kenji, name: 'Kenji Mbeki', sources: ['crm-east'] })
    expect(best?.probability).toBeGreaterThan(0)
    expect(best?.probability).toBeLessThanOrEqual(1)
    const reasons = best?.reasons ?? []
    expect(reasons.some(({ bits, because }) => bits > 0 && because !== '')).toBe(true)
    expect(reasons.reduce((sum, { bits }) => sum + bits, 0)).toBeCloseTo(best?.bits ?? Number.NaN, 6)
    const bits = hits.map((hit) => hit.bits)
    expect(bits).toEqual([...bits].sort((a, b) => b - a))
    expect(new Set(hits.map(({ golden }) => golden)).size).toBe(hits.length)
  }
  // The city tells the two of that name apart.
  const named = await kith.search('Kenji Mbeki Bangor')
  expect(named.map(({ golden }) => golden)).toEqual([await kith.goldenIdOf('crm-east:person:E2'), kenji])
  expect(await everything()).toEqual(before)
})

// S1
test('mistyped names find somebody, where nobody is called what was typed', async () => {
  const quill = await kith.goldenIdOf('erp:person:P1')
  const asked = (familyName: string) =>
    kith.search({ entity: 'person', fields: { givenName: 'Saoirme', familyName }, address: { city: 'Salme' } })
  expect((await asked('Quibl')).map(({ golden }) => golden)).toEqual([quill])
  await kith.send([person('erp', 'P2', { givenName: 'Saoirme', familyName: 'Quibl', address: { city: 'Salem' } })])
  const [best] = await asked('Quibl')
  expect(best?.golden).toBe(await kith.goldenIdOf('erp:person:P2'))
})

// S2
test('a customer who is there is given by id, and the record of the asker’s CRM is linked to it', async () => {
  const before = await kith.get('/reports/counts', CountsReport)
  const [hit] = await kith.search({ fields: { email: 'kenji.mbeki@example.com' }, address: { city: 'Salem' } })
  const own = person('crm-west', 'M77', {
    givenName: 'Kenji',
    familyName: 'Mbeki',
    email: 'kenji.mbeki@example.com',
    address: { city: 'Salem', region: 'OR' },
  })
  const [outcome] = await kith.send([own])
  expect(outcome).toEqual({
    record: 'crm-west:person:M77',
    outcome: 'created',
    golden: hit?.golden,
    issues: expect.any(Array),
  })
  expect(await kith.record('crm-west:person:M77')).toMatchObject({ golden: hit?.golden })
  const golden = await kith.golden(hit?.golden ?? '')
  expect(golden.records.map((record) => record.id)).toEqual(['crm-east:person:E1', 'crm-west:person:M77'])
  const after = await kith.get('/reports/counts', CountsReport)
  expect(after).toMatchObject({ customers: before.customers, records: before.records + 1 })
})

// S2
test('where the record says too little, the asker’s choice of a candidate links it', async () => {
  const before = await kith.get('/reports/counts', CountsReport)
  const hit = (await kith.search({ text: 'Kenji Mbeki Salem' }))[0]
  await kith.send([person('crm-west', 'M78', { givenName: 'Kenji', familyName: 'Mbeki' })])
  const decided = await kith.app.post('/decisions', {
    low: 'crm-west:person:M78',
    high: hit?.record,
    verdict: 'same',
    reason: 'picked at entry',
  })
  expect(decided.status).toBe(201)
  expect(await kith.goldenIdOf('crm-west:person:M78')).toBe(hit?.golden)
  const after = await kith.get('/reports/counts', CountsReport)
  expect(after).toMatchObject({ customers: before.customers, records: before.records + 1 })
})

// S3
test('nobody like that: the record is created, and its id comes back to the CRM', async () => {
  const stranger = { givenName: 'Fenella', familyName: 'Drummond', email: 'fenella.d@example.org' }
  const hits = await kith.search({ entity: 'person', fields: stranger, address: { city: 'Duluth', region: 'MN' } })
  expect(hits.filter(({ verdict }) => verdict === 'same')).toEqual([])
  const head = (await kith.changes()).length
  const [outcome] = await kith.send([
    person('crm-west', 'M79', { ...stranger, address: { city: 'Duluth', region: 'MN' } }),
  ])
  expect(outcome).toMatchObject({
    record: 'crm-west:person:M79',
    outcome: 'created',
    golden: expect.stringMatching(/^cus_/),
  })
  expect(await kith.goldenOf('crm-west:person:M79')).toMatchObject({ id: outcome?.golden, name: 'Fenella Drummond' })
  // A CRM that did not wait for the answer reads it from the feed.
  expect(await kith.changes(head)).toMatchObject([
    { kind: 'created', golden: outcome?.golden, members: ['crm-west:person:M79'], sources: ['crm-west'] },
  ])
})
