import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../server/text/hash.ts'

/** The same, said by JSON itself: slower, and what stored hashes were made of. */
function slowly(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  )
}

test('is JSON with its names in order, whatever the value', () => {
  const name = fc.oneof(
    fc.string(),
    fc.nat().map(String),
    fc.constantFrom('01', '-1', '4294967295', '4294967296', '1e3'),
  )
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.boolean(),
      fc.constantFrom(null, undefined),
      fc.array(tie('value')),
      fc.dictionary(name, tie('value')),
    ),
  }))
  const holds = fc.property(value, (any) => {
    expect(canonicalJson(any)).toBe(slowly(any))
  })
  fc.assert(holds, { numRuns: 2_000 })
})
