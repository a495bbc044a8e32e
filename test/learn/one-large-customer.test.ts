import { describe, expect, test } from 'vitest'
import { partition } from '../../server/learn/partition.ts'
import { trainRules } from '../../server/learn/train.ts'
import { batchOf } from '../../server/match/columns.ts'
import type { RecordInput, StandardRecord } from '../../server/model/record.ts'
import { compileStandardiser } from '../../server/standardise/standardise.ts'
import { person, shipped } from '../kit/build.ts'
import { ordersOfOne } from '../kit/one-customer.ts'
import { below, pick, seeded } from '../kit/seeded.ts'

const rules = shipped.entities.person
const standardise = compileStandardiser(shipped.standardise)
const cleaned = (inputs: readonly RecordInput[]) => inputs.map((input) => standardise(input))

/** Clusters of records, as their ids. */
async function clusters(records: StandardRecord[]): Promise<string[][]> {
  const { clusterOf } = await partition({ batch: batchOf(records, rules), rules, train: true })
  const found = new Map<number, string[]>()
  for (const [i, { id }] of records.entries()) {
    const cluster = clusterOf[i] ?? 0
    found.set(cluster, [...(found.get(cluster) ?? []), id])
  }
  return [...found.values()]
}

const GIVEN = 'Amina Bruno Carla Derek Edith Felix Gita Henrik Iris Jorge Kofi Lena Marek Nadia Oskar Paula'.split(' ')
const FAMILY = 'Abbott Berger Castro Dvorak Eklund Farrow Gruber Hassan Ivanov Jensen Kimura Lopez Moretti'.split(' ')

/** People of two records each, which are called the same and share mail box or phone. */
function townsfolk(people: number): StandardRecord[] {
  const random = seeded(11)
  return Array.from({ length: people }, (_, p) => {
    const name = { givenName: pick(GIVEN, random), familyName: pick(FAMILY, random) }
    const email = `${name.familyName.toLowerCase()}${p}@example.org`
    const phone = `617 ${200 + below(random, 700)} ${1000 + below(random, 9000)}`
    const address = { 'address.line1': `${1 + below(random, 900)} Alder St`, 'address.postcode': '02118' }
    // Some write from another mail box, which the large customer never does.
    const kept = random() < 0.5 ? { email } : { ...address, email: `box${p}@example.com` }
    return [person({ id: `${p}-a`, ...name, email, phone, ...address }), person({ id: `${p}-b`, ...name, ...kept })]
  }).flat()
}

describe('one customer of very many records', () => {
  test.each([400, 1_500])('alone teaches nothing, and is one: %i records', async (count) => {
    const records = cleaned(ordersOfOne(count, 5))
    const { rules: learnt, report } = trainRules({ batch: batchOf(records, rules) })
    expect(learnt).toEqual(batchOf(records, rules).score)
    expect(report.held).toBe(true)
    expect((await clusters(records)).map(({ length }) => length)).toEqual([count])
  })

  test('beside others is one, and takes nothing from what is known of them', async () => {
    const others = townsfolk(250)
    const isWhole = (cluster: readonly string[]) => cluster.length === 2
    const alone = (await clusters(others)).filter(isWhole)
    const beside = await clusters([...others, ...cleaned(ordersOfOne(2_000, 5))])
    expect(beside.filter(({ length }) => length > 2).map(({ length }) => length)).toEqual([2_000])
    expect(alone.length).toBeGreaterThan(240)
    expect(beside.filter(isWhole).length).toBeGreaterThanOrEqual(alone.length)
  })
})
