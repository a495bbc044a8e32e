import { expect, test } from 'vitest'
import { UnionFind } from '../../server/collections/union-find.ts'
import { seeded } from '../kit/seeded.ts'

test('the least stands for a set, whichever way it was joined', () => {
  const groups = new UnionFind(6)
  expect(groups.join(4, 2)).toBe(2)
  expect(groups.join(5, 4)).toBe(2)
  expect(groups.join(2, 5)).toBeUndefined()
  expect(groups.join(1, 5)).toBe(1)
  expect([...groups.roots()]).toEqual([0, 1, 1, 3, 1, 1])
  expect(groups.find(4)).toBe(1)
})

test.each([1, 2, 3])('sets are those that relabelling every member makes (seed %i)', (seed) => {
  const random = seeded(seed)
  const size = 60
  const groups = new UnionFind(size)
  const labels = Array.from({ length: size }, (_, i) => i)
  for (let n = 0; n < 45; n++) {
    const [a, b] = [Math.floor(random() * size), Math.floor(random() * size)]
    groups.join(a, b)
    const [x = 0, y = 0] = [labels[a], labels[b]]
    for (let i = 0; i < size; i++) if (labels[i] === x || labels[i] === y) labels[i] = Math.min(x, y)
  }
  expect([...groups.roots()]).toEqual(labels)
})
