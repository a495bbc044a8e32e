import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  abbreviates,
  editedWords,
  editsWithin,
  jaroWinkler,
  nearWords,
  spelledAlike,
  wordOf,
} from '../../server/text/similarity.ts'

const letter = fc.constantFrom(...'abcdei 12')
const word = fc.string({ unit: letter, maxLength: 12 })

/** Two words, as often as not few slips apart: of words that have nothing to do with each other there is little to say. */
const slips = fc.array(fc.tuple(fc.nat(12), fc.nat(2), letter, fc.boolean()), { minLength: 1, maxLength: 4 })
const slipped = fc.tuple(word, slips).map(([a, made]) => {
  const b = [...a]
  for (const [at, out, own, swap] of made) {
    if (swap) b.splice(at, 2, ...b.slice(at, at + 2).reverse())
    else b.splice(at, out, own)
  }
  return [a, b.join('')] as const
})
const pair = fc.oneof(fc.tuple(word, word), slipped)

describe('similarity', () => {
  test.each([
    ['martha', 'marhta', 0.961],
    ['dwayne', 'duane', 0.84],
    ['dixon', 'dicksonx', 0.813],
  ])('Jaro–Winkler of %s and %s as Winkler gives it', (a, b, value) => {
    expect(jaroWinkler(a, b)).toBeCloseTo(value, 3)
  })

  test.each([
    ['smith', 'smiht', 1],
    ['smith', 'smth', 1],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
  ])('%s → %s takes %i edits', (a, b, edits) => {
    expect(editsWithin(a, b, 5)).toBe(edits)
    expect(editsWithin(a, b, edits - 1)).toBe(edits)
  })

  test('symmetric, 0 … 1, and 1 only for the same', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const value = jaroWinkler(a, b)
        expect(value).toBeCloseTo(jaroWinkler(b, a), 10)
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value === 1).toBe(a === b)
        expect(editsWithin(a, b, 3)).toBe(editsWithin(b, a, 3))
      }),
    )
  })

  test('edits agree with the plain table of Damerau and Levenshtein', () => {
    const seen = new Map<number, number>()
    fc.assert(
      fc.property(pair, fc.integer({ min: 0, max: 4 }), ([a, b], max) => {
        const edits = Math.min(max + 1, plainEdits(a, b))
        expect(editsWithin(a, b, max)).toBe(edits)
        if (edits <= max) seen.set(edits, (seen.get(edits) ?? 0) + 1)
      }),
      { numRuns: 500 },
    )
    expect(Math.min(...[0, 1, 2, 3].map((edits) => seen.get(edits) ?? 0))).toBeGreaterThan(5)
  })

  test('the short cuts by letters never change the answer', () => {
    const seen = { near: 0, edited: 0 }
    fc.assert(
      fc.property(
        pair,
        fc.double({ min: 0.7, max: 0.99, noNaN: true }),
        fc.integer({ min: 1, max: 3 }),
        ([a, b], least, max) => {
          const near = a !== '' && b !== '' && jaroWinkler(a, b) >= least
          expect(nearWords(wordOf(a), wordOf(b), least)).toBe(near)
          const edited = editsWithin(a, b, max) <= max
          expect(editedWords(wordOf(a), wordOf(b), max)).toBe(edited)
          seen.near += near ? 1 : 0
          seen.edited += edited ? 1 : 0
        },
      ),
      { numRuns: 500 },
    )
    expect(Math.min(seen.near, seen.edited)).toBeGreaterThan(50)
  })

  test.each<[a: string, b: string, least: number, alike: boolean]>([
    ['smith', 'smiht', 0.8, true],
    ['smith', 'smyht', 0.8, false],
    ['abcde', 'ebcda', 0.8, false], // letters that changed places over others are two edits
    ['johnson', 'johnsen', 0.85, true],
    ['johnson', 'jonsen', 0.85, false],
    ['', '', 1, true],
    ['', 'a', 0.1, false],
    ['x'.repeat(300), `${'x'.repeat(299)}y`, 0.5, false],
  ])('%s and %s are spelled alike by %d: %s', (a, b, least, alike) => {
    expect(spelledAlike(a, b, least)).toBe(alike)
    expect(spelledAlike(b, a, least)).toBe(alike)
  })

  test.each([
    ['clthg', 'clothing', true],
    ['mfg', 'manufacturing', true],
    ['clthg', 'outdoor', false],
    ['clothing', 'clothing', false],
  ])('%s abbreviates %s: %s', (short, long, yes) => {
    expect(abbreviates(short, long)).toBe(yes)
  })
})

/** Optimal string alignment, the textbook way. */
function plainEdits(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  const at = (i: number, j: number) => d[i]?.[j] ?? 0
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, at(i - 2, j - 2) + 1)
      const row = d[i]
      if (row) row[j] = cost
    }
  }
  return at(a.length, b.length)
}
