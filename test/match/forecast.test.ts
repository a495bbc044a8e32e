import { expect, test } from 'vitest'
import { trainRules } from '../../server/learn/train.ts'
import { batchOf } from '../../server/match/columns.ts'
import { named, shipped } from '../kit/build.ts'
import { pick, seeded } from '../kit/seeded.ts'

const rules = shipped.entities.person

/** People with two records each, who share a name and one of two things more. */
function people(seed: number, count: number) {
  const random = seeded(seed)
  const given = 'John Mary Robert Susan Walter Ingrid Pablo Elena Keith Yvonne'.split(' ')
  const family = 'Smith Weber Ortiz Lang Novak Petrov Haines Costa Fischer Okafor'.split(' ')
  return Array.from({ length: count }, (_, p) => {
    const name = `${pick(given, random)} ${pick(family, random)}`
    const birthDate = `19${50 + Math.floor(random() * 50)}-0${1 + Math.floor(random() * 9)}-${11 + Math.floor(random() * 17)}`
    const email = `box${p}@example.com`
    return [named(name, { birthDate, email }), named(name, random() < 0.5 ? { birthDate } : { email })]
  }).flat()
}

test('tells pairs and what blocking misses from a sample, the same every time', () => {
  const records = people(5, 400)
  const { report } = trainRules({ batch: batchOf(records, rules) })
  expect(report.forecast.pairs).toBeGreaterThan(0.9 * report.pairs)
  expect(report.forecast.pairs).toBeLessThan(1.1 * report.pairs)
  expect(report.forecast.recall).toBeGreaterThan(0.95)
  expect(report.forecast.recall).toBeLessThanOrEqual(1)
  expect(trainRules({ batch: batchOf(records, rules) }).report.forecast).toEqual(report.forecast)
})

test('grows with the records that the sample stands for', () => {
  const records = people(6, 500)
  const all = trainRules({ batch: batchOf(records, rules) }).report
  const half = trainRules({ batch: batchOf(records, rules), limits: { records: 500 } }).report
  expect(half.records).toBeLessThan(600)
  expect(half.forecast.pairs).toBeGreaterThan(0.6 * all.pairs)
  expect(half.forecast.pairs).toBeLessThan(1.6 * all.pairs)
})

test('names the passes whose keys are too common', () => {
  const records = Array.from({ length: 70 }, (_, i) =>
    named('John Smith', { email: 'office@example.com', phone: `512 555 ${1000 + i}` }),
  )
  const { common } = trainRules({ batch: batchOf(records, rules) }).report.forecast
  expect(common).toContainEqual({ pass: 'email', keys: 1 })
})

test('of nothing is nothing to do', () => {
  const { forecast } = trainRules({ batch: batchOf([named('John Smith')], rules) }).report
  expect(forecast).toEqual({ pairs: 0, recall: 1, common: [] })
})
