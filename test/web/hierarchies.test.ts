import { describe, expect, test } from 'vitest'
import type { RollUpNode } from '../../server/model/roll-up.ts'
import { canDrop, dropEdit, inverseOf, newNodeEdit } from '../../web/hierarchies/edits.ts'
import { layoutTree, rowsWithin } from '../../web/hierarchies/layout.ts'
import { DIRECTIONS, hierarchyPlaceOf, hierarchyQuery } from '../../web/hierarchies/place.ts'
import { ALONE, type Branch, branchesOf, flat, openAtStart, rowsOf, standings } from '../../web/hierarchies/tree.ts'

/** `a > b` puts b under a; a capital letter is a company. */
function nodesOf(text: string): RollUpNode[] {
  const parents = new Map<string, string | undefined>()
  for (const line of text.trim().split(/\s*;\s*/)) {
    const keys = line.split(/\s*>\s*/)
    for (const [i, key] of keys.entries()) if (!parents.get(key)) parents.set(key, keys[i - 1])
  }
  return [...parents].map(([key, parent]) => ({
    ...{ key, name: key, type: /^[A-Z]/.test(key) ? 'company' : 'territory', depth: 0, totals: { companies: 1 } },
    ...(parent === undefined ? {} : { parent }),
    ...(/^[A-Z]/.test(key) ? { company: key.charAt(0) } : {}),
  }))
}
const branches = (text: string) => branchesOf(nodesOf(text))
const find = (roots: readonly Branch[], key: string) => {
  const found = flat(roots).find(({ node }) => node.key === key)
  if (!found) throw new Error(`no ${key}`)
  return found
}
const everything = (roots: readonly Branch[]) => rowsOf(roots, new Set(flat(roots).map(({ node }) => node.key)))

describe('a tree', () => {
  test('only what is under open nodes is shown', () => {
    const roots = branches('A > B > C; A > D')
    const shown = (...open: string[]) =>
      rowsOf(roots, new Set(open)).map(({ branch, depth }) => `${depth}${branch.node.key}`)
    expect(shown()).toEqual(['0A'])
    expect(shown('A')).toEqual(['0A', '1B', '1D'])
    expect(shown('A', 'B')).toEqual(['0A', '1B', '2C', '1D'])
  })

  test('many companies that stand alone are one node, and begin closed', () => {
    const roots = branches(`A > B; ${[...'CDEFGHIJKLM'].join(' ; ')}`)
    expect(roots.map(({ node }) => node.key)).toEqual(['A', ALONE])
    expect(openAtStart(roots).has(ALONE)).toBe(false)
    expect(find(roots, ALONE).children).toHaveLength(11)
  })

  test.each<[why: string, mine: string, other: string, expected: Record<string, string>]>([
    ['the same parents', 'A > B', 'A > B', { A: 'same', B: 'same' }],
    ['under another company', 'A > B > C', 'A > C; A > B', { A: 'same', B: 'same', C: 'elsewhere' }],
    ['not there at all', 'A > B', 'A', { A: 'same', B: 'missing' }],
    ['territories between them say nothing', 'A > B', 'north > A > B', { A: 'same', B: 'same' }],
    ['parted by territories', 'A > B', 'north > A; south > B', { A: 'same', B: 'elsewhere' }],
  ])('%s', (_why, mine, other, expected) => {
    const found = standings(branches(mine), branches(other))
    expect(Object.fromEntries([...found].map(([key, { kind }]) => [key, kind]))).toEqual(expected)
  })
})

