import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Sent, type Served, serve } from '../kit/served.ts'

/** Two records of one given name at one address, whom the values leave in doubt, and people who have nothing to do with them. */
const HOUSE = { line1: '77 Larch Hill', city: 'Helena', region: 'MT', postcode: '59601', country: 'US' }
const person = (source: string, sourceId: string, given: string, family: string, more: object = {}): Sent => ({
  ...{ source, sourceId, entity: 'person', createdAt: '2021-01-01T00:00:00Z', updatedAt: '2023-01-01T00:00:00Z' },
  ...{ givenName: given, familyName: family, ...more },
})
const ANNA = person('shop', 'A1', 'Annika', 'Sorensen', { phone: '(406) 555-0130', email: 'annika@example.org' })
const OLD = person('shop', 'D1', 'Ottilie', 'Brandvold', { address: HOUSE })
const NEW = person('crm', 'D2', 'Ottilie', 'Nakamura', { address: HOUSE, email: 'o.nakamura@example.org' })
const ANNE = person('erp', 'A3', 'Annika', 'Sorensen', { email: 'annika@example.org', phone: '(406) 555-0130' })
const BO = person('crm', 'B1', 'Bo', 'Castellano', { email: 'bo@example.net', birthDate: '1966-06-06' })

let kith: Served
beforeAll(async () => {
  kith = await serve()
})
beforeEach(() => kith.empty())
afterAll(() => kith?.close())

const decide = async (items: object[]) => {
  const { status, body } = await kith.app.post('/review/decide', { items, reason: 'asked them' })
  return { status, outcomes: body.outcomes as { outcome: string; problem?: { code: string } }[] }
}

test('a decision whose values changed is kept, flagged and closed by saying it again', async () => {
  await kith.send([ANNE, BO])
  const pair = { low: 'crm:person:B1', high: 'erp:person:A3' }
  await kith.app.post('/decisions', { ...pair, verdict: 'same', reason: 'his pen name' })
  await kith.send([{ ...BO, updatedAt: '2023-02-01T00:00:00Z' }])
  expect(await kith.review('?kind=stale')).toEqual([]) // a later date on the same values is no news

  await kith.send([{ ...BO, updatedAt: '2023-03-01T00:00:00Z', email: 'bo@elsewhere.example' }])
  expect(await kith.goldenIdOf('crm:person:B1')).toBe(await kith.goldenIdOf('erp:person:A3'))
  const [item] = await kith.review('?kind=stale')
  expect(item).toMatchObject({ id: 'stale|crm:person:B1|erp:person:A3', decision: { verdict: 'same' } })
  expect((await kith.app.get('/decisions?stale=true')).body.decisions).toMatchObject([
    { changedAt: expect.any(String) },
  ])

  expect(await decide([{ ...pair, verdict: 'same' }])).toMatchObject({
    status: 200,
    outcomes: [{ outcome: 'decided' }],
  })
  expect(await kith.review('?kind=stale')).toEqual([])
  expect((await kith.app.get('/decisions')).body.decisions).toHaveLength(1)

  await kith.send([{ ...BO, updatedAt: '2023-04-01T00:00:00Z', email: 'bo@third.example' }])
  expect(await kith.review('?kind=stale')).toHaveLength(1)
  await kith.send([{ ...BO, updatedAt: '2023-05-01T00:00:00Z', email: 'bo@elsewhere.example' }])
  expect(await kith.review('?kind=stale')).toEqual([]) // back to what was decided on
})

