import { beforeAll, describe, expect, test } from 'vitest'
import { blockingOf } from '../../server/evaluate/blocking.ts'
import { calibrationOf } from '../../server/evaluate/calibration.ts'
import { fieldsOf } from '../../server/evaluate/fields.ts'
import { intervalsOf } from '../../server/evaluate/interval.ts'
import { judge, recallAt } from '../../server/evaluate/judged.ts'
import { type Partition, type PartitionInput, partition } from '../../server/learn/partition.ts'
import { batchOf } from '../../server/match/columns.ts'
import { clusterQuality } from '../../server/match/quality.ts'
import { compileScorer } from '../../server/score/score.ts'
import { named, shipped } from '../kit/build.ts'
import { seeded } from '../kit/seeded.ts'

const judged = (pairs: [bits: number, same: 0 | 1][]) => ({
  bits: Float64Array.from(pairs, ([bits]) => bits),
  same: Uint8Array.from(pairs, ([, same]) => same),
})

describe('recallAt', () => {
  const pairs = judged([
    [9, 1],
    [8, 1],
    [7, 0],
    [6, 1],
    [6, 0],
    [5, 1],
  ])

  test.each<[why: string, precision: number, found: ReturnType<typeof recallAt>]>([
    ['all right above the first wrong one', 1, { recall: 0.4, bits: 8 }],
    ['equal bits are taken together', 0.6, { recall: 0.8, bits: 5 }],
    ['pairs that blocking missed count as missed', 0.5, { recall: 0.8, bits: 5 }],
  ])('%s', (_why, precision, found) => expect(recallAt(precision, pairs, 5)).toEqual(found))

  test('is nothing where no threshold is that precise', () => {
    expect(recallAt(0.99, judged([[3, 0]]), 1)).toBeUndefined()
  })
})

describe('judge', () => {
  test('puts pairs in order and leaves out what nobody knows', () => {
    const scored = { a: Uint32Array.of(0, 0, 1), b: Uint32Array.of(1, 2, 3), bits: Float64Array.of(1, 2, 3) }
    expect(judge(scored, Uint32Array.of(1, 1, 2, 0))).toEqual(
      judged([
        [2, 0],
        [1, 1],
      ]),
    )
  })
})

describe('calibrationOf', () => {
  const probability = (bits: number) => 1 / (1 + 2 ** -bits)
  /** Pairs of odds of their own, that are one entity as often as `truth` says. */
  const drawn = (truth: (bits: number) => number) => {
    const random = seeded(4)
    const bits = Array.from({ length: 20_000 }, () => -8 + 16 * random()).sort((a, b) => b - a)
    return judged(bits.map((own) => [own, random() < truth(own) ? 1 : 0]))
  }

  test('is near 0 where pairs are one entity as often as stated', () => {
    const { ece, reliability, pairs } = calibrationOf(drawn(probability), probability)
    expect(ece).toBeLessThan(0.012)
    expect(pairs).toBe(20_000)
    expect(reliability.reduce((sum, bin) => sum + bin.pairs, 0)).toBe(20_000)
  })

  test('sees overconfidence, most of all among the doubtful', () => {
    const { ece, eceDoubtful } = calibrationOf(
      drawn((bits) => probability(bits / 3)),
      probability,
    )
    expect(ece).toBeGreaterThan(0.08)
    expect(eceDoubtful).toBeGreaterThan(ece)
  })

  test('of few pairs is one bin', () => {
    const { ece, reliability } = calibrationOf(
      judged([
        [0, 1],
        [0, 0],
      ]),
      probability,
    )
    expect({ ece, reliability }).toEqual({ ece: 0, reliability: [{ predicted: 0.5, observed: 0.5, pairs: 2 }] })
  })
})

