import { expect, test } from 'vitest'
import { SearchQuery } from '../../../server/model/arriving/search-query.ts'
import { type Kith, openKith } from '../../../server/pipeline/kith.ts'
import { activate } from '../../../server/pipeline/run/rules-in-force.ts'
import { shippedRuleSet } from '../../../server/rules/rule-set.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
let kith: Kith
freshKith((fresh) => {
  ;({ store, kith } = fresh)
})

test('a search is under the rules in force, whoever put them there since the last one', async () => {
  const fields = { givenName: ['Folake'], familyName: ['Oyelaran'], email: ['folake@oyelaran.example'] }
  await kith.upsert([{ source: 'crm', sourceId: '1', entity: 'person', fields, addresses: [] }] as never, {
    key: 'test',
  })
  const elsewhere = openKith(store, TEST_CONTEXT)
  const query = SearchQuery.parse({ entity: 'person', fields })
  const verdicts = async () => (await elsewhere.ask.golden.search(query)).map(({ verdict }) => verdict)
  expect(await verdicts()).toEqual(['same'])
  const strict = shippedRuleSet()
  strict.entities.person.score.match = 500
  await activate(store, strict, new Date())
  expect(await verdicts()).toEqual(['unsure'])
  await activate(store, shippedRuleSet(), new Date())
  expect(await verdicts()).toEqual(['same'])
})

test('people and companies at once, by one word', async () => {
  await kith.upsert(
    [
      {
        source: 'crm',
        sourceId: '1',
        entity: 'person',
        fields: { givenName: ['Folake'], familyName: ['Oyelaran'] },
        addresses: [],
      },
      { source: 'erp', sourceId: '2', entity: 'company', fields: { name: ['Oyelaran Tools Ltd'] }, addresses: [] },
    ] as never,
    { key: 'test' },
  )
  const hits = await kith.ask.golden.search(SearchQuery.parse({ text: 'oyelaran' }))
  expect(hits.map(({ entity }) => entity).sort()).toEqual(['company', 'person'])
})

const SURNAMES = ['Abara', 'Bello', 'Chanda', 'Dutta', 'Ekwueme', 'Farooq', 'Gowda', 'Haldar', 'Iyengar', 'Jadhav']

test.each([
  ['the family name', 'Netra', 'Memon'],
  ['the given name', 'Netar', 'Memln'],
])('%s may be mistyped where many live who share the other words', async (_what, givenName, familyName) => {
  const people = SURNAMES.flatMap((surname) => ['', 'sen', 'ov', 'ski'].map((end) => `${surname}${end}`))
  const stored = [...people.map((family) => ['Netra', family]), ...people.map((given) => [given, 'Memon'])]
  const records = [...stored, ['Netra', 'Memln']].map(([given, family], at) => ({
    source: 'crm',
    sourceId: `${at}`,
    entity: 'person',
    fields: { givenName: [given], familyName: [family] },
    addresses: [{ city: 'Hyderabad', country: 'IN' }],
  }))
  await kith.upsert(records as never, { key: 'test' })
  const fields = { givenName: [givenName], familyName: [familyName] }
  const hits = await kith.ask.golden.search(
    SearchQuery.parse({ entity: 'person', fields, address: { city: 'Hyderabad' } }),
  )
  expect(hits[0]?.name).toBe('Netra Memln')
})