test('a triangle is warned of before it is made', async () => {
  await kith.send([ANNA, ANNE, BO])
  expect(await kith.goldenIdOf('shop:person:A1')).toBe(await kith.goldenIdOf('erp:person:A3'))
  await kith.app.post('/decisions', {
    low: 'crm:person:B1',
    high: 'shop:person:A1',
    verdict: 'distinct',
    reason: 'a man',
  })
  const check = async (low: string, high: string, verdict: string) =>
    (await kith.app.post('/decisions/check', { low, high, verdict })).body
  expect(await check('crm:person:B1', 'erp:person:A3', 'same')).toMatchObject({
    warnings: [
      expect.stringMatching(
        /crm:person:B1 and shop:person:A1 were decided to be distinct, and erp:person:A3 is tied to shop:person:A1/,
      ),
    ],
  })
  expect(await check('crm:person:B1', 'shop:person:A1', 'same')).toMatchObject({
    conflict: { code: 'decision.conflict' },
  })
  expect((await kith.app.get('/decisions')).body.decisions).toHaveLength(1) // nothing was decided
})

test.each<[where: string, third: Sent, words: RegExp, holder: string | undefined]>([
  [
    'the one it fits better',
    person('erp', 'M3', 'Mirembe', 'Achieng', { email: 'm@achieng.example', birthDate: '1979-03-08' }),
    /^erp:person:M3 is linked to both crm:person:M1 and shop:person:M2; it is with crm:person:M1, which it fits better$/,
    'crm:person:M1',
  ],
  [
    'neither where it fits both alike',
    person('erp', 'M3', 'Mirembe', 'Achieng', { email: 'm@achieng.example', phone: '(406) 555-0173' }),
    /^erp:person:M3 is linked to both crm:person:M1 and shop:person:M2; it is with neither of them/,
    undefined,
  ],
])(
  'who fits two that are decided to be distinct is with %s, and the warning says so',
  async (_where, third, words, holder) => {
    const own = { email: 'm@achieng.example' }
    const ones = person('crm', 'M1', 'Mirembe', 'Achieng', {
      ...own,
      ...(holder ? { birthDate: '1979-03-08' } : { phone: '(406) 555-0171' }),
    })
    await kith.send([ones, person('shop', 'M2', 'Mirembe', 'Achieng', { ...own, phone: '(406) 555-0172' }), third])
    const pair = { low: 'crm:person:M1', high: 'shop:person:M2', verdict: 'distinct', reason: 'mother and daughter' }
    const before = (await kith.changes()).length
    expect((await kith.app.post('/decisions/check', pair)).body).toMatchObject({
      warnings: [expect.stringMatching(words)],
    })
    expect(await kith.changes()).toHaveLength(before) // nothing was decided
    expect((await kith.app.post('/decisions', pair)).body).toMatchObject({ warnings: [expect.stringMatching(words)] })
    const golden = await kith.goldenIdOf('erp:person:M3')
    const holders = []
    for (const id of ['crm:person:M1', 'shop:person:M2']) if ((await kith.goldenIdOf(id)) === golden) holders.push(id)
    expect(holders).toEqual(holder ? [holder] : [])
  },
)

