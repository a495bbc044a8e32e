import { describe, expect, test } from 'vitest'
import { rebuild } from '../../../server/pipeline/bulk/rebuild.ts'
import { type Checksum, checksum } from '../../../server/pipeline/feed/checksum.ts'
import type { Kith } from '../../../server/pipeline/kith.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { checkInvariants } from '../../../server/store/graph/health.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { wipe } from '../../kit/graph.ts'
import { seeded, shuffle } from '../../kit/seeded.ts'
import { livingAt as person, townOfSlips } from '../../kit/town-of-slips.ts'
import { TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
let kith: Kith
freshKith((fresh) => {
  ;({ store, kith } = fresh)
})

const { actor } = TEST_CONTEXT

/** Who lives at which place, as it is shown. */
async function places(): Promise<Record<string, string[]>> {
  const rows = await store.autoCommit(
    'MATCH (a:Address)<-[:HAS_ADDRESS]-(g:Customer) RETURN a.text AS text, collect(g.givenName) AS names',
  )
  return Object.fromEntries(rows.map(({ text, names }) => [String(text).split(',')[0], (names as string[]).sort()]))
}

async function households(): Promise<string[]> {
  const rows = await store.autoCommit(
    'MATCH (h:Household)<-[:IN_HOUSEHOLD]-(g) WITH h, collect(g.givenName) AS names RETURN h.name AS name, names',
  )
  return rows.map(({ name, names }) => `${name}: ${(names as string[]).sort().join(' ')}`).sort()
}

const sum = (): Promise<Checksum> => store.read((tx) => checksum(tx))
const broken = async () => (await checkInvariants(store)).filter(({ violations }) => violations.length > 0)

describe('an address', () => {
  test('is one place in two spellings: one household, one letter, shown as most of them write it', async () => {
    await wipe(store)
    await kith.upsert([person('1', 'Ann Bell: 12 Mian Street'), person('2', 'Bob Bell: 12 Main Street')], actor)
    expect(Object.values(await places())).toEqual([['Ann', 'Bob']])
    await kith.upsert([person('3', 'Cid Bell: 12 Main Street')], actor)
    expect(await places()).toEqual({ '12 Main Street': ['Ann', 'Bob', 'Cid'] })
    expect(await households()).toEqual(['Bell household: Ann Bob Cid'])
    expect(await broken()).toEqual([])
  })

  test('that joins two places brings their households together, and apart again when it goes', async () => {
    await wipe(store)
    const [ann, bob] = [person('1', 'Ann Bell: 12 Maine Street'), person('2', 'Bob Bell: 12 Mainley Street')]
    await kith.upsert([ann, bob], actor)
    expect(await places()).toEqual({ '12 Maine Street': ['Ann'], '12 Mainley Street': ['Bob'] })
    const apart = await sum()
    await kith.upsert([person('3', 'Cid Ulm: 12 Mainey Street'), person('4', 'Dan Ulm: 12 Mainly Street')], actor)
    expect(Object.values(await places())).toEqual([['Ann', 'Bob', 'Cid', 'Dan']])
    expect(await households()).toEqual(['Bell household: Ann Bob', 'Ulm household: Cid Dan'])
    expect(await broken()).toEqual([])
    await kith.remove('crm:person:3' as never, actor)
    expect(await households()).toEqual([])
    await kith.remove('crm:person:4' as never, actor)
    expect(await sum()).toEqual(apart)
    expect(await broken()).toEqual([])
  })

  test('of a street that becomes known is no slip of another any more', async () => {
    await wipe(store)
    await kith.upsert(
      [
        person('1', 'Ann Bell: 12 Park Street'),
        person('2', 'Bob Bell: 12 Bark Street'),
        person('3', 'Cid Ulm: 14 Park Street'),
      ],
      actor,
    )
    expect(await households()).toEqual(['Bell household: Ann Bob'])
    await kith.upsert([person('4', 'Dan Ulm: 16 Bark Street')], actor)
    expect(await households()).toEqual([])
    expect((await places())['12 Park Street']).toEqual(['Ann'])
    await kith.remove('crm:person:3' as never, actor)
    expect(await households()).toEqual(['Bell household: Ann Bob'])
    expect(await broken()).toEqual([])
  })

  test('whose slip is put right is no move', async () => {
    await wipe(store)
    await kith.upsert([person('1', 'Ann Bell: 12 Mian Street')], actor)
    await kith.upsert([person('1', 'Ann Bell: 12 Main Street', '2024-02-01T00:00:00Z')], actor)
    expect(await places()).toEqual({ '12 Main Street': ['Ann'] })
    expect(await store.autoCommit('MATCH ()-[r:WAS_HAS_ADDRESS]->() RETURN r')).toEqual([])
    await kith.upsert([person('1', 'Ann Bell: 7 Far Mill Lane', '2024-03-01T00:00:00Z')], actor)
    const was = await store.autoCommit('MATCH ()-[:WAS_HAS_ADDRESS]->(a) RETURN a.text AS text')
    expect(was.map(({ text }) => String(text).split(',')[0])).toEqual(['12 Main Street'])
  })
})

test.each([31, 32, 33])(
  'places and households are those of the records, in whatever order they came and went (seed %i)',
  async (seed) => {
    const records = townOfSlips(30, seeded(seed))
    await wipe(store)
    await kith.upsert(records, actor)
    const whole = await sum()
    expect(await broken()).toEqual([])
    await rebuild(store, TEST_CONTEXT)
    expect(await sum()).toEqual(whole)
    await wipe(store)
    const shuffled = shuffle(records, seeded(seed + 1))
    for (let from = 0; from < shuffled.length; from += 4) await kith.upsert(shuffled.slice(from, from + 4), actor)
    expect(await sum()).toEqual(whole)
    const [gone, stays] = [shuffled.slice(0, 10), shuffled.slice(10)]
    for (const { sourceId } of gone) await kith.remove(`crm:person:${sourceId}` as never, actor)
    const rest = await sum()
    expect(await broken()).toEqual([])
    await wipe(store)
    await kith.upsert(stays, actor)
    expect(await sum()).toEqual(rest)
  },
)

test('of a graph that knew each spelling as an address of its own are found when it is resolved anew', async () => {
  await wipe(store)
  const records = townOfSlips(30, seeded(41))
  await kith.upsert(records, actor)
  const [moving] = records
  if (!moving) return
  const away = { line1: '7 Far Mill Lane', city: 'Dayton', region: 'OH', postcode: '45402' }
  await kith.upsert([{ ...moving, addresses: [away], updatedAt: '2024-05-01T00:00:00Z' }], actor)
  const whole = await sum()
  // As version 0.1 had it: an address was known by the hash of what it says.
  for (const statement of [
    `MATCH (f:AddressForm) WITH f.address AS key, head(collect(f)) AS f
     CREATE (:Former {key: key, text: f.text, line1: f.line1, city: f.city, region: f.region, postcode: f.postcode})`,
    `MATCH (g:Customer)-[r:HAS_ADDRESS]->(a)<-[:FORM_OF]-(f)<-[:STATES]-(g) MATCH (was:Former {key: f.address})
     CREATE (g)-[n:HAS_ADDRESS]->(was) SET n = properties(r)`,
    `MATCH (g)-[r:WAS_HAS_ADDRESS]->(a:Address) MATCH (f:AddressForm {key: a.form}), (was:Former {key: f.address})
     CREATE (g)-[n:WAS_HAS_ADDRESS]->(was) SET n = properties(r)`,
    'MATCH (n:Address|AddressForm|Household|FormerHousehold) DETACH DELETE n',
    'MATCH (n:Former) SET n:Address REMOVE n:Former',
  ])
    await store.autoCommit(statement)
  await rebuild(store, TEST_CONTEXT)
  expect(await sum()).toEqual(whole)
  expect(await broken()).toEqual([])
  expect(await store.autoCommit('MATCH (a:Address) WHERE a.form IS NULL RETURN a')).toEqual([])
  expect((await rebuild(store, TEST_CONTEXT)).map(({ changes }) => changes)).toEqual([0, 0, 0])
})
