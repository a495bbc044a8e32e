import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { HistoryView } from '../../../server/model/service-views.ts'
import { ExplainView, GoldenView, RecordView } from '../../../server/model/views.ts'
import { checkNames, runCheck } from '../../../server/store/graph/health.ts'
import { TEST_SEED } from '../../kit/commit-seed.ts'
import { below, pick, seeded } from '../../kit/seeded.ts'
import { attribute, recordPath, type Sent, type Served, serve } from '../../kit/served.ts'

let kith: Served
beforeAll(async () => {
  kith = await serve({ requestsPerMinute: 1_000_000 })
})
beforeEach(() => kith.empty())
afterAll(() => kith?.close())

const AMINA: Sent = {
  source: 'crm',
  sourceId: '1',
  entity: 'person',
  createdAt: '2018-01-01T00:00:00Z',
  updatedAt: '2020-06-01T00:00:00Z',
  givenName: 'Amina',
  familyName: 'Diallo',
  birthDate: '1983-03-30',
  email: 'amina@example.org',
  phone: '(206) 555-0123',
  'address.line1': '5 Pike Lane',
  'address.city': 'Seattle',
  'address.region': 'WA',
  'address.postcode': '98101',
}
const MARRIED: Sent = {
  ...AMINA,
  updatedAt: '2024-06-01T00:00:00Z',
  familyName: 'Sorensen',
  'address.line1': '90 Fjord Street',
  'address.city': 'Tacoma',
  'address.postcode': '98402',
}
const AT_SHOP: Sent = { ...AMINA, source: 'shop', sourceId: 'x', updatedAt: '2019-01-01T00:00:00Z' }
const HUSBAND: Sent = {
  ...MARRIED,
  sourceId: '2',
  givenName: 'Lars',
  birthDate: '1980-10-10',
  email: 'lars@example.org',
  phone: '(253) 555-0101',
}

const head = async () => Number((await kith.app.get('/health')).body.seq)
const at = async (path: string, when: string | number) =>
  kith.get(`${path}${path.includes('?') ? '&' : '?'}asOf=${when}`, GoldenView)
const family = (view: GoldenView) => attribute(view, 'familyName').value

test('a golden record as of a line, an instant and today; its relations and its records as they were', async () => {
  await kith.send([AMINA])
  const one = await head()
  const afterOne = new Date().toISOString()
  await kith.send([AT_SHOP])
  const two = await head()
  await kith.send([MARRIED, HUSBAND])
  const id = await kith.goldenIdOf('crm:person:1')

  expect((await at(`/golden/${id}`, one)).records.map((row) => row.id)).toEqual(['crm:person:1'])
  const then = await at(`/golden/${id}`, afterOne)
  expect(then).toMatchObject({ asOf: { seq: one, at: afterOne }, relations: [] })
  expect([family(then), attribute(then, 'city').value, then.name]).toEqual(['Diallo', 'Seattle', 'Amina Diallo'])
  const before = await at(`/golden/${id}`, two)
  expect(before.records.map((row) => row.id)).toEqual(['crm:person:1', 'shop:person:x'])
  expect([family(before), before.addresses.map((each) => [each.city, each.current])]).toEqual([
    'Diallo',
    [['Seattle', true]],
  ])
  const now = await at(`/golden/${id}`, 'now')
  const { asOf, ...same } = now
  expect(asOf?.seq).toBe(await head())
  const present = await kith.golden(id)
  expect({ ...same, relations: [] }).toEqual({ ...present, seq: same.seq, relations: [] })
  const names = ({ relations }: GoldenView) => relations.map(({ type, id: other, name }) => [type, other, name])
  expect(names(now)).toEqual(names(present))
  expect(now.relations).toMatchObject([{ type: 'IN_HOUSEHOLD', name: 'Sorensen household' }])

  const record = await kith.get(`${recordPath('crm:person:1')}?asOf=${two}`, RecordView)
  expect(record).toMatchObject({
    golden: id,
    values: { familyName: ['Diallo'] },
    updatedAt: '2020-06-01T00:00:00.000Z',
  })
  expect((await kith.app.get(`${recordPath('crm:person:2')}?asOf=${two}`)).body.code).toBe('record.not-found')
})

test('knownAt beside asOf: what is known now of how it was then, by the sources’ own times', async () => {
  await kith.send([MARRIED])
  const one = await head()
  await kith.send([AMINA, AT_SHOP]) // the older state comes late
  const id = await kith.goldenIdOf('crm:person:1')
  const known = async (asOf: string, knownAt: string | number) =>
    kith.get(`/golden/${id}?asOf=${asOf}&knownAt=${knownAt}`, GoldenView)
  const hindsight = await known('2021-01-01', 'now')
  expect(hindsight.asOf).toMatchObject({ world: '2021-01-01T23:59:59.999Z' })
  expect([family(hindsight), attribute(hindsight, 'city').value]).toEqual(['Diallo', 'Seattle'])
  expect(family(await known('2025-01-01', 'now'))).toBe('Sorensen')
  expect((await known('2019-06-01', 'now')).records.map((row) => row.id)).toEqual(['shop:person:x'])
  // Before the late state came, nobody knew of it.
  const answer = await kith.app.get(`/golden/${id}?asOf=2021-01-01&knownAt=${one}`)
  expect(answer.body).toMatchObject({ code: 'golden.not-found', detail: expect.stringContaining('speaks of the time') })
  const record = await kith.get(`${recordPath('crm:person:1')}?asOf=2021-01-01&knownAt=now`, RecordView)
  expect(record.values.familyName).toEqual(['Diallo'])
})

