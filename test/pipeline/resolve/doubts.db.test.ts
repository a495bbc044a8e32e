import { expect, test } from 'vitest'
import { idOfRecord, RecordId, splitRecordId } from '../../../server/model/ids.ts'
import { RecordInput } from '../../../server/model/record.ts'
import { rebuild } from '../../../server/pipeline/bulk/rebuild.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import type { Kith } from '../../../server/pipeline/kith.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { checkInvariants } from '../../../server/store/graph/health.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { inBulk } from '../../kit/history/play.ts'
import { rulesNamed } from '../../kit/history/world.ts'
import { seeded } from '../../kit/seeded.ts'
import { crowdedTown, personInput, TEST_CONTEXT } from '../../kit/world.ts'

// What random histories found once: derived state that one path left otherwise than a rebuild makes it.
let store: Store
let kith: Kith
freshKith((fresh) => {
  ;({ store, kith } = fresh)
})

const { actor } = TEST_CONTEXT
const id = (text: string) => RecordId.parse(text)
type Doubt = { a: RecordId; b: RecordId; bits: number }
const doubts = async () =>
  (await store.autoCommit(
    'MATCH (a)-[m:MAYBE_SAME]->(b) RETURN a.id AS a, b.id AS b, round(m.bits, 6) AS bits ORDER BY a, b',
  )) as Doubt[]

test('a rebuild under other rules takes doubts and the caps of keys with it, and back', async () => {
  await kith.upsert(crowdedTown(40, seeded(8)), actor)
  const before = await doubts()
  expect(before.length).toBeGreaterThan(0)
  for (const name of ['low cap', 'strict', 'shipped'] as const) {
    await rebuild(store, TEST_CONTEXT, { ruleSet: rulesNamed(name) })
    for (const invariant of await checkInvariants(store)) expect(invariant).toMatchObject({ violations: [] })
    if (name !== 'shipped') expect(await doubts()).not.toEqual(before)
  }
  expect(await doubts()).toEqual(before)
})

test('two records that a third held together are in doubt again when it goes', async () => {
  await kith.upsert(crowdedTown(40, seeded(8)), actor)
  const all = await doubts()
  const [first] = all
  const taken = new Set(all.flatMap((doubt) => [doubt.a, doubt.b]))
  const third = crowdedTown(40, seeded(8))
    .map(idOfRecord)
    .find((id) => !taken.has(id))
  if (!first || !third) throw new Error('the town has no doubt and a stranger to it')
  const { a, b } = first
  for (const end of [a, b]) await kith.decide({ low: end, high: third, verdict: 'same', reason: 'try' }, actor)
  expect((await doubts()).some((doubt) => doubt.a === a && doubt.b === b)).toBe(false)
  await kith.remove(third, actor)
  expect((await doubts()).some((doubt) => doubt.a === a && doubt.b === b)).toBe(true)
})

test('a contact that a file leaves without its company is compared without it', async () => {
  const input = (id: string, entity: string, fields: Record<string, string>) =>
    RecordInput.parse({
      ...splitRecordId(RecordId.parse(id)),
      entity,
      fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value]])),
      addresses: [],
      hints: { defaultCountry: 'US' },
    })
  const lena = { familyName: 'Okonjo', email: 'lena@example.org', phone: '+1 207 555 0171' }
  await kith.upsert(
    [
      input('crm:company:F1', 'company', { name: 'Tidewater Rope Ltd' }),
      input('erp:company:F1', 'company', { name: 'Quarry Hill Stone Inc' }),
      input('crm:contact:K1', 'contact', { ...lena, givenName: 'Lena', 'company.id': 'F1' }),
      input('erp:contact:K1', 'contact', { ...lena, 'company.id': 'F1' }),
    ],
    actor,
  )
  const world = { store, context: TEST_CONTEXT }
  await inBulk(world, [input('erp:contact:K1', 'contact', lena)])
  const loaded = await store.read(checksum)
  await rebuild(store, TEST_CONTEXT)
  expect(await store.read(checksum)).toEqual(loaded)
})

test('what a cluster was held for goes, and the part that was cut off from it is looked at again', async () => {
  const camden = { 'address.line1': '18 Pilot Street', 'address.city': 'Camden', 'address.postcode': '04843' }
  const sunni = { givenName: 'Suniva', familyName: 'Dahlberg', email: 'sunniva@example.org', birthDate: '1984-07-02' }
  await kith.upsert(
    [
      personInput('shop:person:1', { ...sunni, ...camden }),
      personInput('crm:person:2', { givenName: 'Sunniva', familyName: 'Dahlberg', ...camden }),
      personInput('shop:person:2', { givenName: 'Kasper', email: 'casper@example.org', phone: '+1 207 555 0133' }),
    ],
    actor,
  )
  const statuses = () =>
    store.autoCommit(
      'MATCH (r:SourceRecord)-[:MEMBER_OF]->(g:Golden) RETURN r.id AS id, g.status AS status, COUNT { (g)<-[:MEMBER_OF]-() } AS members ORDER BY id',
    )
  await kith.decide(
    { low: id('crm:person:2'), high: id('shop:person:2'), verdict: 'same', reason: 'he said so' },
    actor,
  )
  expect(await statuses()).toEqual([
    { id: 'crm:person:2', status: 'held', members: 2 },
    { id: 'shop:person:1', status: 'held', members: 1 },
    { id: 'shop:person:2', status: 'held', members: 2 },
  ])
  await kith.remove(id('shop:person:1'), actor)
  expect(await statuses()).toEqual([
    { id: 'crm:person:2', status: 'active', members: 2 },
    { id: 'shop:person:2', status: 'active', members: 2 },
  ])
  expect((await rebuild(store, TEST_CONTEXT)).map(({ changes }) => changes)).toEqual([0, 0, 0])
})

test('a contact that brings an old word follows its company all the same', async () => {
  const osprey = { name: ['Osprey Marine Inc'], registrationNumber: ['77120031'] }
  const day = (n: number) => `2025-05-0${n}T00:00:00Z`
  const company = (key: string, fields: Record<string, string[]>, updatedAt: string) => {
    const { source, sourceId } = splitRecordId(id(key))
    return RecordInput.parse({ source, sourceId, entity: 'company', updatedAt, fields })
  }
  const buyer = (source: string, givenName: string, company: string, updatedAt: string) =>
    RecordInput.parse({
      source,
      sourceId: 'K1',
      entity: 'contact',
      updatedAt,
      fields: { givenName: [givenName], familyName: ['Brakman'], 'company.id': [company] },
    })
  await kith.upsert(
    [
      company('erp:company:F1', osprey, day(2)),
      company('crm:company:F3', osprey, day(2)),
      buyer('erp', 'Isolde', 'F1', day(7)),
      buyer('crm', 'Wim', 'F3', day(7)),
    ],
    actor,
  )
  const outcomes = await kith.upsert(
    [
      buyer('erp', 'Isa', 'F1', day(1)),
      buyer('crm', 'Willem', 'F3', day(1)),
      company('crm:company:F3', { name: ['Harrow Lane Bakery Ltd'], registrationNumber: ['04418822'] }, day(8)),
    ],
    actor,
  )
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['stale', 'stale', 'updated'])
  expect((await rebuild(store, TEST_CONTEXT)).map(({ changes }) => changes)).toEqual([0, 0, 0])
})