test('items are ranked by what hangs on them, assigned, decided in bulk, and close by themselves', async () => {
  await kith.send([OLD, NEW, BO])
  const [item] = await kith.review('?kind=pair')
  if (!item) throw new Error('these two are meant to be doubtful')
  expect(item).toMatchObject({ id: 'pair|crm:person:D2|shop:person:D1', impact: 2, touches: { records: 2, orders: 0 } })
  await kith.loadOrders('shop', [{ id: 'O1', customer: 'D1', date: '2024-01-01', product: 'kettle', amount: '39.50' }])
  const [heavier] = await kith.review('?kind=pair')
  expect(heavier).toMatchObject({ impact: 3, touches: { orders: 1, spend: [{ currency: 'USD', amount: 3950 }] } })

  await kith.app.post('/review/assign', { items: [item.id], assignee: 'ines' })
  expect(await kith.review('?assignee=ines')).toMatchObject([{ id: item.id, assignee: 'ines' }])
  expect(await kith.review('?assignee=none')).toEqual([])
  await kith.app.post('/review/assign', { items: [item.id], assignee: null })
  expect(await kith.review('?assignee=ines')).toEqual([])

  const { status, outcomes } = await decide([
    { low: 'crm:person:D2', high: 'shop:person:D1', verdict: 'distinct' },
    { low: 'crm:person:D2', high: 'crm:person:404', verdict: 'same' },
    { low: 'crm:person:D2', high: 'crm:person:B1', verdict: 'undo' },
  ])
  expect(status).toBe(207)
  expect(outcomes.map(({ outcome, problem }) => problem?.code ?? outcome)).toEqual([
    'decided',
    'record.not-found',
    'decision.not-found',
  ])
  expect(await kith.review('?kind=pair')).toEqual([])
  expect(await decide([{ low: 'crm:person:D2', high: 'shop:person:D1', verdict: 'undo' }])).toMatchObject({
    status: 200,
  })
  expect(await kith.review('?kind=pair')).toHaveLength(1) // waits again
  const waits = async () => (await kith.review('?kind=pair'))[0]
  expect((await waits())?.low?.golden).toBe(await kith.goldenIdOf('crm:person:D2'))
  await decide([{ low: 'crm:person:B1', high: 'crm:person:D2', verdict: 'same' }])
  expect(await waits()).toMatchObject({
    id: 'pair|crm:person:D2|shop:person:D1',
    low: { golden: await kith.goldenIdOf('crm:person:B1') },
  }) // it moved along
  await kith.app.ask('DELETE', '/records/crm/D2')
  expect(await kith.review('?kind=pair')).toEqual([]) // a record that is gone takes its items along
})

test('a record that fits two golden records joins both of them by the second yes, and either no leaves the other', async () => {
  await kith.send([ANNE, BO, person('loyalty', 'L1', 'Zadie', 'Okonjo', { email: 'z@example.com' })])
  const golden = (id: string) => kith.goldenIdOf(id)
  expect(
    await decide([
      { low: 'erp:person:A3', high: 'loyalty:person:L1', verdict: 'same' },
      { low: 'crm:person:B1', high: 'loyalty:person:L1', verdict: 'same' },
    ]),
  ).toMatchObject({ status: 200 })
  expect(new Set(await Promise.all(['erp:person:A3', 'crm:person:B1', 'loyalty:person:L1'].map(golden))).size).toBe(1)
  await decide([{ low: 'crm:person:B1', high: 'loyalty:person:L1', verdict: 'undo' }])
  expect(await decide([{ low: 'crm:person:B1', high: 'loyalty:person:L1', verdict: 'distinct' }])).toMatchObject({
    status: 200,
  })
  expect(await golden('loyalty:person:L1')).toBe(await golden('erp:person:A3'))
  expect(await golden('crm:person:B1')).not.toBe(await golden('erp:person:A3'))
  expect(await kith.rows('MATCH (:SourceRecord)-[m:MEMBER_OF]->() RETURN count(m)')).toEqual([[3]])
})

test.each([
  ['written alike', 'crm:person:B1'],
  ['without its entity', 'crm:B1'],
])('a record and itself, %s, are no pair to decide about, to check or to undo', async (_how, other) => {
  await kith.send([BO])
  const pair = { low: 'crm:person:B1', high: other }
  for (const path of ['/decisions', '/decisions/check'])
    for (const verdict of ['same', 'distinct']) {
      const answer = await kith.app.post(path, { ...pair, verdict, reason: 'a slip' })
      expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid', field: 'high' } })
    }
  const verdicts = ['same', 'distinct', 'undo']
  const { status, outcomes } = await decide(verdicts.map((verdict) => ({ ...pair, verdict })))
  expect(status).toBe(207)
  expect(outcomes).toMatchObject(verdicts.map(() => ({ outcome: 'refused', problem: { code: 'request.invalid' } })))
  expect((await kith.app.get(`/pairs/crm%3Aperson%3AB1/${encodeURIComponent(other)}`)).status).toBe(400)
})
