import { describe, expect, test } from 'vitest'
import { labelsOfPairs, labelsOfTruth, type ToldPair } from '../../server/learn/labels.ts'
import { partition } from '../../server/learn/partition.ts'
import { supervise } from '../../server/learn/supervise.ts'
import { trainRules } from '../../server/learn/train.ts'
import { batchOf } from '../../server/match/columns.ts'
import { clusterQuality } from '../../server/match/quality.ts'
import type { RecordId } from '../../server/model/ids.ts'
import type { StandardRecord } from '../../server/model/record.ts'
import { fitCalibration } from '../../server/score/calibrate.ts'
import type { ScoreRules } from '../../server/score/score.ts'
import { person, shipped } from '../kit/build.ts'
import { pick, seeded } from '../kit/seeded.ts'
import { stageNames } from '../kit/stage-names.ts'

const rules = shipped.entities.person

/** Ids end in the person's number. */
const townOf = (seed: number, people: number): StandardRecord[] =>
  stageNames(seed, people).map(({ person: of, copy, said }) => person({ ...said, id: `${copy}-${of}` }))

const truthOf = (records: readonly StandardRecord[]) =>
  new Map(records.map(({ id }): [RecordId, string] => [id, id.split('-').at(-1) ?? '']))

async function taught(
  records: readonly StandardRecord[],
  score: ScoreRules,
  labels: Parameters<typeof supervise>[0]['labels'],
) {
  const batch = batchOf(records, { block: rules.block, score })
  const trained = trainRules({ batch })
  const own = { ...rules, score: trained.rules }
  return { before: own, ...(await supervise({ batch, rules: own, trained, labels })) }
}

async function f1Of(records: readonly StandardRecord[], score: ScoreRules): Promise<number> {
  const own = { ...rules, score }
  const { clusterOf } = await partition({ batch: batchOf(records, own), rules: own, train: false })
  const truth = truthOf(records)
  return clusterQuality(
    clusterOf,
    Uint32Array.from(records, ({ id }) => 1 + Number(truth.get(id))),
  ).pairwise.f1
}

describe('labels', () => {
  const id = (n: string) => `test:${n}` as RecordId
  const told = (text: string): ToldPair[] =>
    text.split(' ').map((pair) => {
      const [low = '', high = ''] = pair.split(/[=≠]/)
      return { low: id(low), high: id(high), same: pair.includes('=') }
    })

  test.each<[why: string, pairs: string, a: string, b: string, said: boolean | undefined, contradictory: number]>([
    ['what was told', 'a=b', 'b', 'a', true, 0],
    ['what follows through a third', 'a=b b=c', 'a', 'c', true, 0],
    ['apart from one, apart from all of it', 'a=b b≠c', 'a', 'c', false, 0],
    ['nothing about the rest', 'a=b c=d', 'a', 'c', undefined, 0],
    ['nothing where both were told', 'a=b a≠b', 'a', 'b', undefined, 2],
    ['nothing where a chain contradicts', 'a=b b=c a≠c d=e', 'a', 'b', undefined, 3],
    ['the others stand', 'a=b b=c a≠c d=e', 'd', 'e', true, 3],
  ])('say %s: %s', (_why, pairs, a, b, said, contradictory) => {
    const labels = labelsOfPairs(told(pairs))
    expect([labels.tell(id(a), id(b)), labels.contradictory]).toEqual([said, contradictory])
  })
})

describe('supervise', () => {
  const records = townOf(3, 260)

  test('labels of half the people mend misleading shares for the others', async () => {
    const truth = truthOf(records)
    const known = new Map([...truth].filter(([, entity]) => Number(entity) % 2 === 0))
    const { before, rules: after, report } = await taught(records, rules.score, labelsOfTruth(known))
    expect(report.kept).not.toBe('nothing')
    expect(report.after?.f1).toBeGreaterThan(report.before?.f1 ?? 1)
    expect(report.after?.logLoss).toBeLessThan(report.before?.logLoss ?? 0)
    const others = records.filter(({ id }) => !known.has(id))
    expect(await f1Of(others, after)).toBeGreaterThan((await f1Of(others, before.score)) + 0.02)
  })

  test('without labels nothing changes', async () => {
    const { before, rules: after, report } = await taught(records, rules.score, labelsOfPairs([]))
    expect(after).toBe(before.score)
    expect(report).toEqual({ same: 0, distinct: 0, contradictory: 0, kept: 'nothing' })
  })

  test.each([1, 2, 3])('labels that contradict each other or the records do no harm (seed %i)', async (seed) => {
    const random = seeded(seed)
    const pairs = Array.from({ length: 600 }, (): ToldPair => {
      const [low, high] = [pick(records, random).id, pick(records, random).id]
      return { low, high, same: random() < 0.5 }
    }).filter(({ low, high }) => low !== high)
    const { before, rules: after } = await taught(records, rules.score, labelsOfPairs(pairs))
    expect(await f1Of(records, after)).toBeGreaterThanOrEqual((await f1Of(records, before.score)) - 0.005)
  })

  test('does not depend on the order of records', async () => {
    const labels = labelsOfTruth(truthOf(records))
    const once = await taught(records, rules.score, labels)
    const again = await taught([...records].reverse(), rules.score, labels)
    expect(again.rules).toEqual(once.rules)
    expect(again.report).toEqual(once.report)
  })
})

describe('fitCalibration', () => {
  const drawn = (count: number, slope: number, offset: number) => {
    const random = seeded(9)
    const bits = Array.from({ length: count }, () => -12 + 24 * random())
    const same = bits.map((own) => (random() < 1 / (1 + 2 ** -(slope * own + offset)) ? 1 : 0))
    return { bits, same, weight: bits.map(() => 1) }
  }

  test('finds the slope and offset that made the pairs', () => {
    const { slope, offset } = fitCalibration(drawn(5_000, 0.5, -1))
    expect(slope).toBeCloseTo(0.5, 1)
    expect(offset).toBeCloseTo(-1, 0)
  })

  test('leaves bits as they are where there is next to nothing to learn from', () => {
    const { slope, offset } = fitCalibration(drawn(3, 1, 0))
    expect(slope).toBeGreaterThan(0.5)
    expect(Math.abs(offset)).toBeLessThan(1)
  })

  test('stays finite where bits tell the classes apart without fail', () => {
    const bits = [-9, -8, -7, 7, 8, 9].flatMap((own) => Array.from({ length: 100 }, () => own))
    const fit = fitCalibration({ bits, same: bits.map((own) => (own > 0 ? 1 : 0)), weight: bits.map(() => 1) })
    expect(fit.slope).toBeGreaterThan(0.5)
    expect(fit.slope).toBeLessThan(5)
  })
})
