import { describe, expect, test } from 'vitest'
import { compileBlocker } from '../../server/block/block.ts'
import { partition } from '../../server/learn/partition.ts'
import { trainRules } from '../../server/learn/train.ts'
import { BatchBuilder, batchOf } from '../../server/match/columns.ts'
import { type MatchOutput, matchAll, matchBatch } from '../../server/match/match.ts'
import type { StandardRecord } from '../../server/model/record.ts'
import { compileScorer } from '../../server/score/score.ts'
import { named, shipped } from '../kit/build.ts'
import { pick, seeded, shuffle } from '../kit/seeded.ts'

const rules = shipped.entities.person

/** A small town: people with one to three records each, a slip here and there. Ids end in the person's number. */
function town(seed: number, people: number): StandardRecord[] {
  const random = seeded(seed)
  const given = 'John Mary Robert Susan Walter Ingrid Pablo Elena Keith Yvonne Marcus Tilda'.split(' ')
  const family = 'Smith Weber Ortiz Lang Novak Petrov Haines Costa Fischer Okafor Lindgren Duarte'.split(' ')
  const records: StandardRecord[] = []
  for (let p = 0; p < people; p++) {
    const name = `${pick(given, random)} ${pick(family, random)}`
    const birthDate = `19${50 + Math.floor(random() * 50)}-0${1 + Math.floor(random() * 9)}-${11 + Math.floor(random() * 17)}`
    const phone = `512 ${200 + Math.floor(random() * 700)} ${1000 + Math.floor(random() * 9000)}`
    const copies = 1 + Math.floor(random() * 3)
    for (let c = 0; c < copies; c++) {
      const shown = random() < 0.2 ? name.replace(/(.)(.)$/, '$2$1') : name
      records.push(
        named(shown, {
          id: `${String(records.length).padStart(4, '0')}-${p}`,
          birthDate,
          ...(random() < 0.6 ? { phone } : {}),
        }),
      )
    }
  }
  return records
}

describe('matchAll', () => {
  const records = town(1, 120)

  test('links what the scorer of one pair links, low id first, and nothing else that shares a key', async () => {
    const { links, maybes, pairs } = await matchAll({ records, rules })
    const scorer = compileScorer(rules.score)
    const byId = new Map(records.map((one) => [one.id, scorer.prepare(one)]))
    expect(links.length).toBeGreaterThan(50)
    expect(maybes.length).toBeGreaterThan(0)
    expect(pairs).toBeGreaterThan(links.length + maybes.length)
    for (const link of [...links, ...maybes]) {
      const [a, b] = [byId.get(link.low), byId.get(link.high)]
      expect(link.low < link.high).toBe(true)
      expect(a && b && scorer.bits(a, b)).toBe(link.bits)
    }
    for (const link of links) expect(link.bits).toBeGreaterThanOrEqual(rules.score.match)
    for (const link of maybes) expect(link.bits).toBeGreaterThanOrEqual(rules.score.review)
  })

  const sorted = ({ links }: MatchOutput) => links.map(({ low, high, bits }) => `${low} ${high} ${bits}`).sort()

  test('does not depend on the order of records', async () => {
    expect(sorted(await matchAll({ records: shuffle(records, seeded(9)), rules }))).toEqual(
      sorted(await matchAll({ records, rules })),
    )
  })

  test('block keys at hand are as good as derived ones', async () => {
    const { keys } = compileBlocker(rules.block)
    const [derived, atHand] = [
      await matchAll({ records, rules }),
      await matchAll({ records, rules, keysOf: (record) => keys(record) }),
    ]
    expect(atHand).toEqual(derived)
  })

  test('does not depend on the number of threads', async () => {
    const [alone, shared] = [
      await matchAll({ records, rules, threads: 1 }),
      await matchAll({ records, rules, threads: 3 }),
    ]
    expect(shared).toEqual(alone)
  })

  test('a record that comes again replaces the one before', async () => {
    const twice = [...records.slice(0, 40).map((one) => ({ ...one, values: {} })), ...records]
    const expected = sorted(await matchAll({ records, rules }))
    const [one, all] = [new BatchBuilder(rules), new BatchBuilder(rules)]
    for (const record of twice) one.add(record)
    expect(sorted(await matchBatch({ batch: one.batch(), rules }))).toEqual(expected)
    const phases: string[] = []
    all.addAll(
      twice.map((record) => ({ record, label: undefined })),
      (phase) => phases.push(phase),
    )
    expect(sorted(await matchBatch({ batch: all.batch(), rules }))).toEqual(expected)
    expect(phases).toEqual(['columns', 'block'])
  })

  test('a key beyond its cap is common and proposes nothing, where it may propose no neighbours', async () => {
    const block = {
      ...rules.block,
      cap: 2,
      near: 0,
      passes: [{ name: 'all', parts: [{ of: 'birthDate', by: [{ prefix: 2 }] }], most: 1 }],
    }
    const found = await matchAll({ records, rules: { ...rules, block } })
    expect(found).toMatchObject({ pairs: 0, links: [], common: ['person|all|19'] })
  })

  test('records that say the same are a chain in a common key, and hide nobody', async () => {
    const block = {
      ...rules.block,
      cap: 2,
      near: 1,
      passes: [{ name: 'all', parts: [{ of: 'birthDate', by: [{ prefix: 2 }] }], most: 1 }],
    }
    const born = { birthDate: '1975-03-12' }
    const equal = Array.from({ length: 40 }, (_, i) => named('Ann Lee', { id: `m${i}`, ...born }))
    const others = [named('Ann Lea', { id: 'a', ...born }), named('Ann Leeds', { id: 'z', ...born })]
    const found = await matchAll({ records: [...others, ...equal], rules: { ...rules, block } })
    expect(found.pairs).toBe(equal.length - 1 + others.length)
  })

  test('decided pairs are scored though no key proposes them', async () => {
    const [a, b] = [named('Ann Lee', { id: 'x1' }), named('Bo Diaz', { id: 'x2' })]
    const decision = {
      id: 'd',
      low: a.id,
      high: b.id,
      verdict: 'same' as const,
      by: 'ann',
      reason: '',
      at: '2025-01-01T00:00:00Z',
      evidenceHash: '',
    }
    expect((await matchAll({ records: [a, b], rules, decisions: [decision] })).pairs).toBe(1)
  })
})