describe('intervalsOf', () => {
  const random = seeded(8)
  const truth = Uint32Array.from({ length: 600 }, (_, i) => 1 + (i % 200))
  const found = truth.map((entity) => (random() < 0.1 ? 200 + entity : entity))

  test('hold F1, and are the same every time', () => {
    const { pairwise, bcubed } = clusterQuality(found, truth)
    const intervals = intervalsOf(found, truth)
    for (const [{ f1 }, { low, high }] of [
      [pairwise, intervals.pairwise],
      [bcubed, intervals.bcubed],
    ] as const) {
      expect(low).toBeLessThan(f1)
      expect(high).toBeGreaterThan(f1)
      expect(high - low).toBeLessThan(0.1)
    }
    expect(intervalsOf(found, truth)).toEqual(intervals)
  })

  test('are a point where nothing is wrong', () => {
    expect(intervalsOf(truth, truth).pairwise).toEqual({ low: 1, high: 1 })
  })
})

describe('what blocking and evidence are good for', () => {
  const records = [
    named('John Haines', { birthDate: '1950-03-04', email: 'john.haines@example.com' }),
    named('Jon Haines', { birthDate: '1950-03-04', email: 'john.haines@example.com' }),
    named('Mary Petrov', { birthDate: '1971-11-20', email: 'mary@example.com' }),
    named('Tilda Okafor', { email: 'tilda@example.org' }),
    named('Matilda Lang', { phone: '512 555 0100' }),
  ]
  const truths = Uint32Array.of(1, 1, 2, 3, 3)
  const rules = shipped.entities.person
  const input: PartitionInput = { batch: batchOf(records, rules), rules, train: false, floor: -20 }
  let found: Partition
  beforeAll(async () => {
    found = await partition(input)
  })

  test('blocking: pairs found and missed, by pass', () => {
    const report = blockingOf({ batch: input.batch, truths, compared: found.matched.pairs })
    expect(report.completeness).toBe(0.5) // nothing brings Tilda and Matilda together
    const email = report.passes.find(({ pass }) => pass === 'email')
    expect(email).toEqual({ pass: 'email', pairs: 1, found: 1, only: 0, common: 0, dropped: [] })
  })

  test('blocking: pairs lost because all their keys are common', () => {
    const crowd = Array.from({ length: 70 }, (_, i) => named(`A${i} B${i}`, { id: `c${i}`, email: 'all@example.com' }))
    const two = Uint32Array.from(crowd, (_, i) => (i < 2 ? 1 : 10 + i))
    const report = blockingOf({ batch: batchOf(crowd, rules), truths: two, compared: 0 })
    expect([report.completeness, report.lostToCaps]).toEqual([0, 1])
    expect(report.passes.find(({ pass }) => pass === 'email')?.dropped[0]?.records).toBe(70)
  })

  test('scored pairs are told by their places in the list', () => {
    const { scored, links } = found.matched
    const scorer = compileScorer(found.rules.score)
    const ready = records.map((one) => scorer.prepare(one))
    if (!scored) throw new Error('pairs are kept where there is a floor')
    const told = [...scored.bits].map((bits, p) => {
      const [a, b] = [ready[scored.a[p] ?? -1], ready[scored.b[p] ?? -1]]
      expect(a && b && scorer.bits(a, b)).toBeCloseTo(bits, 4)
      return [scored.a[p], scored.b[p]]
    })
    expect(told).toEqual([[0, 1]])
    expect(links.bits).toHaveLength(1)
  })

  test('evidence: bits of each line, and F1 without it', async () => {
    const fields = await fieldsOf({ input, found, truths })
    const email = fields.find(({ field }) => field === 'email')
    expect(email?.right.links).toBe(1)
    expect(email?.right.bits).toBeGreaterThan(5)
    expect(email?.wrong).toEqual({ links: 0, bits: 0 })
    expect(fields.map(({ field }) => field)).toContain('father and son')
    // John and Jon are so alike that they stay one without any one line; where most of their bits are needed, they do not.
    expect(new Set(fields.map(({ f1Without }) => f1Without))).toEqual(new Set([0.6667]))
    const strict = { ...found.rules, score: { ...found.rules.score, match: 10 } }
    const needed = await fieldsOf({ input, found: { ...found, rules: strict }, truths })
    const lost = needed.filter(({ f1Without }) => f1Without === 0).map(({ field }) => field)
    expect(lost).toEqual(['given', 'birthDate', 'email'])
    expect(needed.filter(({ f1Without }) => f1Without === 0.6667)).toHaveLength(fields.length - lost.length)
  })
})
