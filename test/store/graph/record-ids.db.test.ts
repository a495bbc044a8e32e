import { afterAll, beforeAll, expect, test } from 'vitest'
import { sumOf } from '../../../server/model/golden.ts'
import { RecordInput } from '../../../server/model/record.ts'
import { rebuild } from '../../../server/pipeline/bulk/rebuild.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import { type Kith, openKith } from '../../../server/pipeline/kith.ts'
import { loadOrders } from '../../../server/pipeline/load/orders.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { checkInvariants } from '../../../server/store/graph/health.ts'
import { migrate, migrations } from '../../../server/store/graph/migrate.ts'
import { hashOf } from '../../../server/text/hash.ts'
import { emptyGraph } from '../../kit/graph.ts'
import { seeded } from '../../kit/seeded.ts'
import { crowdedTown, personInput, TEST_CONTEXT } from '../../kit/world.ts'

// A graph of version 0.1, whose records are known by source and id alone, gets ids of three parts: golden ids, decisions,
// pins, the cursor and all the rest stay as they are.
/** The whole of a graph is written twice. */
const SLOW = 300_000

let store: Store
let kith: Kith
const { actor, now } = TEST_CONTEXT

beforeAll(async () => {
  store = await emptyGraph()
  kith = openKith(store, TEST_CONTEXT)
})
afterAll(() => store.close())

type Properties = Record<string, unknown>
type Node = { element: string; labels: string[]; properties: Properties }

const nodes = async () =>
  (await store.autoCommit(
    'MATCH (n) WHERE NOT n:Migration RETURN elementId(n) AS element, labels(n) AS labels, n {.*} AS properties ORDER BY element',
  )) as Node[]
const relationships = () =>
  store.autoCommit(
    'MATCH (a)-[r]->(b) RETURN elementId(r) AS element, type(r) AS type, elementId(a) AS a, elementId(b) AS b, r {.*} AS properties ORDER BY element',
  )

const THREE = /(?<![A-Za-z0-9._-])(shop|crm|erp|old-crm):(?:person|company|contact):/g

/** The same as version 0.1 wrote it. */
function asBefore(said: unknown): unknown {
  if (typeof said === 'string') return said.replace(THREE, '$1:').replace(/^(shop|crm|erp)::/, '$1:')
  if (Array.isArray(said)) return said.map(asBefore)
  return said
}

function nodeBefore({ element, labels, properties }: Node): Properties {
  const was = Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, asBefore(value)]))
  const is = (label: string) => labels.includes(label)
  if (is('Golden') || is('GoldenVersion')) {
    const { status, reasons } = was
    const own = crowds.get(element)?.map((id) => String(asBefore(id)))
    const memberSum = own && sumOf(own)
    const said = { ...JSON.parse(String(was.body)), status, reasons: reasons ?? [] }
    return {
      ...was,
      ...(is('Golden') && memberSum ? { memberSum } : {}),
      hash: hashOf({ members: memberSum ?? was.members, ...said }),
    }
  }
  if (is('LifeEvent')) return { ...was, id: eventBefore(properties) }
  if (is('ReviewTask')) return { ...was, item: events.get(String(was.item)) ?? was.item }
  if (['Contract', 'ChargeBack', 'Terms', 'Activity'].some(is)) {
    // One whose record got another id since has the hash of what was sent.
    return properties.hash === hashOf(sent(properties)) ? { ...was, hash: hashOf(sent(was)) } : was
  }
  return was
}

/** What of an activity's node was sent. */
function sent({ id: _id, hash: _hash, since: _since, actor: _actor, ...own }: Properties): Properties {
  return own
}

/** Records of golden records, present and former, that have more than they list. */
const crowds = new Map<string, string[]>()
const crowdsNow = async () =>
  (await store.autoCommit(
    `MATCH (n:Golden|GoldenVersion) WHERE n.size > size(n.members)
     OPTIONAL MATCH (n)<-[:HAD]-(g)
     WITH n, coalesce(g, n) AS g
     MATCH (g)<-[m:MEMBER_OF|WAS_MEMBER_OF]-(r)
     WHERE CASE WHEN n:Golden THEN type(m) = 'MEMBER_OF' ELSE m.fromSeq <= n.fromSeq AND coalesce(m.toSeq, n.toSeq) >= n.toSeq END
     RETURN elementId(n) AS element, collect(DISTINCT r.id) AS records`,
  )) as { element: string; records: string[] }[]

