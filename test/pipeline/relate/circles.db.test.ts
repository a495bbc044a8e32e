import { beforeEach, expect, test } from 'vitest'
import { RecordInput } from '../../../server/model/record.ts'
import type { Kith } from '../../../server/pipeline/kith.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { TEST_CONTEXT } from '../../kit/world.ts'

let store: Store
let kith: Kith
freshKith((opened) => {
  ;({ store, kith } = opened)
})

const { actor } = TEST_CONTEXT
const NAMES: Record<string, string> = { a: 'Juniper Docks', b: 'Basalt Mining', c: 'Corvane Glass', d: 'Drumlin Seeds' }

/** A company under another, as its register says since a day. */
function firm(id: string, parent: string | undefined, day: number, more: Record<string, string> = {}): RecordInput {
  const fields = { name: NAMES[id] ?? id, ...(parent && { 'parent.id': parent }), ...more }
  return RecordInput.parse({
    source: 'reg',
    sourceId: id,
    entity: 'company',
    updatedAt: `2025-03-${String(day).padStart(2, '0')}T00:00:00Z`,
    fields: Object.fromEntries(Object.entries(fields).map(([field, text]) => [field, [text]])),
    addresses: [
      { line1: `${id.charCodeAt(0)} Quay St`, city: 'Dover', postcode: '19901', region: 'DE', country: 'US' },
    ],
  })
}

const links = async (type: string) =>
  (
    await store.autoCommit(
      'MATCH (a:Company)-[r]->(b:Company) WHERE type(r) = $type RETURN a.name + " > " + b.name AS link ORDER BY link',
      { type },
    )
  ).map(({ link }) => String(link))
const circles = async () => (await kith.ask.review.items({ kind: 'circle', offset: 0, limit: 10 })).items
const goldenOf = async (name: string) =>
  String((await store.autoCommit('MATCH (g:Company {name: $name}) RETURN g.id AS id', { name }))[0]?.id)

const REFUSED = ['Corvane Glass > Juniper Docks']

beforeEach(async () => {
  for (const each of [firm('a', 'b', 1), firm('b', 'c', 2), firm('d', 'a', 2)]) await kith.upsert([each], actor)
  expect(await circles()).toEqual([])
  await kith.upsert([firm('c', 'a', 3)], actor)
})

test('the word that closes a circle is refused, and a steward is told with the way round', async () => {
  expect(await links('REFUSED_PARENT')).toEqual(REFUSED)
  const [item, ...others] = await circles()
  expect(others).toEqual([])
  expect(item).toMatchObject({ id: 'circle:reg:company:c', kind: 'circle', entity: 'company' })
  expect(item?.path?.map(({ name }) => name)).toEqual(['Juniper Docks', 'Basalt Mining', 'Corvane Glass'])
  expect(item?.words).toContain('Juniper Docks, which stands under Basalt Mining, which stands under Corvane Glass')
})

test('the tree names what was refused', async () => {
  const [a, b, c] = await Promise.all(['Juniper Docks', 'Basalt Mining', 'Corvane Glass'].map(goldenOf))
  const tree = await kith.ask.companies.tree(a as never)
  expect(tree.root).toBe(c)
  expect(tree.refusedParents).toEqual([{ company: c, parent: a, record: 'reg:company:c', path: [a, b, c] }])
})

test.each([
  ['touched', firm('a', 'b', 9)],
  ['touched with another value', firm('b', 'c', 8, { 'terms.payment': 'net 30' })],
  ['sent by another system as well', { ...firm('a', undefined, 20), source: 'crm' as never }],
])('a claim of the circle that is %s turns nothing over', async (_how, again) => {
  await kith.upsert([again as RecordInput], actor)
  expect(await links('REFUSED_PARENT')).toEqual(REFUSED)
  expect(await circles()).toHaveLength(1)
})

test('in whatever order the claims come', async () => {
  const claims = [firm('c', 'a', 3), firm('b', 'c', 2), firm('a', 'b', 1)]
  for (const { sourceId } of claims) await kith.remove(`reg:company:${sourceId}` as never, actor)
  for (const claim of claims) await kith.upsert([claim], actor)
  expect(await links('REFUSED_PARENT')).toEqual(REFUSED)
})

test('a circle that opens is no task any more', async () => {
  await kith.upsert([firm('b', undefined, 12)], actor)
  expect(await links('REFUSED_PARENT')).toEqual([])
  expect(await links('SUBSIDIARY_OF')).toEqual([
    'Corvane Glass > Juniper Docks',
    'Drumlin Seeds > Juniper Docks',
    'Juniper Docks > Basalt Mining',
  ])
  expect(await circles()).toEqual([])
})
