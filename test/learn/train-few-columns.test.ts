import { describe, expect, test } from 'vitest'
import { partition } from '../../server/learn/partition.ts'
import { startPrior, trainRules } from '../../server/learn/train.ts'
import { batchOf } from '../../server/match/columns.ts'
import type { StandardRecord } from '../../server/model/record.ts'
import { person, shipped } from '../kit/build.ts'
import { seeded } from '../kit/seeded.ts'

const rules = shipped.entities.person

/** Share of pairs of one person that end up together, and of those put together that are of one. Ids end in the person's number. */
async function quality(records: StandardRecord[]): Promise<{ found: number; right: number }> {
  const { drafts } = await partition({ batch: batchOf(records, rules), rules, train: true })
  const personOf = (id: string) => id.split('-')[1] ?? ''
  const pairsOf = (sizes: Iterable<number>) => [...sizes].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
  const sizes = (ids: readonly string[]) => {
    const counts = new Map<string, number>()
    for (const id of ids) counts.set(personOf(id), (counts.get(personOf(id)) ?? 0) + 1)
    return counts.values()
  }
  const together = drafts.reduce((sum, { members }) => sum + pairsOf([members.length]), 0)
  const true_ = drafts.reduce((sum, { members }) => sum + pairsOf(sizes(members)), 0)
  return { found: true_ / pairsOf(sizes(records.map(({ id }) => id))), right: true_ / together }
}

describe('lists with next to nothing in them', () => {
  test('mail boxes and phones alone', async () => {
    const random = seeded(7)
    const records = Array.from({ length: 300 }, (_, p) => {
      const email = `box${p}@example.com`
      const phone = `512 ${200 + Math.floor(random() * 700)} ${1000 + Math.floor(random() * 9000)}`
      return Array.from({ length: 1 + Math.floor(random() * 4) }, (_, copy) =>
        person({ id: `${copy}-${p}`, ...(random() < 0.8 ? { email } : {}), ...(random() < 0.7 ? { phone } : {}) }),
      )
    }).flat()
    const { found, right } = await quality(records)
    expect(found).toBeGreaterThan(0.7)
    expect(right).toBeGreaterThan(0.98)
  })
})

describe('a small list of families', () => {
  const random = seeded(3)
  const given = 'John Mary Robert Susan Walter Ingrid Pablo Elena Keith Yvonne Marcus Tilda'.split(' ')
  const family = 'Smith Weber Ortiz Lang Novak Petrov Haines Costa Fischer Okafor Lindgren Duarte'.split(' ')
  const records = Array.from({ length: 40 }, (_, p) => {
    const house = Math.floor(p / 2)
    // Two houses of one name, and nobody's namesake: whether those with two numbers are two is a question of its own.
    const fields = {
      givenName: given[(house + Math.floor(house / 12) + (p % 2) * 5) % 12] ?? '',
      familyName: family[house % 12] ?? '',
    }
    const phone = `512 ${200 + p} ${1000 + Math.floor(random() * 9000)}`
    return [0, 1].map((copy) => person({ id: `${copy}-${p}`, ...fields, ...(random() < 0.6 ? { phone } : {}) }))
  }).flat()

  test('never teaches that two of one person have other given names', () => {
    const { rules: learnt } = trainRules({ batch: batchOf(records, rules) })
    const names = learnt.comparisons.find(({ use }) => use === 'personName')?.lines as
      | { given: { levels: { different: { m: number } } } }
      | undefined
    expect(names?.given.levels.different.m).toBeLessThanOrEqual(0.1)
  })

  test('keeps husband and wife apart', async () => {
    expect((await quality(records)).right).toBe(1)
  })
})

test.each([
  [100, 0.00505],
  [2_000, 0.00025],
  [100_000, 2e-5],
  [10, 0.01],
  [0, 0.01],
])('of %i records, learning starts at %d', (records, match) => {
  const start = startPrior({ match: 2e-5, kin: 4e-5 }, records)
  expect(start.match).toBeCloseTo(match, 5)
  expect(start.kin).toBeCloseTo(2 * start.match, 10)
})
