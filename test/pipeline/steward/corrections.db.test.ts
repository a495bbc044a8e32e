import { beforeEach, expect, test } from 'vitest'
import { CorrectionOutcome } from '../../../server/model/addresses/address-correction.ts'
import { RecordId } from '../../../server/model/ids.ts'
import type { AddressInput, RecordInput } from '../../../server/model/record.ts'
import { bulkResolve } from '../../../server/pipeline/bulk/bulk-resolve.ts'
import { rebuild } from '../../../server/pipeline/bulk/rebuild.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import { type Kith, openKith } from '../../../server/pipeline/kith.ts'
import type { VerdictTold } from '../../../server/pipeline/steward/address-words.ts'
import { cleanAddress } from '../../../server/rules/clean-address.ts'
import { compileEngine } from '../../../server/rules/engine.ts'
import { prepare } from '../../../server/rules/prepare.ts'
import { shippedRuleSet } from '../../../server/rules/rule-set.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { migrate } from '../../../server/store/graph/migrate.ts'
import { TEST_SEED } from '../../kit/commit-seed.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { pick, seeded, shuffle } from '../../kit/seeded.ts'
import { crowdedTown, inVersions, personInput, TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
let kith: Kith
/** Words are known by what they say, and when: told twice by this clock they are one. */
const context = { ...TEST_CONTEXT, now: () => new Date('2026-02-01T12:00:00Z') }
freshKith((fresh) => {
  store = fresh.store
  kith = openKith(store, context)
})
beforeEach(() => migrate(store))

const { actor } = TEST_CONTEXT
const engine = compileEngine(shippedRuleSet())
const keyOf = (address: AddressInput) => cleanAddress(engine.standardise, address, 'US')?.key ?? ''
const sum = async () => (await store.read((tx) => checksum(tx))).parts
type Step = () => Promise<unknown>
const upsert =
  (input: RecordInput): Step =>
  () =>
    kith.upsert([input], actor)

const at = (line1: string, city = 'Dayton') => ({ line1, city, region: 'OH', postcode: '45402', country: 'US' })
const inFields = (address: AddressInput) =>
  Object.fromEntries(Object.entries(address).map(([part, text]) => [`address.${part}`, text]))
const ADA = { givenName: 'Ada', familyName: 'Lindqvist' }

function correctable(read: AddressInput, meant: AddressInput): VerdictTold {
  const body = JSON.stringify({ proposal: { parts: meant, lines: [] } })
  return { key: keyOf(read), verdict: 'correctable', at: '2025-05-01T00:00:00.000Z', provider: 'double', body }
}

/** A verifier proposes what is meant, and a steward accepts it. @returns what became of it */
async function accept(read: AddressInput, meant: AddressInput): Promise<CorrectionOutcome> {
  await kith.noteVerdicts([correctable(read, meant)], actor)
  const { words } = await kith.ask.addresses.find(keyOf(read))
  const word = words.find(({ kind }) => kind === 'verdict')?.id ?? ''
  const [outcome] = await kith.acceptCorrections([{ word }], actor)
  return CorrectionOutcome.parse(outcome)
}

/** Streets of the town that somebody finds to be other streets: of some, of none, one after the other. */
function correctionsIn(town: readonly RecordInput[], random: () => number): Step[] {
  const read = [...new Map(town.flatMap(({ addresses }) => addresses.map((each) => [keyOf(each), each])))].map(
    ([, each]) => ({ ...each, country: 'US' }),
  )
  return read.flatMap((each): Step[] => {
    if (random() < 0.4) return []
    const meant = { ...each, line1: pick(['7 Alder Court', '9 Birch Row', '101 Alder Street'], random) }
    return keyOf(meant) === keyOf(each) ? [] : [() => accept(each, meant)]
  })
}

test.each([TEST_SEED, TEST_SEED + 1])(
  'records and corrections in any order make one graph, in bulk and one by one; taken back they leave none (seed %i)',
  async (seed) => {
    const random = seeded(seed)
    const town = crowdedTown(10, random)
    const versions = inVersions(town.slice(0, 4), random)
    const records = [...town, ...versions]
    const corrections = correctionsIn(records, random)
    for (const input of records) await upsert(input)()
    const before = await sum()
    for (const step of corrections) await step()
    const expected = await sum()
    expect(expected.words?.count).toBeGreaterThan(3)
    expect(expected.records).not.toEqual(before.records)
    expect(await rebuild(store, context)).toMatchObject([{ changes: 0 }, { changes: 0 }, { changes: 0 }])
    expect(await sum()).toEqual(expected)

    const standing = await store.autoCommit("MATCH (w:AddressWord {kind: 'corrected'}) RETURN w.id AS id")
    for (const { id } of shuffle(standing, random)) await kith.withdrawWord(String(id), actor)
    const { words: _told, ...left } = await sum()
    const { words: _none, ...was } = before
    expect(left).toEqual(was)

    await store.autoCommit('MATCH (n) DETACH DELETE n')
    await migrate(store)
    for (const step of shuffle([...town.map(upsert), ...corrections], seeded(seed + 7))) await step()
    for (const input of versions) await upsert(input)()
    expect(await sum()).toEqual(expected)

    await store.autoCommit('MATCH (n) DETACH DELETE n')
    await migrate(store)
    for (const step of corrections) await step()
    const prepared = records.map((input) => prepare(input, engine, '2026-02-01'))
    await bulkResolve(store, 'person', prepared, engine, context)
    expect(await sum()).toEqual(expected)
  },
)

const goldens = () =>
  store.autoCommit('MATCH (g:Golden) RETURN g.name AS name, g.line1 AS line1, g.size AS size ORDER BY name')
const lines = () =>
  store.autoCommit('MATCH (c:Change) RETURN c.kind AS kind, c.attributes AS attributes ORDER BY c.seq')

test('two who are one by the address that was meant become one at once, the feed tells it, and withdrawn they are two', async () => {
  const read = { line1: '14 Larkspr Lane', city: 'Boise', region: 'ID', postcode: '83702', country: 'US' }
  const meant = at('9 Birch Row')
  await kith.upsert(
    [
      personInput('crm:person:1', { ...ADA, ...inFields(meant) }),
      personInput('erp:person:1', { ...ADA, ...inFields(read) }),
    ],
    actor,
  )
  const before = await goldens()
  expect(before).toMatchObject([{ size: 1 }, { size: 1 }])
  const told = (await lines()).length
  const outcome = await accept(read, meant)
  expect(outcome).toMatchObject({
    outcome: 'kept',
    key: keyOf(read),
    to: keyOf(meant),
    address: '9 Birch Row, Dayton, OH 45402, US',
  })
  expect(outcome.goldens).toHaveLength(1)
  expect(await goldens()).toMatchObject([{ size: 2, line1: '9 Birch Row' }])
  expect((await lines()).slice(told).map(({ kind }) => kind)).toContain('merged')
  const keys = await store.autoCommit(
    'MATCH (r:SourceRecord)-[:HAS_KEY]->(k) RETURN r.id AS id, k.key AS key ORDER BY key',
  )
  const keysOf = (id: string) => keys.flatMap((row) => (row.id === id ? [row.key] : []))
  expect(keysOf('crm:person:1').length).toBeGreaterThan(0)
  expect(keysOf('crm:person:1')).toEqual(keysOf('erp:person:1'))
  await kith.withdrawWord(outcome.word ?? '', actor)
  expect(await goldens()).toEqual(before)
})

test('a correction is no voice: an older record that is put right still loses to a newer one', async () => {
  await kith.upsert(
    [
      personInput(
        'crm:person:1',
        { ...ADA, email: 'a@x.example', ...inFields(at('1 Old Mill Road')) },
        { updatedAt: '2025-03-01T00:00:00Z' },
      ),
      personInput(
        'erp:person:1',
        { ...ADA, email: 'a@x.example', ...inFields(at('14 Larkspr Lane')) },
        { updatedAt: '2020-03-01T00:00:00Z' },
      ),
    ],
    actor,
  )
  await accept(at('14 Larkspr Lane'), at('14 Larkspur Lane'))
  expect(await goldens()).toMatchObject([{ line1: '1 Old Mill Road', size: 2 }])
  const [{ id = '' } = {}] = await store.autoCommit('MATCH (g:Golden) RETURN g.id AS id')
  const view = await kith.ask.addresses.find(keyOf(at('14 Larkspur Lane')))
  expect(view.concerns).toMatchObject([{ golden: id }])
})

test('who had moved from an address as it was written has moved from it as it is meant', async () => {
  await kith.upsert([personInput('crm:person:1', { ...ADA, ...inFields(at('14 Larkspr Lane')) })], actor)
  await kith.tellEvents([{ kind: 'returned', reason: 'moved', record: 'crm:1', carrier: 'post' }], actor)
  await accept(at('14 Larkspr Lane'), at('14 Larkspur Lane'))
  const bodies = await store.autoCommit('MATCH (g:Golden) RETURN g.body AS body')
  expect(JSON.parse(String(bodies[0]?.body)).addresses).toMatchObject([
    { key: keyOf(at('14 Larkspur Lane')), undeliverable: true },
  ])
})

test('it outlives the record, goes with a new id, and is known where it is told again', async () => {
  const ada = personInput('crm:person:1', { ...ADA, ...inFields(at('14 Larkspr Lane')) })
  await kith.upsert([ada], actor)
  const first = await accept(at('14 Larkspr Lane'), at('14 Larkspur Lane'))
  const again = await kith.acceptCorrections([{ key: first.key ?? '', meant: at('14 Larkspur Lane') }], actor)
  expect(again).toMatchObject([{ outcome: 'known', word: first.word }])
  await kith.remove(RecordId.parse('crm:person:1'), actor)
  await kith.upsert([ada], actor)
  expect(await goldens()).toMatchObject([{ line1: '14 Larkspur Lane' }])
})

test('a correction that is accepted while its record arrives is heeded, whoever is first', async () => {
  for (let i = 0; i < 10; i++) {
    const read = at(`${i + 1} Larkspr Lane`)
    await kith.noteVerdicts([correctable(read, at(`${i + 1} Larkspur Lane`))], actor)
    const person = personInput(`crm:person:${i}`, { givenName: `Ada${i}`, familyName: 'Okoro', ...inFields(read) })
    await Promise.all([upsert(person)(), accept(read, at(`${i + 1} Larkspur Lane`))])
  }
  const streets = (await goldens()).map(({ line1 }) => String(line1).split(' ')[1])
  expect([...new Set(streets)]).toEqual(['Larkspur'])
})

test('what will not do is told with its field, and the rest goes on', async () => {
  await kith.upsert([personInput('crm:person:1', { ...ADA, ...inFields(at('14 Larkspr Lane')) })], actor)
  const key = keyOf(at('14 Larkspr Lane'))
  const outcomes = await kith.acceptCorrections(
    [
      { word: 'wrd_nothing' },
      { key: 'f'.repeat(32), meant: at('14 Larkspur Lane') },
      { key, meant: { line1: '—' } },
      { key, meant: at('14 LARKSPR LANE') },
      { key, meant: at('14 Larkspur Lane') },
      { key: keyOf(at('14 Larkspur Lane')), meant: at('14 Larkspr Lane') },
    ],
    actor,
  )
  expect(outcomes.map(({ outcome, problem }) => [outcome, problem?.field])).toEqual([
    ['rejected', 'word'],
    ['rejected', 'key'],
    ['rejected', 'meant'],
    ['rejected', 'meant'],
    ['kept', undefined],
    ['rejected', 'meant'],
  ])
})
