import { describe, expect, test } from 'vitest'
import * as scene from '../../web/canvas/scene.ts'
import { star } from './fixtures/small.ts'

const ids = (s: scene.Scene, limit?: number) => scene.drawingOf(s, limit).nodes.map((node) => node.id)
const open = (focus: string, around: string) => scene.openScene(focus, star(focus, around))
const expand = (s: scene.Scene, focus: string, around: string) =>
  scene.expandScene(s, scene.stepOf(focus, star(focus, around)))

describe('expanding', () => {
  test('adds what is new and draws every node and edge once', () => {
    const s = expand(open('a', 'b c'), 'b', 'a c d')
    expect(ids(s)).toEqual(['a', 'b', 'c', 'd'])
    expect(scene.drawingOf(s).edges.map((edge) => edge.key)).toEqual([
      'HAS_ADDRESS|a|b',
      'HAS_ADDRESS|a|c',
      'HAS_ADDRESS|b|a',
      'HAS_ADDRESS|b|c',
      'HAS_ADDRESS|b|d',
    ])
  })

  test('takes the count that leaves least unseen', () => {
    const s = expand(open('a', 'b+5'), 'b', 'c')
    expect(scene.drawingOf(s).nodes.find((node) => node.id === 'b')?.more).toBe(0)
  })

  test('twice is once', () => {
    const once = expand(open('a', 'b'), 'b', 'c')
    expect(expand(once, 'b', 'c').steps).toHaveLength(2)
  })

  test('brings back a hidden node that it shows', () => {
    const s = scene.hideNodes(open('a', 'b c'), ['c'])
    expect(ids(expand(s, 'b', 'c'))).toEqual(['a', 'b', 'c'])
  })
})

describe('collapsing', () => {
  test('takes back what that node brought, and what was expanded from there', () => {
    const s = expand(expand(open('a', 'b'), 'b', 'c'), 'c', 'd')
    expect(ids(scene.collapseScene(s, 'b'))).toEqual(['a', 'b'])
  })

  test('keeps what another answer also brought', () => {
    const s = expand(expand(open('a', 'b c'), 'b', 'd'), 'c', 'd')
    expect(ids(scene.collapseScene(s, 'b'))).toEqual(['a', 'b', 'c', 'd'])
  })

  test('leaves the first answer alone', () => {
    const s = open('a', 'b')
    expect(scene.collapseScene(s, 'a')).toBe(s)
    expect(scene.isCollapsible(s, 'a')).toBe(false)
  })
})

describe('hiding and undoing', () => {
  test('a hidden node takes its edges along, the focus stays', () => {
    const s = scene.hideNodes(open('a', 'b c'), ['b'])
    expect(ids(s)).toEqual(['a', 'c'])
    expect(scene.drawingOf(s).edges.map((edge) => edge.to)).toEqual(['c'])
    expect(scene.hideNodes(s, ['a'])).toBe(s)
  })

  test('undo goes back step by step to the beginning and no further', () => {
    const first = open('a', 'b c')
    const third = scene.hideNodes(expand(first, 'b', 'd'), ['c'])
    const second = scene.undoScene(third)
    expect(ids(second)).toEqual(['a', 'b', 'c', 'd'])
    const back = scene.undoScene(second)
    expect(back).toEqual(first)
    expect(scene.undoScene(back)).toBe(back)
  })
})

test('a full canvas says how much it left out', () => {
  const many = Array.from({ length: 30 }, (_, i) => `n${i}`).join(' ')
  const drawing = scene.drawingOf(open('a', many), 20)
  expect(drawing.nodes.length + drawing.edges.length).toBeLessThanOrEqual(20)
  expect(drawing.nodes).toHaveLength(10)
  expect(drawing.left).toBe(21)
})
