import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import type { Kith } from '../../../server/pipeline/kith.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { findHousehold } from '../../../server/store/read/household-reads.ts'
import { whenOf } from '../../../server/store/read/moments.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { wipe } from '../../kit/graph.ts'
import { seeded } from '../../kit/seeded.ts'
import { sized } from '../../kit/size.ts'
import { crowdedTown, TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
let kith: Kith
freshKith((fresh) => {
  ;({ store, kith } = fresh)
})

const { actor } = TEST_CONTEXT
const head = async () => Number((await store.autoCommit('MATCH (c:Counter) RETURN c.seq AS seq'))[0]?.seq)

/** Who is in which household, as the graph has it now. */
async function present(): Promise<Record<string, string[]>> {
  const rows = await store.autoCommit(
    'MATCH (c:Customer)-[:IN_HOUSEHOLD]->(h:Household) RETURN h.id AS id, collect(c.id) AS members',
  )
  return Object.fromEntries(rows.map(({ id, members }) => [String(id), (members as string[]).sort()]))
}

/** The same as of a line of the feed, as the surface answers it. */
async function asOf(seq: number): Promise<Record<string, string[]>> {
  const rows = await store.autoCommit('MATCH (h:Household|FormerHousehold) RETURN h.id AS id')
  const found = await store.read(async (tx) => {
    const when = await whenOf(tx, { asOf: { kind: 'seq', seq } }, new Date())
    return Promise.all(rows.map(({ id }) => findHousehold(tx, String(id), when)))
  })
  const views = found.flatMap((view) => view ?? [])
  return Object.fromEntries(views.map(({ id, members }) => [id, members.map(({ golden }) => golden).sort()]))
}

test('households as of every step repeat exactly, whatever came later: joins, moves, merges, splits, deletions', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async (seed) => {
      await wipe(store)
      const random = seeded(seed)
      const town = crowdedTown(18, random)
      const steps: [number, Record<string, string[]>][] = []
      const note = async () => steps.push([await head(), await present()])
      for (let i = 0; i < town.length; i += 3) {
        await kith.upsert(town.slice(i, i + 3), actor)
        await note()
      }
      const [moving, leaving] = town
      if (!moving || !leaving) return
      const address = { line1: '7 Far Mill Lane', city: 'Dayton', postcode: '45402' }
      await kith.upsert([{ ...moving, addresses: [address], updatedAt: '2025-01-01T00:00:00Z' }], actor)
      await note()
      await kith.remove(`${leaving.source}:person:${leaving.sourceId}` as never, actor)
      await note()
      for (const [seq, then] of steps) expect(await asOf(seq), `line ${seq}`).toEqual(then)
    }),
    { numRuns: sized(2, 8) },
  )
})

test('a merge that is taken back leaves every household, head and life event as it was', async () => {
  await kith.upsert(crowdedTown(60, seeded(5)), actor)
  const [before, homes] = [await store.read(checksum), await present()]
  const [[a, b] = []] = Object.values(homes).filter((members) => members.length > 1)
  const plan = await kith.plans.make(
    { kind: 'merge', goldens: [a, b] as never, overrule: true, reason: 'for a moment' },
    actor,
  )
  await kith.plans.apply(plan.id, actor)
  expect(await present()).not.toEqual(homes)
  await kith.plans.revert(plan.id, actor)
  expect(await store.read(checksum)).toEqual(before)
  expect(await present()).toEqual(homes)
})

test('a household that ends when a source is retired is the same household when that source is restored', async () => {
  const home = { line1: '4 Ferry Lane', city: 'Dayton', postcode: '45402', country: 'US' }
  const one = (source: string, givenName: string) => ({
    source,
    sourceId: '1',
    entity: 'person' as const,
    fields: { givenName: [givenName], familyName: ['Oyelaran'] },
    addresses: [home],
  })
  await kith.upsert([one('crm', 'Folake'), one('shop', 'Tunde')] as never, actor)
  const homes = await present()
  expect(Object.values(homes)).toHaveLength(1)
  await kith.retire('shop' as never, 'sold', actor)
  expect(await present()).toEqual({})
  await kith.restore('shop' as never, actor)
  expect(await present()).toEqual(homes)
})
