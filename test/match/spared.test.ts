import { describe, expect, test } from 'vitest'
import { sparedInWords } from '../../server/cli/forecast-words.ts'
import { type BatchRules, batchOf } from '../../server/match/columns.ts'
import { type MatchOutput, matchAll, matchBatch } from '../../server/match/match.ts'
import { spareKeys } from '../../server/match/spare-keys.ts'
import type { StandardRecord } from '../../server/model/record.ts'
import { named, shipped } from '../kit/build.ts'
import { below, pick, seeded, shuffle } from '../kit/seeded.ts'

const { score } = shipped.entities.person

/** People with two records each, who share a number with nobody else and a given name with many. */
function people(seed: number, count: number): StandardRecord[] {
  const random = seeded(seed)
  const given = 'John Mary Robert Susan Walter Ingrid Pablo Elena Keith Yvonne Marcus Tilda'.split(' ')
  const family = 'Smith Weber Ortiz Lang Novak Petrov Haines Costa Fischer Okafor Lindgren Duarte'.split(' ')
  return Array.from({ length: count }, (_, p) => {
    const name = `${pick(given, random)} ${pick(family, random)}`
    const said = {
      birthDate: `${1950 + below(random, 50)}-0${1 + below(random, 9)}-${11 + below(random, 17)}`,
      phone: `512 ${200 + below(random, 700)} ${1000 + below(random, 9000)}`,
    }
    return [named(name, { ...said, id: `${p}a` }), named(name, { ...said, id: `${p}b` })]
  }).flat()
}

const rulesWith = (spare: { from: number; perThousand: number } | undefined) => ({
  score,
  block: {
    entity: 'person',
    cap: 200,
    near: 0,
    most: 14,
    passes: [
      { name: 'phone', parts: [{ of: 'phone', by: [] }], most: 2 },
      { name: 'given', parts: [{ of: 'givenName', by: [] }], most: 1 },
    ],
    ...(spare ? { spare } : {}),
  },
})
const sorted = ({ links }: MatchOutput) => links.map(({ low, high, bits }) => `${low} ${high} ${bits}`).sort()

/** What matching finds under rules that were spared keys of many records, and which keys those are. */
async function sparing(records: StandardRecord[], rules: BatchRules, threads?: number) {
  const { block, spared } = spareKeys(batchOf(records, rules), rules)
  return { spared, ...(await matchAll({ records, rules: { ...rules, block }, threads })) }
}

describe('rules for many records are spared keys that find little', () => {
  const records = people(7, 300)
  const spare = { from: 500, perThousand: 5 }

  test('and say which; what other keys find is found', async () => {
    const all = await sparing(records, rulesWith(undefined))
    const some = await sparing(records, rulesWith(spare))
    expect(all.spared).toEqual([])
    expect(some.spared).toMatchObject([{ pass: 'given', upTo: 32 }])
    expect(some.pairs).toBeLessThan(all.pairs / 10)
    expect(some.links.length).toBeGreaterThan(290)
    const [given] = some.spared
    // The pairs told are those that are gone, as far as a sample tells.
    expect(given?.pairs).toBeGreaterThan(0.8 * (all.pairs - some.pairs))
    expect(given?.pairs).toBeLessThan(1.2 * (all.pairs - some.pairs))
    expect(given && sparedInWords(given)).toContain('keys of given with more than 32 records left out')
  })

  test('whatever the order of records and the number of threads', async () => {
    const first = await sparing(records, rulesWith(spare))
    const turned = await sparing(shuffle(records, seeded(2)), rulesWith(spare))
    expect(turned.spared).toEqual(first.spared)
    expect(sorted(turned)).toEqual(sorted(first))
    expect(await sparing(records, rulesWith(spare), 2)).toEqual(first)
  })

  test('they are caps of passes: a batch that was made with others follows them', async () => {
    const rules = rulesWith(spare)
    const batch = batchOf(records, rules)
    const { block } = spareKeys(batch, rules)
    expect(block.passes.map(({ name, cap }) => [name, cap])).toEqual([
      ['phone', undefined],
      ['given', 32],
    ])
    const found = await matchBatch({ batch, rules: { ...rules, block } })
    expect(sorted(found)).toEqual(sorted(await sparing(records, rules)))
  })

  test('a smaller batch is not', async () => {
    const few = records.slice(0, 400)
    expect(await sparing(few, rulesWith(spare))).toEqual(await sparing(few, rulesWith(undefined)))
  })

  test('keys that alone find links stay', async () => {
    const rules = rulesWith(spare)
    const block = { ...rules.block, passes: rules.block.passes.slice(0, 1) }
    const { spared, links } = await sparing(records, { ...rules, block })
    expect(spared).toEqual([])
    expect(links.length).toBeGreaterThan(290)
  })
})