const events = new Map<string, string>()
function eventBefore({ id, record, kind, topic }: Properties): string {
  const was = `lif_${hashOf([asBefore(record), kind, asBefore(topic)]).slice(0, 32)}`
  events.set(`event|${String(id)}`, `event|${was}`)
  return was
}

async function makeOld(): Promise<void> {
  const all = await nodes()
  for (const { element, records } of await crowdsNow()) crowds.set(element, records)
  for (const node of all) if (node.labels.includes('LifeEvent')) eventBefore(node.properties)
  const rows = all.map((node) => ({ element: node.element, properties: nodeBefore(node) }))
  await store.autoCommit('UNWIND $rows AS row MATCH (n) WHERE elementId(n) = row.element SET n += row.properties', {
    rows: rows.map(({ element, properties }) => ({
      element,
      properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => typeof value !== 'number')),
    })),
  })
  const links = (await relationships()).map(({ element, properties }) => ({
    element,
    properties: Object.fromEntries(
      Object.entries(properties as Properties).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, asBefore(value)]] : [],
      ),
    ),
  }))
  await store.autoCommit(
    'UNWIND $rows AS row MATCH ()-[r]->() WHERE elementId(r) = row.element SET r += row.properties',
    { rows: links },
  )
  await store.autoCommit(
    "MATCH (m:Migration) WHERE m.version STARTS WITH 'V065' OR m.version STARTS WITH 'V066' DELETE m",
  )
}

const at = (day: string) => ({ updatedAt: `${day}T00:00:00Z` })
const other = (own: object) => RecordInput.parse({ fields: {}, ...own })

async function build(): Promise<void> {
  await kith.upsert(crowdedTown(24, seeded(31)), actor)
  // One customer of more records than a golden record lists, of whom an echo came later.
  const orders = Array.from({ length: 24 }, (_none, i) =>
    personInput(`shop:person:o${i}`, { givenName: 'Ottoline', familyName: 'Quiller', email: 'o@quiller.example' }),
  )
  await kith.upsert(orders.slice(0, 22), actor)
  await kith.upsert(orders.slice(22), actor)
  // A circle of owners, which somebody has to look at.
  for (const [child, parent] of [
    ['G1', 'G2'],
    ['G2', 'G3'],
    ['G3', 'G1'],
  ] as const)
    await kith.upsert(
      [
        other({
          source: 'erp',
          sourceId: child,
          entity: 'company',
          fields: { name: [`Ring ${child} Holding`], 'parent.id': [parent] },
        }),
      ],
      actor,
    )
  const petra = { givenName: 'Petra', birthDate: '1984-02-11', email: 'petra@okafor.example' }
  await kith.upsert(
    [
      personInput('shop:person:w1', { ...petra, familyName: 'Okafor' }, at('2020-01-01')),
      personInput('crm:person:w2', { ...petra, familyName: 'Brandt' }, at('2023-06-01')),
      personInput('erp:person:w3', { email: 'nobody@example.com' }),
      other({ source: 'crm', sourceId: 'F1', entity: 'company', fields: { name: ['Tidewater Rope Ltd'] } }),
      other({
        source: 'crm',
        sourceId: 'F2',
        entity: 'company',
        fields: { name: ['Tidewater Anchors Ltd'], 'parent.id': ['F1'], 'parent.share': ['60'] },
      }),
      other({
        source: 'crm',
        sourceId: 'F3',
        entity: 'company',
        fields: { name: ['Quarry Hill Inc'], 'parent.id': ['F9'] },
      }),
      ...['F1', 'F2'].map((firm, i) =>
        other({
          source: 'crm',
          sourceId: `K${i}`,
          entity: 'contact',
          ...at(`202${i + 1}-03-01`),
          fields: {
            ...{ givenName: ['Lena'], familyName: ['Okonjo'], email: ['lena@okonjo.example'], jobTitle: ['Buyer'] },
            ...{ 'company.id': [firm] },
            ...(i === 0 ? { 'role.to': ['2022-03-01'] } : { 'role.from': ['2022-03-01'] }),
          },
        }),
      ),
    ],
    actor,
  )
  await loadOrders(
    store,
    ['crm-x', 'w2', 'w2'].map((customerId, i) => ({
      ...{ source: 'crm' as never, orderId: `O${i}`, customerId, date: '2024-01-02', currency: 'EUR', amount: 100 + i },
    })),
    now,
  )
  await loadOrders(store, [{ source: 'crm' as never, orderId: 'O2', customerId: 'w9' }], now)
  const contract = { source: 'crm' as never, activityId: 'c1', kind: 'contract' as const, customerId: 'w2' }
  await kith.putActivities(
    [
      { ...contract, status: 'active' },
      { ...contract, activityId: 'c2', customerId: 'w7' },
    ],
    actor,
  )
  const { low, high } = { low: 'crm:person:w2' as never, high: 'shop:person:w1' as never }
  await kith.decide({ low, high, verdict: 'distinct', reason: 'sisters' }, actor)
  await kith.undo(low, high, actor)
  await kith.decide({ low, high, verdict: 'same', reason: 'one passport' }, actor)
  const { golden } = await kith.ask.records.find('crm:person:w2')
  await kith.pin({ golden: golden as never, attribute: 'title', value: 'Dr', record: high, reason: 'card' }, actor)
  await kith.upsert(
    [personInput('crm:person:w2', { ...petra, familyName: 'Brandt', phone: '+1 513 555 0142' }, at('2023-07-01'))],
    actor,
  )
  await kith.plans.make({ kind: 'unmerge', record: low, scope: 'single', allowAgain: false, reason: 'a look' }, actor)
  const queue = await kith.ask.review.items({ offset: 0, limit: 50 } as never)
  const events = await kith.ask.review.items({ offset: 0, limit: 50, kind: 'event' } as never)
  const circles = await kith.ask.review.items({ offset: 0, limit: 50, kind: 'circle' } as never)
  const items = [...circles.items, ...queue.items, ...events.items].map((item) => item.id)
  expect(items).toContain('circle:erp:company:G3')
  await kith.assign({ items: items.slice(0, 60), assignee: 'sue' }, actor)
  await kith.rekey({ source: 'crm' as never, records: [{ from: 'w2', to: 'W-2' }] }, actor)
  await kith.remove('erp:person:w3' as never, actor)
}

