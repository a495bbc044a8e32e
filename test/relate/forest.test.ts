import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doublePlaces, editForest, type ForestNode, pathUp } from '../../server/relate/forest.ts'
import { type Facts, rollUp, subtrees, totalsOf } from '../../server/relate/roll-up.ts'

const { array, assert, constantFrom, integer, option, property, record } = fc

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'] as const
const COMPANIES = ['com_1', 'com_2', 'com_3', 'com_4'] as const
/** An edit that may be refused: its parent may not be there, or be below it. */
const edit = record({
  key: constantFrom(...KEYS),
  parent: option(constantFrom(...KEYS), { nil: null, freq: 2 }), // one of three is a root, or nothing could be below anything
  company: option(constantFrom(...COMPANIES), { nil: undefined }),
})
const edits = array(edit, { minLength: 5, maxLength: 40, size: 'max' })
type Edit = { key: string; parent: string | null; company: string | undefined }

/** Whatever is refused leaves the forest as it was. */
function apply(drawn: readonly Edit[]): Map<string, ForestNode> {
  let nodes = new Map<string, ForestNode>()
  for (const { key, parent, company } of drawn) {
    const place = company === undefined ? {} : { company, record: `crm:${company}` }
    const result = editForest(nodes, [{ key, parent, ...place } as never], { move: true })
    if (!result.ok) continue
    nodes = new Map([...nodes, ...result.value.map((node) => [node.key, node] as const)])
  }
  return nodes
}

test('edits keep a forest: every node ends at a root, every company has one place', () => {
  const sizes: number[] = []
  assert(
    property(edits, (drawn) => {
      const nodes = apply(drawn)
      sizes.push([...nodes.values()].filter(({ parent }) => parent !== undefined).length)
      for (const { key, parent } of nodes.values()) {
        expect(parent === undefined || nodes.has(parent)).toBe(true)
        expect(nodes.get(pathUp(key, nodes).at(-1) ?? '')?.parent).toBeUndefined()
      }
      expect(doublePlaces([...nodes.values()])).toEqual([])
    }),
  )
  // Nothing is a forest too: runs must have put nodes below others. About one in three does, whatever the seed.
  expect(sizes.filter((size) => size > 1).length).toBeGreaterThan(sizes.length / 10)
})

const territories: ForestNode[] = [
  { key: 'ann', name: 'Ann', type: 'position' },
  { key: 'north', name: 'North', type: 'territory', parent: 'ann' },
  { key: 'south', name: 'South', type: 'territory', parent: 'ann' },
  { key: 'rep', name: 'Rep of the south', type: 'position', parent: 'south' },
  { key: 'group', name: 'Others', type: 'group' },
  { key: 'shop', name: 'Shop', type: 'company', parent: 'north', company: 'com_1', record: 'crm:1' },
]

test.each([
  ['a second territory', 'south', true],
  ['below a seller of another territory', 'rep', true],
  ['the territory that it is in', 'north', false],
  ['outside of territories', 'group', false],
  ['under a position above territories', 'ann', false],
  ['nowhere', null, false],
])('a company may have another place in %s', (_where, parent, may) => {
  const known = new Map(territories.map((node) => [node.key, node]))
  const result = editForest(known, [{ key: 'again', parent, record: 'crm:1' as never, company: 'com_1' }], {
    move: false,
  })
  expect(result.ok).toBe(may)
  if (!result.ok) expect(result.problem).toMatchObject({ code: 'hierarchy.conflict' })
  else expect(doublePlaces([...territories, ...result.value])).toEqual([])
})

test('three territories are three places, and one of them twice is a conflict', () => {
  const place = (key: string, parent: string) => ({ key, type: 'company', parent, company: 'com_1' })
  const east = { key: 'east', type: 'territory' }
  const places = [place('shop', 'north'), place('b', 'south'), place('c', 'east')]
  const others = territories.filter(({ key }) => key !== 'shop')
  expect(doublePlaces([...others, east, ...places])).toEqual([])
  expect(doublePlaces([...others, east, ...places, place('d', 'south')])).toHaveLength(1)
})

test('the sum over leaves is the sum over distinct customers, also where a company has two places', () => {
  const spend = array(integer({ min: -500, max: 5_000 }), { minLength: 4, maxLength: 4 })
  const places = array(option(constantFrom(...COMPANIES), { nil: undefined }), { minLength: 6, maxLength: 6 })
  let counted = 0
  assert(
    property(edits, spend, places, (drawn, amounts, placed) => {
      const nodes = [...apply(drawn).values()].map((node, i) => ({ ...node, company: placed[i] }))
      const facts: Facts = {
        spend: new Map(COMPANIES.map((id, i) => [id, [{ currency: 'EUR', count: 1, amount: amounts[i] ?? 0 }]])),
        ...{ chargeBacks: new Map(), products: new Map(), contacts: new Map(), contracts: new Map() },
      }
      const measures = new Set(['revenue', 'orders'] as const)
      const distinct = new Set(nodes.flatMap(({ company }) => company ?? []))
      const sum = [...distinct].reduce((total, id) => total + (amounts[COMPANIES.indexOf(id)] ?? 0), 0)
      const whole = totalsOf(
        [...subtrees(nodes)].flatMap(({ companies }) => [...companies]),
        facts,
        measures,
      )
      expect([whole.companies, whole.orders, whole.revenue?.EUR ?? 0]).toEqual([distinct.size, distinct.size, sum])
      const rolled = rollUp(nodes, facts, { measures })
      expect(rolled).toHaveLength(nodes.length)
      for (const node of rolled) expect(node.totals.orders).toBe(node.totals.companies)
      counted += distinct.size
    }),
  )
  expect(counted).toBeGreaterThan(100)
})

test('two parents in one edit, and a parent that does not exist, are refused', () => {
  const twice = editForest(
    new Map(),
    [{ key: 'a' }, { key: 'b' }, { key: 'c', parent: 'a' }, { key: 'c', parent: 'b' }],
    {
      move: true,
    },
  )
  expect(twice).toMatchObject({ ok: false, problem: { code: 'hierarchy.conflict', path: ['c', 'a', 'b'] } })
  expect(editForest(new Map(), [{ key: 'a', parent: 'z' }], { move: false })).toMatchObject({ ok: false })
})