describe('layout', () => {
  const rows = everything(branches('A > B > C; A > D; E > F'))

  test.each(DIRECTIONS)('%s: no two cards overlap, children lie beyond their parents', (direction) => {
    const { spots, card, width, height, lines } = layoutTree(rows, direction, 600)
    const tall = card.height
    for (const [i, a] of spots.entries())
      for (const b of spots.slice(i + 1))
        expect(Math.abs(a.y - b.y) >= tall || Math.abs(a.x - b.x) >= card.width).toBe(true)
    expect(lines).toHaveLength(4)
    const beyond = { list: [0, 1], down: [0, 1], up: [0, -1], right: [1, 0], left: [-1, 0] }[direction]
    for (const { from, to } of lines) {
      const [a, b] = [spots[from] ?? { x: 0, y: 0 }, spots[to] ?? { x: 0, y: 0 }]
      expect((b.x - a.x) * (beyond[0] ?? 0) + (b.y - a.y) * (beyond[1] ?? 0)).toBeGreaterThan(0)
    }
    for (const { x, y } of spots) {
      expect(x).toBeLessThan(width)
      expect(y + tall).toBeLessThanOrEqual(height)
    }
  })

  test('a group of 2,000 companies is laid out at once, and little of it is drawn', () => {
    const many = everything(branches(Array.from({ length: 2_000 }, (_, i) => `A > B${i}`).join(';')))
    const begun = performance.now()
    const layout = layoutTree(many, 'down', 800)
    expect(performance.now() - begun).toBeLessThan(1_000)
    expect(rowsWithin(layout, { left: 0, top: 0, width: 1_400, height: 900 }).length).toBeLessThan(20)
  })
})

describe('edits', () => {
  const sales = branches('north > A; south > B')
  const legal = branches('A > C > D')
  const nodes = flat(sales).map(({ node }) => node)

  test('within a tree a node moves with all below it', () => {
    const held = { hierarchy: 'sales', branch: find(sales, 'A') }
    expect(dropEdit(held, { hierarchy: 'sales', key: 'south' }, nodes, false)).toEqual({
      nodes: [{ key: 'A', parent: 'south' }],
      remove: [],
    })
  })

  test('a company of another tree is placed, or moved where it has a place, with those below it', () => {
    const held = { hierarchy: 'legal', branch: find(legal, 'A') }
    expect(dropEdit(held, { hierarchy: 'sales', key: 'south' }, nodes, true).nodes).toEqual([
      { key: 'A', parent: 'south' },
      { key: 'C', name: 'C', type: 'company', company: 'C', parent: 'A' },
      { key: 'D', name: 'D', type: 'company', company: 'D', parent: 'C' },
    ])
  })

  test.each<[why: string, key: string, target: string, expected: boolean]>([
    ['somewhere else', 'A', 'south', true],
    ['where it stands', 'A', 'north', false],
    ['under itself', 'north', 'A', false],
  ])('%s: %s under %s', (_why, key, target, expected) => {
    const held = { hierarchy: 'sales', branch: find(sales, key) }
    expect(canDrop(held, { hierarchy: 'sales', branch: find(sales, target) })).toBe(expected)
  })

  test('what was done can be taken back', () => {
    const none = { hierarchy: 'sales', version: 1, created: [], moved: [], renamed: [], removed: [], totals: [] }
    const moved = { ...none, moved: [{ key: 'A', name: 'A', from: [], to: [], below: 0 }] }
    const edit = { nodes: [{ key: 'A', parent: 'south' }], remove: [] }
    expect(inverseOf(edit, moved, nodes).nodes).toEqual([{ key: 'A', parent: 'north' }])
    const made = { ...none, created: ['X', 'Y'].map((key) => ({ key, name: key, to: [] })) }
    const both = {
      nodes: [
        { key: 'X', parent: 'north' },
        { key: 'Y', parent: 'X' },
      ],
      remove: [],
    }
    expect(inverseOf(both, made, nodes).remove).toEqual(['X'])
    const gone = { ...none, removed: [{ key: 'B', name: 'B', from: [] }] }
    expect(inverseOf({ nodes: [], remove: ['B'] }, gone, nodes).nodes).toEqual([
      { key: 'B', name: 'B', type: 'company', parent: 'south', company: 'B' },
    ])
  })

  test('a new node gets a key of its own', () => {
    expect(newNodeEdit('New England', 'territory', 'north', new Set(['new-england'])).nodes).toEqual([
      { key: 'new-england-2', name: 'New England', type: 'territory', parent: 'north' },
    ])
  })
})

test('a place is written into the address and read again', () => {
  const place = { left: 'sales', right: 'legal', direction: 'up', of: 'com_1', day: '2024-06-30' } as const
  const query = new URLSearchParams()
  hierarchyQuery(place, query)
  expect(hierarchyPlaceOf(query)).toEqual(place)
})
