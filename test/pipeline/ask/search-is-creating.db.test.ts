import { expect, test } from 'vitest'
import { SearchQuery } from '../../../server/model/arriving/search-query.ts'
import { idOfRecord } from '../../../server/model/ids.ts'
import type { RecordInput } from '../../../server/model/record.ts'
import type { Kith } from '../../../server/pipeline/kith.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { seeded } from '../../kit/seeded.ts'
import { crowdedTown, personInput, TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
let kith: Kith
freshKith((fresh) => {
  ;({ store, kith } = fresh)
})

const { actor } = TEST_CONTEXT

/** Somebody of the town's kind, with some of the fields left out. */
function drawn(count: number, seed: number): RecordInput[] {
  const random = seeded(seed)
  return crowdedTown(count, random).map((input, i) => {
    const fields = Object.fromEntries(Object.entries(input.fields).filter(() => random() < 0.75))
    const addresses = random() < 0.6 ? input.addresses : []
    return { ...personInput(`probe:person:${i}`, {}), fields, addresses, hints: {} }
  })
}

const goldens = async () =>
  new Set(((await store.autoCommit('MATCH (g:Golden) RETURN g.id AS id')) as { id: string }[]).map(({ id }) => id))

const sameOf = async ({ fields, addresses }: RecordInput) => {
  const [address] = addresses
  const query = SearchQuery.parse({ entity: 'person', fields, ...(address ? { address } : {}), limit: 100 })
  const hits = await kith.ask.golden.search(query)
  return hits.filter(({ verdict }) => verdict === 'same').map(({ golden }) => golden as string)
}

test.each([21, 22])(
  'the same is the golden record that creating the fields would join (seed %i)',
  async (seed) => {
    await kith.upsert(crowdedTown(60, seeded(seed)), actor)
    const met = { joined: 0, alone: 0 }
    for (const input of drawn(36, seed + 100)) {
      if (Object.keys(input.fields).length === 0) continue
      const same = await sameOf(input)
      const before = await goldens()
      const [outcome] = await kith.upsert([input], actor)
      const id = idOfRecord(input)
      const isOld = outcome?.golden !== undefined && before.has(outcome.golden)
      expect({ input, same }).toEqual({ input, same: isOld ? [outcome.golden] : [] })
      met[isOld ? 'joined' : 'alone']++
      await kith.remove(id, actor)
    }
    expect(met.joined).toBeGreaterThan(5)
    expect(met.alone).toBeGreaterThan(5)
  },
  300_000,
)

test('found by words alone, nobody is the same', async () => {
  const fields = { fullName: ['Folake Oyelaran'], email: ['folake@oyelaran.example'] }
  await kith.upsert([{ ...personInput('crm:person:1', {}), fields }], actor)
  const hits = await kith.ask.golden.search(SearchQuery.parse({ text: 'folake oyelaran' }))
  expect(hits.map(({ verdict }) => verdict)).not.toContain('same')
})