const train = (records: StandardRecord[]) => trainRules({ batch: batchOf(records, rules) })

describe('trainRules', () => {
  test('does not depend on the order of records, and keeps what is not learnt', () => {
    const records = town(2, 150)
    const { rules: learnt, report } = train(records)
    expect(train(shuffle(records, seeded(3))).rules).toEqual(learnt)
    expect(learnt).toMatchObject({
      match: rules.score.match,
      review: rules.score.review,
      // What pairs are worth that lack something is learnt; when they lack it is not.
      overrules: rules.score.overrules.map((rule) => (rule.lacking ? { name: rule.name, when: rule.when } : rule)),
    })
    expect(report.thin).toContain('email')
    expect(learnt.prior.match).toBeGreaterThan(rules.score.prior.match)
  })

  test('learns no nonsense where there are no duplicates', async () => {
    const records = town(4, 150).filter(
      (one, i, all) => i === 0 || one.id.split('-')[1] !== all[i - 1]?.id.split('-')[1],
    )
    const { links } = await matchAll({ records, rules: { ...rules, score: train(records).rules } })
    expect(links.length).toBeLessThan(4)
  })

  test('trains on nothing and on one record', () => {
    expect(train([]).report.records).toBe(0)
    expect(train([named('Ann Lee')]).report.records).toBe(1)
  })
})

test('partition puts a small town together', async () => {
  const records = town(5, 200)
  const { drafts } = await partition({ batch: batchOf(records, rules), rules, train: true })
  const people = drafts.map(({ members }) => new Set(members.map((id) => id.split('-')[1])))
  expect(people.filter((own) => own.size !== 1)).toEqual([])
  // Drafts are of those who have several records; a slip or two may part some of them.
  const own = records.map(({ id }) => id.split('-')[1])
  const several = own.filter((one) => own.filter((other) => other === one).length > 1)
  expect(several.length).toBeGreaterThan(300)
  expect(drafts.length).toBeLessThan(new Set(several).size + 4)
  expect(drafts.flatMap(({ members }) => members).length).toBeGreaterThan(several.length - 4)
})
