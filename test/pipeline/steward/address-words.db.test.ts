import { beforeEach, expect, test } from 'vitest'
import { eventRows } from '../../../server/ingest/addresses/event-csv.ts'
import { type AddressEvent, EventOutcome } from '../../../server/model/addresses/address-event.ts'
import { RecordId, SourceName } from '../../../server/model/ids.ts'
import type { RecordInput } from '../../../server/model/record.ts'
import { bulkResolve } from '../../../server/pipeline/bulk/bulk-resolve.ts'
import { rebuild } from '../../../server/pipeline/bulk/rebuild.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import type { Kith } from '../../../server/pipeline/kith.ts'
import { rulesInForce } from '../../../server/pipeline/run/rules-in-force.ts'
import { loadEvents } from '../../../server/pipeline/steward/load-events.ts'
import { compileEngine } from '../../../server/rules/engine.ts'
import { prepare } from '../../../server/rules/prepare.ts'
import { shippedRuleSet } from '../../../server/rules/rule-set.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { runCheck } from '../../../server/store/graph/health.ts'
import { migrate } from '../../../server/store/graph/migrate.ts'
import { TEST_SEED } from '../../kit/commit-seed.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { ordersOfOne } from '../../kit/one-customer.ts'
import { pick, seeded, shuffle } from '../../kit/seeded.ts'
import { crowdedTown, personInput, TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
let kith: Kith
freshKith((fresh) => {
  ;({ store, kith } = fresh)
})
beforeEach(() => migrate(store))

const { actor } = TEST_CONTEXT
const engine = compileEngine(shippedRuleSet())
const sum = async () => (await store.read((tx) => checksum(tx))).parts

type Step = () => Promise<unknown>

const upsert =
  (input: RecordInput): Step =>
  () =>
    kith.upsert([input], actor)
const told =
  (event: AddressEvent): Step =>
  async () => {
    const [outcome] = await kith.tellEvents([event], actor)
    expect(outcome?.problem).toBeUndefined()
  }

/** Words about where the records of a town live: what came back, arrived and was looked up, some of it about one person there. */
function wordsAbout(town: readonly RecordInput[], random: () => number): Step[] {
  return town.flatMap((input): Step[] => {
    const [address = {}] = input.addresses
    const at = `2025-0${1 + Math.floor(random() * 9)}-01T00:00:00Z`
    const common = { address, at, carrier: pick(['post', 'parcels'], random) }
    const record = `${input.source}:person:${input.sourceId}`
    const draw = random()
    if (draw < 0.2)
      return [told({ ...common, kind: 'returned', reason: pick(['moved', 'refused', 'deceased'], random), record })]
    if (draw < 0.35)
      return [told({ ...common, kind: 'returned', reason: pick(['no-such-address', 'incomplete'], random) })]
    if (draw < 0.5) return [told({ ...common, kind: 'confirmed', ...(random() < 0.5 ? { record } : {}) })]
    if (draw > 0.75) return []
    const [{ key } = { key: '' }] = engine.standardise(input).addresses
    const verdict = pick(['deliverable', 'undeliverable', 'ambiguous', 'plausible'] as const, random)
    return [() => kith.noteVerdicts([{ key, verdict, at: new Date(at).toISOString(), provider: 'test' }], actor)]
  })
}

test.each([TEST_SEED, TEST_SEED + 1])(
  'records and words in any order make one graph, in bulk and one by one (seed %i)',
  async (seed) => {
    const random = seeded(seed)
    const town = crowdedTown(10, random)
    const words = wordsAbout(town, random)
    for (const step of [...town.map(upsert), ...words]) await step()
    const expected = await sum()
    expect(expected.words?.count).toBeGreaterThan(3)
    expect(await rebuild(store, TEST_CONTEXT)).toMatchObject([{ changes: 0 }, { changes: 0 }, { changes: 0 }])
    expect(await sum()).toEqual(expected)

    await store.autoCommit('MATCH (n) DETACH DELETE n')
    await migrate(store)
    for (const step of shuffle([...town.map(upsert), ...words, ...words.slice(0, 3)], seeded(seed + 7))) await step()
    expect(await sum()).toEqual(expected)

    await store.autoCommit('MATCH (n) DETACH DELETE n')
    await migrate(store)
    for (const step of words) await step()
    const prepared = town.map((input) => prepare(input, engine, '2026-01-01'))
    await bulkResolve(store, 'person', prepared, engine, TEST_CONTEXT)
    expect(await sum()).toEqual(expected)
  },
)

const at = (line1: string) => ({
  'address.line1': line1,
  'address.city': 'Dayton',
  'address.region': 'OH',
  'address.postcode': '45402',
})
const ADA = { givenName: 'Ada', familyName: 'Lindqvist', email: 'ada@lindqvist.example', birthDate: '1980-04-05' }
const HOME = { line1: '7 Alder Street', city: 'Dayton', region: 'OH', postcode: '45402' }
const bodies = () =>
  store.autoCommit('MATCH (g:Golden) RETURN g.name AS name, g.line1 AS line1, g.body AS body ORDER BY name')

test('what is withdrawn is as if it had never been said; the feed tells each step, and the same told again nothing', async () => {
  await kith.upsert(
    [
      personInput('crm:person:1', { ...ADA, ...at('7 Alder Street') }, { updatedAt: '2025-03-01T00:00:00Z' }),
      personInput('erp:person:1', { ...ADA, ...at('1 Old Mill Road') }, { updatedAt: '2020-03-01T00:00:00Z' }),
    ],
    actor,
  )
  const before = await bodies()
  expect(before).toMatchObject([{ line1: '7 Alder Street' }])
  const event: AddressEvent = {
    kind: 'returned',
    reason: 'no-such-address',
    address: HOME,
    at: '2025-06-01',
    carrier: 'post',
  }
  const [outcome] = await kith.tellEvents([event], actor)
  expect(EventOutcome.parse(outcome)).toMatchObject({
    outcome: 'kept',
    address: '7 Alder Street, Dayton, OH 45402, US',
    concerns: [{ name: 'Ada Lindqvist', sendTo: '1 Old Mill Road, Dayton, OH 45402, US', arrives: false }],
  })
  expect(await bodies()).toMatchObject([{ line1: '1 Old Mill Road' }])
  const lines = () =>
    store.autoCommit('MATCH (c:Change) RETURN c.kind AS kind, c.attributes AS attributes ORDER BY c.seq')
  expect(await lines()).toMatchObject([
    { kind: 'created' },
    { kind: 'updated', attributes: expect.arrayContaining(['line1']) },
  ])
  expect(await kith.tellEvents([event], actor)).toMatchObject([{ outcome: 'known', concerns: [{ arrives: false }] }])
  expect(await lines()).toHaveLength(2)
  const [word = ''] = outcome?.words ?? []
  const { goldens } = await kith.withdrawWord(word, actor)
  expect(goldens).toHaveLength(1)
  expect(await bodies()).toEqual(before)
  await expect(kith.withdrawWord(word, actor)).rejects.toMatchObject({ problem: { code: 'address-word.not-found' } })
  // What a steward withdrew, the carrier's file brings back no more.
  await kith.tellEvents([event], actor)
  expect(await bodies()).toEqual(before)
})

test('who moved and whose record is deleted, returns, or gets another id has still moved; the flatmate stays', async () => {
  const bo = personInput('crm:person:2', { givenName: 'Bo', familyName: 'Okoro', ...at('7 Alder Street') })
  const ada = personInput('crm:person:1', { ...ADA, ...at('7 Alder Street') })
  await kith.upsert([ada, bo], actor)
  const [outcome] = await kith.tellEvents(
    [{ kind: 'returned', reason: 'moved', record: 'crm:1', carrier: 'post' }],
    actor,
  )
  expect(outcome).toMatchObject({ outcome: 'kept', concerns: [{ name: 'Ada Lindqvist' }], others: 0 })
  const undeliverable = async () =>
    (await bodies()).map(({ name, body }) => [name, String(body).includes('"undeliverable":true')])
  const moved = [
    ['Ada Lindqvist', true],
    ['Bo Okoro', false],
  ]
  expect(await undeliverable()).toEqual(moved)
  await kith.remove(RecordId.parse('crm:person:1'), actor)
  expect(await undeliverable()).toEqual([['Bo Okoro', false]])
  await kith.upsert([ada], actor)
  expect(await undeliverable()).toEqual(moved)
  await kith.rekey({ source: SourceName.parse('crm'), to: SourceName.parse('crm-west'), records: [] }, actor)
  expect(await undeliverable()).toEqual(moved)
  await kith.upsert(
    [personInput('crm-west:person:1', { ...ADA, phone: '+1 513 555 0101', ...at('7 Alder Street') })],
    actor,
  )
  expect(await undeliverable()).toEqual(moved)
})

test('a large customer takes echoes in with words about its addresses as if all of it were read', async () => {
  const orders = ordersOfOne(26, 3)
  const [address = {}] = orders[0]?.addresses ?? []
  await kith.tellEvents(
    [{ kind: 'returned', reason: 'no-such-address', address, at: '2025-06-01', carrier: 'post' }],
    actor,
  )
  for (const order of orders) await kith.upsert([order], actor)
  const one = await sum()
  await rebuild(store, TEST_CONTEXT)
  expect(await sum()).toEqual(one)
  const record = `${orders[1]?.source}:person:${orders[1]?.sourceId}`
  await kith.tellEvents(
    [{ kind: 'returned', reason: 'moved', record, address, at: '2025-07-01', carrier: 'post' }],
    actor,
  )
  await kith.upsert(
    orders.slice(0, 2).map((order, i) => ({ ...order, sourceId: `again-${i}` })),
    actor,
  )
  const two = await sum()
  await rebuild(store, TEST_CONTEXT)
  expect(await sum()).toEqual(two)
})

test('a word told while its record arrives is heeded, whoever is first', async () => {
  for (let i = 0; i < 12; i++) {
    const line1 = `${i + 1} Elm Street`
    const person = personInput(`crm:person:${i}`, {
      ...ADA,
      email: `a${i}@x.example`,
      givenName: `Ada${i}`,
      ...at(line1),
    })
    await Promise.all([
      kith.upsert([person], actor),
      kith.tellEvents(
        [{ kind: 'returned', reason: 'no-such-address', address: { ...HOME, line1 }, carrier: 'post' }],
        actor,
      ),
    ])
  }
  const found = (await bodies()).filter(({ body }) => !String(body).includes('"undeliverable":true'))
  expect(found).toEqual([])
})

test('a graph of an earlier Kith, whose records lead to no addresses, is found by words once it was derived anew', async () => {
  await kith.upsert([personInput('crm:person:1', { ...ADA, ...at('7 Alder Street') })], actor)
  const written = () =>
    store.autoCommit('MATCH (r:SourceRecord)-[w:WRITES]->(k:CleanAddress) RETURN r.id, w.complete, k.key')
  const before = await written()
  await store.autoCommit('MATCH (k:CleanAddress) DETACH DELETE k')
  await rebuild(store, TEST_CONTEXT)
  expect(await written()).toEqual(before)
  await kith.remove(RecordId.parse('crm:person:1'), actor)
  await rebuild(store, TEST_CONTEXT)
  expect(await store.autoCommit('MATCH (k:CleanAddress) RETURN k')).toEqual([])
})

test('a word that lies on another address than its own breaks an invariant', async () => {
  await kith.tellEvents([{ kind: 'confirmed', address: HOME, carrier: 'post' }], actor)
  const violations = async () => (await runCheck(store, 'words-at-their-address')).violations
  expect(await violations()).toEqual([])
  await store.autoCommit("MATCH (w:AddressWord) SET w.key = 'other'")
  expect(await violations()).toMatchObject([{ key: 'other' }])
  await store.autoCommit('MATCH (w:AddressWord) DETACH DELETE w')
})

test('a file of events is kept row by row; again it changes nothing', async () => {
  await kith.upsert([personInput('crm:person:1', { ...ADA, ...at('7 Alder Street') })], actor)
  const csv = `event,reason,at,carrier,record,line1,city,region,postcode
returned,moved,2025-06-01,post,crm:1,7 Alder Street,Dayton,OH,45402
returned,vanished,2025-06-01,post,crm:1,7 Alder Street,Dayton,OH,45402
returned,refused,2025-06-01,post,crm:99,,,,
confirmed,,2025-05-01,parcels,,7 Alder Street,Dayton,OH,45402
`
  async function* once() {
    yield csv
  }
  const load = () => loadEvents(store, eventRows(once()), rulesInForce(), TEST_CONTEXT)
  const rejected = [
    { line: 3, field: 'reason' },
    { line: 4, field: 'record' },
  ]
  expect(await load()).toMatchObject({ rows: 4, kept: 2, known: 0, concerned: 1, rejected })
  const before = await bodies()
  expect(await load()).toMatchObject({ rows: 4, kept: 0, known: 2, concerned: 0, rejected })
  expect(await bodies()).toEqual(before)
})

test('what will not do is told with its field, and the rest goes on', async () => {
  await kith.upsert([personInput('crm:person:1', { ...ADA, ...at('7 Alder Street') })], actor)
  const outcomes = await kith.tellEvents(
    [
      { kind: 'returned', reason: 'moved', address: HOME, carrier: 'post' },
      { kind: 'returned', reason: 'incomplete', carrier: 'post' },
      { kind: 'returned', reason: 'incomplete', address: HOME, at: '2999-01-01', carrier: 'post' },
      { kind: 'confirmed', address: '—', carrier: 'post' },
      { kind: 'confirmed', record: 'crm:99', carrier: 'post' },
      { kind: 'confirmed', record: 'crm:1', carrier: 'post' },
    ],
    actor,
  )
  expect(outcomes.map(({ outcome, problem }) => [outcome, problem?.field])).toEqual([
    ['rejected', 'golden'],
    ['rejected', 'address'],
    ['rejected', 'at'],
    ['rejected', 'address'],
    ['rejected', 'record'],
    ['kept', undefined],
  ])
})
