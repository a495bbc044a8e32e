import { expect, test } from 'vitest'
import { type Point, place } from '../../web/canvas/place.ts'

const edges = (pairs: string) =>
  pairs.split(' ').map((pair) => {
    const [from = '', to = ''] = pair.split('-')
    return { from, to }
  })
const gap = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y)

test('only new nodes get a place, and the same one each time', () => {
  const known = new Map([['a', { x: 0, y: 0 }]])
  const once = place(known, ['b', 'c'], edges('a-b a-c'))
  expect([...once.keys()]).toEqual(['b', 'c'])
  expect(place(known, ['b', 'c'], edges('a-b a-c'))).toEqual(once)
  expect(known.size).toBe(1)
})

test('a new node lies near the one that brought it', () => {
  const known = new Map([
    ['a', { x: 0, y: 0 }],
    ['far', { x: 4000, y: 4000 }],
  ])
  const spot = place(known, ['b'], edges('b-far')).get('b')
  expect(spot && gap(spot, { x: 4000, y: 4000 })).toBeLessThan(200)
})

test('no two nodes overlap, however many there are', () => {
  const names = Array.from({ length: 60 }, (_, i) => `n${i}`)
  const places = [
    ...place(new Map([['a', { x: 0, y: 0 }]]), names, edges(names.map((n) => `a-${n}`).join(' '))).values(),
  ]
  const nearest = Math.min(...places.flatMap((p, i) => places.slice(i + 1).map((q) => gap(p, q))))
  expect(places).toHaveLength(60)
  expect(nearest).toBeGreaterThan(80)
})

test('chains and strangers find a place too', () => {
  const places = place(new Map(), ['a', 'b', 'c', 'lone'], edges('a-b b-c'))
  expect(places.size).toBe(4)
})
