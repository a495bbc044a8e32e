import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RecordId } from '../../server/model/ids.ts'
import { breakCycles, type ParentEdge, parentClaims, placeUnder } from '../../server/relate/hierarchy.ts'
import { seeded, shuffle } from '../kit/seeded.ts'
import { record, relateRules } from '../survive/records.ts'

const rules = relateRules().hierarchy
const company = (id: string, parent: string, updatedAt?: string) =>
  record(id, { 'parent.id': parent }, { entity: 'company', ...(updatedAt && { updatedAt }) })

describe('what records say of a parent', () => {
  test('trust, then recency, then the lower id; a record of the same company is no parent', () => {
    const claims = parentClaims(
      [
        company('shop:company:1', 'P', '2024-01-01T00:00:00Z'),
        company('crm-west:company:1', 'P', '2020-01-01T00:00:00Z'),
        company('crm-east:company:1', 'P', '2021-01-01T00:00:00Z'),
        company('crm-east:company:2', 'Q', '2021-01-01T00:00:00Z'),
        company('erp:company:1', 'OLD'),
        company('erp:company:2', '1'),
      ],
      rules,
      new Map([
        ['crm-west', 'crm'],
        ['crm-east', 'crm'],
      ]),
    )
    expect(claims.map((c) => `${c.record} ${c.parent}`)).toEqual([
      'erp:company:1 erp:company:OLD',
      'crm-east:company:1 crm-east:company:P',
      'crm-east:company:2 crm-east:company:Q',
      'crm-west:company:1 crm-west:company:P',
      'shop:company:1 shop:company:P',
    ])
  })
})

describe('where a company belongs', () => {
  /** Parents P and p are one company in two systems; Q is another. */
  const companies = new Map([
    ['erp:company:P', 'com_p'],
    ['crm-east:company:p', 'com_p'],
    ['crm-west:company:p', 'com_p'],
    ['erp:company:Q', 'com_q'],
    ['crm-east:company:Q', 'com_q'],
  ])
  const stated = (id: string, parent: string, terms: Record<string, string>, updatedAt = '2024-01-01T00:00:00Z') =>
    record(
      id,
      {
        'parent.id': parent,
        ...Object.fromEntries(Object.entries(terms).map(([term, value]) => [`parent.${term}`, value])),
      },
      { entity: 'company', updatedAt },
    )
  const place = (...members: ReturnType<typeof stated>[]) => {
    const claims = parentClaims(members, rules)
    const { current, former } = placeUnder('com_c', claims, (id) => companies.get(id), '2026-01-01')
    const said = ({ parent, claim }: ParentEdge) =>
      [parent, claim.record, claim.share ?? '-', claim.from ?? '-', claim.to ?? '-'].join(' ')
    return { current: current && said(current), former: former.map(said) }
  }

  test('the strongest word stands; what it leaves out comes from others about the same parent, but no end does', () => {
    expect(
      place(
        stated('erp:company:1', 'P', {}),
        stated('crm-east:company:1', 'p', { share: '60', to: '2020-01-01' }),
        stated('crm-west:company:1', 'p', { share: '70', from: '2015-04-01' }, '2023-01-01T00:00:00Z'),
      ),
    ).toEqual({ current: 'com_p erp:company:1 60 2015-04-01 -', former: [] })
  })

  test('a parent whose end is past is a former one, and the next stands', () => {
    expect(
      place(
        stated('erp:company:1', 'P', { share: '100', to: '2022-06-30' }),
        stated('crm-east:company:1', 'Q', { share: '51' }),
      ),
    ).toEqual({ current: 'com_q crm-east:company:1 51 - -', former: ['com_p erp:company:1 100 - 2022-06-30'] })
  })

  test('a weaker word does not undo an end', () => {
    expect(place(stated('erp:company:1', 'P', { to: '2022-06-30' }), stated('crm-east:company:1', 'p', {}))).toEqual({
      current: undefined,
      former: ['com_p erp:company:1 - - 2022-06-30'],
    })
  })

  test('an end that lies ahead ends nothing yet', () => {
    expect(place(stated('erp:company:1', 'P', { to: '2026-01-02' })).current).toBe('com_p erp:company:1 - - 2026-01-02')
    expect(place(stated('erp:company:1', 'P', { to: '2026-01-01' })).current).toBeUndefined()
  })
})

