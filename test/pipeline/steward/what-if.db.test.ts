import { afterAll, beforeAll, expect, test } from 'vitest'
import { rebuild } from '../../../server/pipeline/bulk/rebuild.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import { type Kith, openKith } from '../../../server/pipeline/kith.ts'
import { parseRuleSet, type RuleSet, shippedRuleSet } from '../../../server/rules/rule-set.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { changesAfter } from '../../../server/store/read/change-reads.ts'
import { emptyGraph } from '../../kit/graph.ts'
import { seeded } from '../../kit/seeded.ts'
import { crowdedTown, personInput, TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
let kith: Kith
beforeAll(async () => {
  store = await emptyGraph()
  kith = openKith(store, TEST_CONTEXT)
  const HALLA = { givenName: 'Halla', familyName: 'Sigmond', birthDate: '1951-01-17', email: 'halla@sigmond.example' }
  const home = (line1: string) => ({
    'address.line1': line1,
    'address.city': 'Salem',
    'address.region': 'OR',
    'address.postcode': '97301',
  })
  await kith.upsert(
    [
      personInput(
        'shop:person:1',
        { ...HALLA, ...home('1 Birch Ln'), title: 'Ms' },
        { updatedAt: '2025-01-01T00:00:00Z' },
      ),
      personInput(
        'erp:person:1',
        { ...HALLA, ...home('90 Fir Ct'), title: 'Dr' },
        { updatedAt: '2022-01-01T00:00:00Z' },
      ),
      personInput('erp:person:2', {
        givenName: 'Orm',
        familyName: 'Sigmond',
        birthDate: '1949-09-09',
        ...home('1 Birch Ln'),
      }),
      ...crowdedTown(120, seeded(5)),
    ],
    TEST_CONTEXT.actor,
  )
})
afterAll(() => store.close())

/** Trust before recency, and erp before all. */
function trusting(): RuleSet {
  const rules = shippedRuleSet()
  const { person } = rules.entities
  const survive = {
    ...person.survive,
    trust: { ...person.survive.trust, sources: { erp: 1 } },
    attributes: { ...person.survive.attributes, title: { pick: ['mostTrusted'] }, phone: { pick: ['mostTrusted'] } },
    addresses: { ...person.survive.addresses, pick: ['complete', 'mostTrusted'] },
  }
  return parseRuleSet({ ...rules, name: 'trusting', entities: { ...rules.entities, person: { ...person, survive } } })
}

test('the rules in force change nothing', async () => {
  expect(await kith.whatIf({ rules: shippedRuleSet() })).toMatchObject({ changed: 0, examples: [], households: 0 })
})

test('it says what a rebuild under other rules then does, and writes nothing', async () => {
  const head = async () => (await store.read((tx) => changesAfter(tx, 0, 1_000))).changes.at(-1)?.seq ?? 0
  const [before, seq] = [await store.read(checksum), await head()]
  const { person } = trusting().entities
  const view = await kith.whatIf({ survive: { person: person.survive }, examples: 100 })
  expect([await store.read(checksum), await head()]).toEqual([before, seq])
  expect(view.notCompared).toEqual([])
  expect(view.examples).toContainEqual(
    expect.objectContaining({
      name: 'Halla Sigmond',
      attribute: 'title',
      from: 'Ms',
      to: 'Dr',
      because: { record: 'erp:person:1', rule: 'mostTrusted' },
      instead: { record: 'shop:person:1', rule: 'mostRecent' },
    }),
  )
  // She leaves the house that she shares with Orm by her newest address.
  expect(view.households).toBeGreaterThan(0)
  await rebuild(store, TEST_CONTEXT, { ruleSet: trusting() })
  const { changes } = await store.read((tx) => changesAfter(tx, seq, 1_000))
  const done = new Map<string, number>()
  for (const name of changes.flatMap(({ attributes }) => attributes)) done.set(name, (done.get(name) ?? 0) + 1)
  const told = view.entities.find(({ entity }) => entity === 'person')?.attributes ?? []
  expect(told.length).toBeGreaterThan(2)
  for (const { attribute, changed, gained, lost } of told)
    expect([attribute, changed + gained + lost]).toEqual([attribute, done.get(attribute)])
  expect(await kith.whatIf({ rules: trusting() })).toMatchObject({ changed: 0 })
})

test('sections that decide who is one are named, faults are told all at once', async () => {
  const rules = trusting()
  const { person } = rules.entities
  const other = { ...rules, entities: { ...rules.entities, person: { ...person, block: { ...person.block } } } }
  expect(
    await kith.whatIf({ rules: { ...other, standardise: { ...other.standardise, x: 1 } } }).catch((e: unknown) => e),
  ).toMatchObject({
    problem: { code: 'rules.invalid' },
  })
  const stricter = { ...person, validate: { policies: [] } }
  expect(await kith.whatIf({ rules: { ...rules, entities: { ...rules.entities, person: stricter } } })).toMatchObject({
    notCompared: ['person.validate'],
  })
  await expect(kith.whatIf({ survive: { person: { ...person.survive, display: [['shoe']] } } })).rejects.toThrow('shoe')
  await expect(kith.whatIf({})).rejects.toThrow('either')
})
