import { afterAll, beforeEach, expect, test } from 'vitest'
import { GoldenId, RecordId } from '../../../server/model/ids.ts'
import { rebuild } from '../../../server/pipeline/bulk/rebuild.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import { type Kith, openKith } from '../../../server/pipeline/kith.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { changesAfter } from '../../../server/store/read/change-reads.ts'
import { findGolden } from '../../../server/store/read/golden-reads.ts'
import { goldensOfRecords } from '../../../server/store/write/goldens.ts'
import { listPins } from '../../../server/store/write/pins.ts'
import { emptyGraph } from '../../kit/graph.ts'
import { personInput, TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
let kith: Kith
let clock = new Date()
const context = { ...TEST_CONTEXT, now: () => clock }
const { actor } = TEST_CONTEXT

const ODA = { givenName: 'Oda', familyName: 'Reimers', birthDate: '1979-10-02', email: 'oda.reimers@example.org' }
const odas = [
  personInput('shop:person:1', { ...ODA, phone: '+1 513 555 0101' }, { updatedAt: '2024-01-01T00:00:00Z' }),
  personInput('crm:person:2', { ...ODA, phone: '+1 513 555 0102' }, { updatedAt: '2024-05-01T00:00:00Z' }),
]
const stranger = personInput(
  'erp:person:3',
  { givenName: 'Edda', familyName: 'Kalkmann', phone: '+1 513 555 0103' },
  { updatedAt: '2023-01-01T00:00:00Z' },
)

beforeEach(async () => {
  await store?.close()
  store = await emptyGraph()
  clock = new Date('2025-03-01T00:00:00Z')
  kith = openKith(store, context)
  await kith.upsert([...odas, stranger], actor)
})
afterAll(() => store.close())

const record = (id: string) => RecordId.parse(id)
const goldenOf = async (id: string) =>
  GoldenId.parse((await store.read((tx) => goldensOfRecords.run(tx, { ids: [id] })))[0]?.golden)
async function attribute(id: string, name: string) {
  const golden = await goldenOf(id)
  return (await store.read((tx) => findGolden(tx, golden)))?.attributes.find((each) => each.attribute === name)
}
const pin = async (on: string, attribute: string, more: object) =>
  kith.pin({ golden: await goldenOf(on), attribute, reason: 'she said so', ...more }, { ...actor, user: 'maria' })
const head = async () => (await store.read((tx) => changesAfter(tx, 0, 1_000))).changes.at(-1)
async function sameAfterRebuild() {
  const before = [await store.read(checksum), (await head())?.seq]
  await rebuild(store, context)
  expect([await store.read(checksum), (await head())?.seq]).toEqual(before)
}

test('a pinned value stands, is cleaned, says who and why, and is one line of the feed', async () => {
  const { pin: made, goldens } = await pin('shop:person:1', 'phones', { value: '(513) 555-0177' })
  expect(goldens).toEqual([await goldenOf('shop:person:1')])
  expect(made).toMatchObject({ record: 'crm:person:2', attribute: 'phones', value: '+15135550177', by: 'maria' })
  const phones = await attribute('shop:person:1', 'phones')
  expect(phones?.value).toEqual(['+15135550177', '+15135550102', '+15135550101'])
  expect(phones?.winner).toMatchObject({
    record: 'crm:person:2',
    rule: 'pinned',
    pin: { by: 'maria', reason: 'she said so' },
  })
  expect(phones?.entries?.map(({ record: id }) => id)).toEqual([undefined, 'crm:person:2', 'shop:person:1'])
  expect(await head()).toMatchObject({ kind: 'updated', attributes: ['phones'], user: 'maria' })
  const explained = await kith.ask.golden.explain(await goldenOf('shop:person:1'))
  const shown = explained.attributes.find((each) => each.attribute === 'phones')
  expect(shown?.runnersUp.map(({ by }) => by)).toEqual(['pinned', 'pinned'])
  await sameAfterRebuild()
})

test('new words of sources do not move it; ending it lets the rules decide again', async () => {
  const { pin: made } = await pin('crm:person:2', 'phones', { record: record('shop:person:1') })
  expect((await attribute('crm:person:2', 'phones'))?.value).toEqual(['+15135550101', '+15135550102'])
  // What the pinned record says now and later.
  await kith.upsert(
    [personInput('shop:person:1', { ...ODA, phone: '+1 513 555 0155' }, { updatedAt: '2024-02-01T00:00:00Z' })],
    actor,
  )
  expect((await attribute('crm:person:2', 'phones'))?.value).toEqual(['+15135550155', '+15135550102'])
  await kith.unpin(made.id, actor)
  expect((await attribute('crm:person:2', 'phones'))?.value).toEqual(['+15135550102', '+15135550155'])
  await expect(kith.unpin(made.id, actor)).rejects.toMatchObject({ problem: { code: 'pin.not-found' } })
  const ended = await store.read((tx) => listPins(tx, { ended: true, limit: 9 }))
  expect(ended).toMatchObject([{ id: made.id, golden: await goldenOf('crm:person:2'), endedBy: 'test' }])
})

test('a pin goes with its record when a cluster splits, and back when it merges', async () => {
  await pin('shop:person:1', 'title', { value: 'Dr', record: record('shop:person:1') })
  const { decision } = await kith.decide(
    { low: record('crm:person:2'), high: record('shop:person:1'), verdict: 'distinct', reason: 'twins' },
    actor,
  )
  expect([(await attribute('shop:person:1', 'title'))?.value, await attribute('crm:person:2', 'title')]).toEqual([
    'Dr',
    undefined,
  ])
  await kith.revoke(decision.id, actor)
  expect((await attribute('crm:person:2', 'title'))?.value).toBe('Dr')
  await sameAfterRebuild()
})

test('where two pinned clusters merge, the later word counts, whichever came first into the graph', async () => {
  await pin('erp:person:3', 'title', { value: 'Ms', record: record('erp:person:3') })
  clock = new Date('2025-03-02T00:00:00Z')
  await pin('shop:person:1', 'title', { value: 'Prof', record: record('shop:person:1') })
  await kith.decide(
    { low: record('erp:person:3'), high: record('shop:person:1'), verdict: 'same', reason: 'she called' },
    actor,
  )
  expect((await attribute('erp:person:3', 'title'))?.value).toBe('Prof')
  await sameAfterRebuild()
  // A new pin on the golden record ends both.
  await pin('erp:person:3', 'title', { value: 'Dr' })
  expect(await store.read((tx) => listPins(tx, { ended: false, limit: 9 }))).toHaveLength(1)
})

test('a pin ends when its time is up, in a transaction of its own, and not before', async () => {
  await expect(pin('shop:person:1', 'title', { value: 'Dr', until: '2025-01-01T00:00:00Z' })).rejects.toThrow('past')
  await pin('shop:person:1', 'title', { value: 'Dr', until: '2025-04-01T00:00:00Z' })
  expect(await kith.sweep(actor)).toMatchObject({ pins: 0 })
  expect((await attribute('shop:person:1', 'title'))?.value).toBe('Dr')
  clock = new Date('2025-04-09T00:00:00Z')
  expect(await kith.sweep(actor)).toMatchObject({ pins: 1 })
  expect(await attribute('shop:person:1', 'title')).toBeUndefined()
  expect(await head()).toMatchObject({ kind: 'updated', attributes: ['title'], before: { title: 'Dr' } })
  const [ended] = await store.read((tx) => listPins(tx, { ended: true, limit: 9 }))
  expect(ended).toMatchObject({ endedAt: '2025-04-01T00:00:00.000Z', endedBy: 'expiry' })
  await sameAfterRebuild()
})

test('a pin survives the deletion and the return of its record', async () => {
  await pin('shop:person:1', 'title', { value: 'Dr', record: record('shop:person:1') })
  await kith.remove(record('shop:person:1'), actor)
  expect(await attribute('crm:person:2', 'title')).toBeUndefined()
  await kith.upsert(odas.slice(0, 1), actor)
  expect((await attribute('crm:person:2', 'title'))?.value).toBe('Dr')
})

test.each([
  ['fullName', { value: 'Oda R' }, 'no attribute'],
  ['shoeSize', { value: '38' }, 'no attribute'],
  ['phones', { value: 'none' }, 'no usable value'],
  ['address', { value: '1 Elm St' }, 'by the record'],
  ['title', { record: 'shop:person:1' }, 'says nothing'],
  ['title', { value: 'Dr', record: 'erp:person:3' }, 'not a record of'],
  ['title', {}, 'a value, a record or both'],
])('%s %j cannot be pinned: %s', async (name, more, why) => {
  await expect(pin('shop:person:1', name, more)).rejects.toThrow(why)
})
