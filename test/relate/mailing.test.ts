import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Addressee, type MailingOptions, mailing } from '../../server/relate/mailing.ts'

const person = (golden: string, more: Partial<Addressee> = {}): Addressee => ({
  ...{ golden, name: golden, status: 'active', records: [`crm:${golden}`], address: { key: 'lake' } },
  ...{ verified: false, undeliverable: false, suppressed: false },
  ...more,
})
const usual: MailingOptions = { per: 'household', verifiedOnly: false, consentNeeded: false, refusal: 'person' }
const to = (people: Addressee[], options: Partial<MailingOptions> = {}) =>
  mailing(people, { ...usual, ...options }).pieces.map((piece) => [
    piece.to.golden,
    ...piece.also.map(({ golden }) => golden),
  ])

describe('a mailing', () => {
  const home = { household: 'h', head: 'b', headReason: 'is the oldest' }
  test('goes to the head of a household', () => {
    expect(to([person('a', home), person('b', home), person('c')])).toEqual([['b', 'a'], ['c']])
  })
  test('passes over a head who refuses; with `household` a refusal speaks for all', () => {
    const people = [person('a', home), person('b', { ...home, consent: 'no' })]
    expect(to(people)).toEqual([['a']])
    expect(to(people, { refusal: 'household' })).toEqual([])
  })
  test('asks for a yes where one is needed', () => {
    expect(to([person('a', { consent: 'yes' }), person('b')], { consentNeeded: true })).toEqual([['a']])
  })
  test('per person everybody has their own', () => {
    expect(to([person('a', home), person('b', home)], { per: 'person' })).toEqual([['a'], ['b']])
  })
})

/** True once in `of`: were every ground for leaving somebody out as likely as not, next to nobody would get anything. */
const rarely = (of: number) => fc.integer({ min: 1, max: of }).map((drawn) => drawn === 1)
const addressee = fc.record({
  household: fc.option(fc.constantFrom('h1', 'h2', 'h3'), { nil: undefined }),
  records: fc.integer({ min: 1, max: 4 }),
  status: fc.constantFrom('active', 'active', 'active', 'active', 'held', 'blocked'),
  consent: fc.constantFrom('yes' as const, 'yes' as const, 'no' as const, undefined),
  located: rarely(10).map((not) => !not),
  verified: rarely(3).map((not) => !not),
  undeliverable: rarely(10),
  suppressed: rarely(10),
})
const options = fc.record({
  per: fc.constantFrom('household' as const, 'household' as const, 'person' as const),
  verifiedOnly: fc.boolean(),
  consentNeeded: fc.boolean(),
  refusal: fc.constantFrom('person' as const, 'household' as const),
})

test('the counts add up, whoever lives with whom and says what, and whatever order they come in', () => {
  const seen = { pieces: 0, shared: 0 }
  fc.assert(
    fc.property(fc.array(addressee, { maxLength: 20, size: 'max' }), options, (drawn, asked) => {
      const people = drawn.map(({ records, located, ...each }, i) => ({
        ...person(`p${i}`, each),
        records: Array.from({ length: records }, (_, r) => `crm:${i}-${r}`),
        address: located ? { key: 'lake' } : undefined,
      }))
      const { pieces, counts } = mailing(people, asked)
      expect(counts).toMatchObject({
        customers: people.length,
        records: people.flatMap(({ records }) => records).length,
        pieces: pieces.length,
        covered: pieces.flatMap(({ also }) => also).length,
      })
      const left = Object.values(counts.excluded).reduce((sum, each) => sum + each, 0)
      expect(counts.pieces + counts.covered + left).toBe(counts.customers)
      const saved = Object.values(counts.saved).reduce((sum, each) => sum + each, 0)
      expect(counts.pieces + saved).toBe(counts.records)
      const reached = pieces.flatMap(({ to, also }) => [to, ...also]).map(({ golden }) => golden)
      expect(new Set(reached).size).toBe(reached.length)
      expect(mailing(people.toReversed(), asked)).toMatchObject({ counts })
      expect(mailing(people.toReversed(), asked).pieces.map((piece) => piece.to)).toEqual(
        pieces.map((piece) => piece.to),
      )
      seen.pieces += pieces.length
      seen.shared += pieces.filter(({ also }) => also.length > 0).length
    }),
    { numRuns: 300 },
  )
  expect(Math.min(seen.pieces, seen.shared)).toBeGreaterThan(40)
})
