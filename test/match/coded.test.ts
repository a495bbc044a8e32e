import { describe, expect, test } from 'vitest'
import { batchOf } from '../../server/match/columns.ts'
import { PairReader } from '../../server/match/pair-reader.ts'
import type { StandardRecord } from '../../server/model/record.ts'
import { compileScorer } from '../../server/score/score.ts'
import { named, shipped } from '../kit/build.ts'
import { below, pick, seeded } from '../kit/seeded.ts'

const rules = shipped.entities.person
// Frequencies as training leaves them, so that rarity is asked for.
const frequencies = Object.fromEntries(
  ['givenName', 'familyName', 'email', 'emailLocal', 'phone', 'address', 'street', 'postcode', 'city', 'region'].map(
    (table) => [
      table,
      { total: 1000, floor: 0.3, counts: { john: 40, smith: 30, austin: 200, texas: 500, 78701: 20 } },
    ],
  ),
)
const scorer = compileScorer({ ...rules.score, frequencies })

const NAMES =
  'John Smith|Jon Smith|Smith John|Jean-Luc Picard|Jean Picard|Maria Lopez Garcia|Maria Garcia|Mario Garcia|Li Wei|Wei|J Smith|Jan van Dyck|Jan Dyck|Bob Smith|Robert Smyth|Abdul Aziz|mhmd ly|Muhammad Ali|SergeiLavrov|Sergei Lavrov'.split(
    '|',
  )
const DATES = ['1980-02-11', '1980-11-02', '1981-02-11', '1980-02-12', '1980', '1980-01-01', '1955-07-23', '1908-02-11']
const PHONES = ['512 555 1234', '512 555 1243', '713 555 1234', '5551234', '415 333 9876']
const MAILS = [
  'john.smith@gmail.com',
  'johnsmith@gmail.com',
  'jsmith@acme.com',
  'info@acme.com',
  'bo@acme.com',
  'b0@acme.com',
]
const STREETS = ['12 Main St', '12 Main Street Apt 4', '14 Main St', '12 Maine St', '9 Oak Ave', 'Main St']
const CITIES = ['Austin', 'Austn', 'Dallas', 'Frankfurt am Main', 'Frankfurt']

/** People of whom half the values are missing and the others are often nearly alike. */
function people(seed: number, count: number): StandardRecord[] {
  const random = seeded(seed)
  const some = <T>(values: readonly T[]): T[] => (random() < 0.35 ? [] : [pick(values, random)])
  return Array.from({ length: count }, () =>
    named(pick(NAMES, random), {
      birthDate: some(DATES),
      phone: random() < 0.1 ? PHONES.slice(0, 2) : some(PHONES),
      email: random() < 0.1 ? MAILS.slice(2, 4) : some(MAILS),
      ...(random() < 0.1 ? { middleName: 'James' } : {}),
      ...(random() < 0.05 ? { suffix: 'Jr' } : {}),
      ...(random() < 0.05 ? { givenName: '' } : {}),
      ...(random() < 0.7
        ? {
            'address.line1': pick(STREETS, random),
            'address.city': pick(CITIES, random),
            'address.postcode': pick(['78701', '78710', '60311', ''], random),
            'address.region': pick(['TX', ''], random),
          }
        : {}),
      gender: some(['f', 'm']),
      'identifier.ssn': random() < 0.2 ? `12345678${below(random, 3)}` : [],
    }),
  )
}

describe.each([1, 2, 3])('numbers tell what texts tell (seed %i)', (seed) => {
  const records = people(seed, 160)
  const reader = new PairReader(batchOf(records, rules).columns, scorer)
  const prepared = records.map((one) => scorer.prepare(one))
  const pairs = records.flatMap((_, i) => records.slice(0, i).map((_, j) => [i, j] as const))
  const bitsOf = (i: number, j: number) => {
    const [a, b] = [prepared[i], prepared[j]]
    return a && b ? scorer.bits(a, b) : Number.NaN
  }

  test('the same bits to the last digit, both ways', () => {
    for (const [i, j] of pairs) {
      const bits = bitsOf(i, j)
      expect(reader.bits(i, j)).toBe(bits)
      expect(reader.bits(j, i)).toBe(bits)
    }
  })

  test('what a pair cannot come to is given up, and nothing else', () => {
    let given = 0
    for (const least of [-12, -3, 2]) {
      for (const [i, j] of pairs) {
        const bits = bitsOf(i, j)
        const found = reader.bits(i, j, least)
        if (found === Number.NEGATIVE_INFINITY) given++
        expect(found === bits || (found === Number.NEGATIVE_INFINITY && bits < least)).toBe(true)
      }
    }
    expect(given).toBeGreaterThan(pairs.length / 10)
  })

  test('the same levels, for training', () => {
    for (const [i, j] of pairs.slice(0, 2_000)) {
      const [a, b] = [prepared[i], prepared[j]]
      const levels = a && b && [...scorer.outcome(a, b).level]
      expect([...reader.outcome(i, j).level]).toEqual(levels)
    }
  })
})
