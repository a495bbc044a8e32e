import { describe, expect, test } from 'vitest'
import * as elements from '../../web/canvas/elements.ts'
import { edgeTitle, outlineOf } from '../../web/canvas/outline.ts'
import { drawingOf, openScene } from '../../web/canvas/scene.ts'
import { catherineGraph, crowd, NORTHGATE_GRAPH } from './fixtures/graphs.ts'
import { CATHERINE, NORTHGATE, STORES } from './fixtures/ids.ts'

const drawing = drawingOf(openScene(CATHERINE, catherineGraph(undefined)))
const group = drawingOf(openScene(NORTHGATE, NORTHGATE_GRAPH))

describe('elements', () => {
  const all = elements.elementsOf(drawing, CATHERINE)
  const one = (id: string) => all.find((element) => element.data.id === id)

  test('one for each node and edge', () => {
    expect(all).toHaveLength(drawing.nodes.length + drawing.edges.length)
  })

  test('focus, expandable and former are classes', () => {
    expect(one(CATHERINE)?.classes).toBe('focus')
    expect(one('web-shop:person:W1001')?.classes).toBe('more')
    expect(one('addr:tx1207')?.classes).toBe('former')
    expect(
      elements.elementsOf(group, NORTHGATE).filter((element) => String(element.classes).includes('held')),
    ).toHaveLength(1)
  })

  test('a record names its source', () => {
    expect(one('erp:person:E1001')?.data.label).toBe('Catherine Johnson\nerp')
  })

  test('links carry their bits and grow with them', () => {
    const strong = one('SAME_AS|loyalty:person:L1001|web-shop:person:W1001')
    const weak = one('SAME_AS|crm:person:C1001|loyalty:person:L1001')
    expect(strong?.data).toMatchObject({ look: 'same', label: '+21.2 bits' })
    expect(Number(strong?.data.weight)).toBeGreaterThan(Number(weak?.data.weight))
  })

  test('a subsidiary hangs below its parent, whichever way the relation points', () => {
    const edge = elements
      .elementsOf(group, NORTHGATE)
      .find((element) => element.data.id === `SUBSIDIARY_OF|${STORES}|${NORTHGATE}`)
    expect(edge?.data).toMatchObject({ source: NORTHGATE, target: STORES })
    expect(edge?.classes).toBe('up')
  })
})

test.each<[type: string, look: elements.EdgeLook]>([
  ['SAME_AS', 'same'],
  ['MAYBE_SAME', 'maybe'],
  ['NEVER_SAME', 'never'],
  ['ALWAYS_SAME', 'always'],
  ['WAS_HAS_ADDRESS', 'past'],
  ['HAS_ADDRESS', 'relation'],
  ['SOMETHING_NEW', 'relation'],
])('%s looks like %s', (type, look) => expect(elements.edgeLook(type)).toBe(look))

describe('outline', () => {
  test('holds every node once, by kind', () => {
    const items = outlineOf(drawing, new Set())
    expect(items.filter((item) => item.level === 1).map((item) => `${item.text} ${item.detail}`)).toEqual([
      'Customers 2',
      'Households 1',
      'Source records 5',
      'Addresses 2',
    ])
    expect(
      items
        .filter((item) => item.level === 2)
        .map((item) => item.selects)
        .sort(),
    ).toEqual(drawing.nodes.map((n) => n.id).sort())
  })

  test('an opened node lists its edges, each of which can be selected', () => {
    const items = outlineOf(drawing, new Set(['erp:person:E1001'])).filter((item) => item.level === 3)
    expect(items.map((item) => item.text)).toEqual([
      'record of: Catherine Johnson',
      'same as (matched), +17.6 bits: Catherine Johnson · crm',
    ])
    expect(items[1]?.selects).toBe('SAME_AS|crm:person:C1001|erp:person:E1001')
  })

  test('a long kind begins closed', () => {
    const items = outlineOf(drawingOf(openScene('addr:crowd', crowd('addr:crowd', 100))), new Set())
    expect(items.map((item) => item.text)).toEqual(['Source records', 'Addresses', '1 Mall of Everything'])
    expect(items[0]?.open).toBe(false)
  })

  test('a decision says so', () => {
    const decided = drawingOf(openScene(CATHERINE, catherineGraph('distinct')))
    const edge = decided.edges.find((each) => each.type === 'NEVER_SAME')
    expect(edge && edgeTitle(edge)).toBe('kept apart by a person')
  })
})