/** `a<b 5`: a is under b, with trust 5 of 10. */
function edges(...lines: string[]): ParentEdge[] {
  return lines.map((line, i) => {
    const [, child = '', parent = '', trust = '5'] = /^(\w+)<(\w+)(?: (\d+))?$/.exec(line) ?? []
    const claim = {
      parent: RecordId.parse(`s:company:${parent}`),
      record: RecordId.parse(`s:company:${child}${i}`),
      trust: Number(trust) / 10,
      updatedAt: '',
    }
    return { child, parent, claim }
  })
}

describe('a forest', () => {
  test.each<[why: string, edges: string[], refused: string[]]>([
    ['a tree', ['b<a', 'c<a', 'd<c'], []],
    ['its own parent', ['a<a'], ['a<a cycle a a']],
    ['two of each other', ['a<b 9', 'b<a 3'], ['b<a cycle b a b']],
    ['three in a ring, cut at the weakest', ['a<b 9', 'b<c 2', 'c<a 6'], ['b<c cycle b c a b']],
    ['a ring with a branch', ['a<b', 'b<a 9', 'x<a', 'y<x'], ['a<b cycle a b a']],
    ['a second parent', ['a<b 9', 'a<c 3'], ['a<c secondParent a b']],
    ['the second choice where the first would close a ring', ['a<b 9', 'b<a 5', 'b<c 3'], ['b<a cycle b a b']],
    ['said twice', ['a<b 9', 'a<b 3'], []],
  ])('%s', (_why, lines, refused) => {
    const result = breakCycles(edges(...lines))
    expect(result.refused.map(({ child, parent, why, path }) => `${child}<${parent} ${why} ${path.join(' ')}`)).toEqual(
      refused,
    )
  })

  test('a chain of a hundred thousand is no trouble', () => {
    const claim = {
      parent: RecordId.parse('s:company:1'),
      record: RecordId.parse('s:company:2'),
      trust: 1,
      updatedAt: '',
    }
    const chain = Array.from({ length: 100_000 }, (_, i) => ({
      child: `n${String(i).padStart(6, '0')}`,
      parent: `n${String(i + 1).padStart(6, '0')}`,
      claim,
    }))
    expect(breakCycles(chain).kept).toHaveLength(100_000)
  })
})

const node = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const graph = (prefix: string) =>
  fc
    .array(fc.tuple(node, node, fc.integer({ min: 1, max: 9 })), { maxLength: 10 })
    .map((rows) => edges(...rows.map(([child, parent, trust]) => `${prefix}${child}<${prefix}${parent} ${trust}`)))

const names = (list: readonly ParentEdge[]) => list.map((e) => `${e.child}<${e.parent} ${e.claim.record}`)

test('what is kept is a forest, whatever the order, and every edge is kept, said already or refused', () => {
  fc.assert(
    fc.property(graph('x'), fc.integer(), (all, seed) => {
      const { kept, refused } = breakCycles(all)
      expect(names(breakCycles(shuffle(all, seeded(seed))).kept)).toEqual(names(kept))
      const parentOf = new Map(kept.map((e) => [e.child, e.parent]))
      expect(parentOf.size).toBe(kept.length)
      for (const start of parentOf.keys()) {
        let steps = 0
        for (let at = parentOf.get(start); at !== undefined; at = parentOf.get(at)) expect(++steps).toBeLessThan(10)
      }
      for (const edge of all)
        expect(parentOf.get(edge.child) === edge.parent || names(refused).includes(names([edge])[0] ?? '')).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('two graphs that do not touch do not affect each other', () => {
  fc.assert(
    fc.property(graph('x'), graph('y'), (x, y) => {
      const together = breakCycles([...x, ...y])
      expect(names(together.kept).sort()).toEqual([...names(breakCycles(x).kept), ...names(breakCycles(y).kept)].sort())
    }),
    { numRuns: 200 },
  )
})