test(
  'everything is as if it had always been so',
  async () => {
    await build()
    const before = { nodes: await nodes(), relationships: await relationships(), sum: await store.read(checksum) }
    await makeOld()
    expect([...crowds.values()].map((records) => records.length)).toContain(24)
    const old = await nodes()
    expect(old.some(({ properties }) => properties.id === 'crm:F1')).toBe(true)
    expect(JSON.stringify(old)).not.toMatch(/(shop|crm|erp):(person|company|contact):/)

    expect((await migrate(store)).applied).toEqual(['V065__record-ids', 'V066__record-ids-done'])
    expect(await nodes()).toEqual(before.nodes)
    expect(await relationships()).toEqual(before.relationships)
    expect(await store.read(checksum)).toEqual(before.sum)
    expect((await checkInvariants(store)).filter(({ violations }) => violations.length > 0)).toEqual([])
    expect((await rebuild(store, TEST_CONTEXT)).map(({ changes }) => changes)).toEqual([0, 0, 0])
  },
  SLOW,
)

test(
  'one that was cut off goes on where it was',
  async () => {
    const before = { nodes: await nodes(), relationships: await relationships() }
    await makeOld()
    // The first statements of V065, twice: what has its new form is left alone.
    const [first] = migrations().filter(({ version }) => version.startsWith('V065'))
    for (const statement of first?.statements.slice(0, 6) ?? []) await store.autoCommit(statement)
    await migrate(store)
    expect(await nodes()).toEqual(before.nodes)
    expect(await relationships()).toEqual(before.relationships)
  },
  SLOW,
)

test('an id that its source gave up leads to the record, by its old name too', async () => {
  expect(await kith.ask.records.one('crm:w2')).toBe('crm:person:W-2')
  expect(await kith.ask.records.one('crm:person:w2')).toBe('crm:person:W-2')
})
