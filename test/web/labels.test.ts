import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LabelBox, labelsThatFit, lettersAt, roomFor } from '../../web/canvas/labels.ts'

const box = (id: string, x: number, top: number, importance = 0, width = 40): LabelBox => ({
  ...{ id, x, top, width, height: 12, importance },
})
const apart = (a: LabelBox, b: LabelBox) =>
  Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.top - b.top) >= Math.min(a.height, b.height)

test('of two labels that collide the more important one is written', () => {
  expect([...labelsThatFit([box('a', 0, 0, 1), box('b', 20, 4, 2), box('c', 200, 0)], 12)].sort()).toEqual(['b', 'c'])
})

test('one that is in nobody’s way is written, however unimportant', () => {
  expect([...labelsThatFit([box('a', 0, 0, 9), box('b', 0, 40, -1)], 12)]).toEqual(['a', 'b'])
})

test('no two written labels collide, and each left out collides with a written one of no less importance', () => {
  const some = fc.record({
    x: fc.integer({ min: -400, max: 400 }),
    top: fc.integer({ min: -300, max: 300 }),
    importance: fc.integer({ min: 0, max: 5 }),
    width: fc.integer({ min: 5, max: 300 }),
  })
  fc.assert(
    fc.property(fc.array(some, { maxLength: 150 }), (all) => {
      const boxes = all.map(({ x, top, importance, width }, i) => box(String(i), x, top, importance, width))
      const written = labelsThatFit(boxes, 12)
      const shown = boxes.filter(({ id }) => written.has(id))
      for (const [i, a] of shown.entries()) for (const b of shown.slice(i + 1)) expect(apart(a, b)).toBe(true)
      for (const left of boxes.filter(({ id }) => !written.has(id)))
        expect(shown.some((other) => other.importance >= left.importance)).toBe(true)
    }),
  )
})

test('letters are as large on the screen from afar as they are near', () => {
  for (const zoom of [1, 0.7, 0.41, 0.2, 0.09]) {
    const pixels = lettersAt(zoom) * zoom
    expect(pixels).toBeGreaterThan(9.9)
    expect(pixels).toBeLessThan(14.4)
  }
  expect(lettersAt(2)).toBe(12)
})

test('a label breaks between words, and takes the room of its longest line', () => {
  const one = roomFor('Northgate', 12)
  const two = roomFor('Northgate Department Stores Corp.\ncrm', 12)
  // Northgate / Department Stores / Corp. / crm
  expect(two.height).toBeCloseTo(4 * one.height)
  expect(two.width).toBeGreaterThan(one.width)
  expect(two.width).toBeLessThanOrEqual(130 + 12)
})