test('a deleted record, and one that came back, as of before, between and after', async () => {
  await kith.send([AMINA, AT_SHOP])
  const id = await kith.goldenIdOf('crm:person:1')
  const alive = await head()
  await kith.app.ask('DELETE', recordPath('crm:person:1'))
  const gone = await head()
  await kith.send([{ ...AMINA, updatedAt: '2025-01-01T00:00:00Z' }])
  const record = (when: number) => kith.get(`${recordPath('crm:person:1')}?asOf=${when}`, RecordView)
  expect(await record(alive)).toMatchObject({ golden: id, values: { givenName: ['Amina'] } })
  const deleted = await record(gone)
  expect(deleted).toMatchObject({ deletedAt: expect.any(String), values: {} })
  expect(deleted.golden).toBeUndefined()
  expect(await record(await head())).toMatchObject({ golden: id, updatedAt: '2025-01-01T00:00:00.000Z' })
  expect((await at(`/golden/${id}`, gone)).records.map((row) => row.id)).toEqual(['shop:person:x'])
})

test('why records were one, under the decisions of then', async () => {
  await kith.send([AMINA, AT_SHOP])
  const id = await kith.goldenIdOf('crm:person:1')
  const joined = await head()
  await kith.app.post('/decisions', {
    low: 'crm:person:1',
    high: 'shop:person:x',
    verdict: 'distinct',
    reason: 'two of that name',
  })
  const parted = await head()
  const why = await kith.get(`/golden/${id}/explain?asOf=${joined}`, ExplainView)
  expect(why).toMatchObject({
    golden: id,
    decisions: [],
    links: [{ low: 'crm:person:1', high: 'shop:person:x', verdict: 'same' }],
  })
  expect(why.words).toContain('2 records')
  const after = await kith.get(`/golden/${id}/explain?asOf=${parted}`, ExplainView)
  expect(after).toMatchObject({ links: [], decisions: [{ verdict: 'distinct' }] })
})

test('the timeline of a golden record says from when to when each state was known, and why it stood', async () => {
  await kith.send([AMINA])
  const one = await head()
  await kith.send([MARRIED])
  const id = await kith.goldenIdOf('crm:person:1')
  const { versions } = await kith.get(`/golden/${id}/history`, HistoryView)
  expect(versions.map(({ fromSeq, toSeq }) => [fromSeq, toSeq])).toEqual([
    [one + 1, undefined],
    [one, one + 1],
  ])
  expect(versions[1]).toMatchObject({ status: 'active', values: { familyName: 'Diallo' }, to: versions[0]?.from })
  expect(versions[1]?.winners).toContainEqual(
    expect.objectContaining({ attribute: 'familyName', record: 'crm:person:1' }),
  )
  const then = await kith.get(`/golden/${id}/history?asOf=${one}`, HistoryView)
  expect(then.versions.map(({ fromSeq, toSeq }) => [fromSeq, toSeq])).toEqual([[one, undefined]])
  expect(then.changes).toHaveLength(1)
})

test(`every golden record as of every transaction is what it was (seed ${TEST_SEED})`, async () => {
  const random = seeded(TEST_SEED)
  const shots: { asOf: string | number; goldens: GoldenView[] }[] = []
  let last = await head()
  /** A transaction that wrote no line (a record changed, no golden record did) is asked for by its instant. */
  const shoot = async () => {
    const ids = (await kith.rows('MATCH (g:Golden) RETURN g.id ORDER BY g.id')).flat().map(String)
    const seq = await head()
    const asOf = seq > last ? seq : new Date().toISOString()
    shots.push({ asOf, goldens: await Promise.all(ids.map((id) => kith.golden(id))) })
    last = seq
    await setTimeout(2) // the next transaction is of a later instant
  }
  for (let round = 0; round < 12; round++) {
    const person = (i: number): Sent => ({
      ...pick([AMINA, MARRIED, HUSBAND], random),
      source: pick(['crm', 'shop'], random),
      sourceId: `${i}`,
      updatedAt: `20${10 + below(random, 15)}-01-01T00:00:00Z`,
    })
    const first = below(random, 5)
    await kith.send([first, (first + 1 + below(random, 4)) % 5].map(person)) // two records: one transaction
    await shoot()
    if (random() < 0.5) continue
    await kith.app.ask('DELETE', recordPath(`${pick(['crm', 'shop'], random)}:${below(random, 5)}`))
    await shoot()
  }
  const bare = ({ asOf: _, seq: __, ...view }: GoldenView) => ({
    ...view,
    // Since when a record has said something is told of today only: versions do not keep it.
    attributes: view.attributes.map(({ winner, ...each }) => ({ ...each, winner: { ...winner, since: undefined } })),
    relations: view.relations
      .filter((each) => each.direction === 'out' && !each.type.startsWith('WAS_'))
      .map(({ type, id }) => `${type} ${id}`)
      .sort(),
    addresses: view.addresses.filter((each) => each.current).map(({ city }) => city),
  })
  for (const { asOf, goldens } of shots)
    for (const golden of goldens) expect(bare(await at(`/golden/${golden.id}`, asOf))).toEqual(bare(golden))
  for (const name of checkNames()) expect(await runCheck(kith.store, name)).toMatchObject({ violations: [] })
}, 120_000)
