import { describe, expect, test } from 'vitest'
import { lifeEvents, type Neighbour } from '../../server/relate/life-events.ts'
import { seeded, shuffle } from '../kit/seeded.ts'
import { address, golden, record, relateRules } from '../survive/records.ts'

const rules = relateRules().lifeEvents
const OAK = address('4 Oak Road', 'Salem', '97301')
const ELM = address('90 Elm Way', 'Bend', '97701')

const says = (id: string, day: string, familyName: string, where: typeof OAK, more: Record<string, string> = {}) =>
  record(id, { givenName: 'Petra', familyName, ...more }, { updatedAt: `${day}T08:00:00Z`, addresses: [where] })
const neighbour = (familyName: string, where: typeof OAK, born?: string): Neighbour => ({
  ...{ golden: `cus_${familyName}`, key: where.key, familyName, formerNames: [] },
  ...(born ? { born } : {}),
})
function events(records: ReturnType<typeof record>[], others: Neighbour[] = []) {
  const { values, addresses } = golden(records)
  return lifeEvents({ golden: 'cus_p', values, addresses, members: records }, others, rules)
}
function told(records: ReturnType<typeof record>[], others: Neighbour[] = []): string[] {
  return events(records, others).map(
    ({ kind, at, certainty }) => `${kind} ${at} ${certainty >= rules.reviewBelow ? 'found' : 'uncertain'}`,
  )
}

describe('what the dates of records tell', () => {
  const single = says('shop:person:1', '2020-01-01', 'Okafor', OAK, { birthDate: '1990-05-05' })
  test('a new name beside somebody of that name is a marriage', () => {
    const married = says('crm:person:1', '2023-06-01', 'Brandt', OAK)
    expect(told([single, married], [neighbour('Brandt', OAK, '1988-01-01')])).toEqual(['marriage 2023-06-01 found'])
  })
  test('a new name alone is uncertain, and so is one beside somebody a generation older', () => {
    const married = says('crm:person:1', '2023-06-01', 'Brandt', OAK)
    expect(told([single, married])).toEqual(['marriage 2023-06-01 uncertain'])
    expect(told([single, married], [neighbour('Brandt', OAK, '1960-01-01')])).toEqual(['marriage 2023-06-01 uncertain'])
  })
  test('a new address is a move; with a parent who stays a child leaves', () => {
    const away = says('crm:person:1', '2012-09-01', 'Okafor', ELM, { birthDate: '1990-05-05' })
    const young = says('shop:person:1', '2005-01-01', 'Okafor', OAK, { birthDate: '1990-05-05' })
    expect(told([young, away])).toEqual(['move 2012-09-01 found'])
    expect(told([young, away], [neighbour('Okafor', OAK, '1962-01-01')])).toEqual([
      'childLeaving 2012-09-01 found',
      'move 2012-09-01 found',
    ])
  })
  test('leaving somebody of the name and of like age may be a divorce; with the old name back it is one', () => {
    const wed = says('crm:person:1', '2018-06-01', 'Brandt', OAK)
    const partner = neighbour('Brandt', OAK, '1989-01-01')
    expect(told([wed, says('erp:person:1', '2024-02-01', 'Brandt', ELM)], [partner])).toEqual([
      'divorce 2024-02-01 uncertain',
      'move 2024-02-01 found',
    ])
    const before = says('shop:person:1', '2015-01-01', 'Okafor', OAK)
    expect(told([before, wed, says('erp:person:1', '2024-02-01', 'Okafor', ELM)], [partner])).toEqual([
      'divorce 2024-02-01 found',
      'move 2024-02-01 found',
    ])
  })
  test('another employer is a change of job, a confirmed one is not', () => {
    const jobs = (...names: [string, string][]) =>
      names.map(([employer, day], i) => says(`crm:person:${i}`, day, 'Okafor', OAK, { employer }))
    expect(told(jobs(['Acorn Ltd', '2019-01-01'], ['Birch Inc', '2022-01-01']))).toEqual(['jobChange 2022-01-01 found'])
    expect(told(jobs(['Acorn Ltd', '2019-01-01'], ['Acorn Ltd', '2022-01-01']))).toEqual([])
  })
  test('a name or an employer that is only spelled otherwise is no change', () => {
    const first = says('shop:person:1', '2015-01-01', 'Müller', OAK, { employer: 'Bäcker Köhler' })
    const spelledOut = says('crm:person:1', '2018-06-01', 'Mueller', OAK, { employer: 'Baecker Koehler' })
    expect(told([first, spelledOut])).toEqual([])
    const han = says('shop:person:1', '2015-01-01', '王', OAK, { employer: '王芳' })
    expect(told([han, says('crm:person:1', '2018-06-01', 'Wang', OAK, { employer: 'Wang Fang' })])).toEqual([])
  })
  test('without dates nothing is told', () => {
    const undated = (id: string, name: string) => record(id, { givenName: 'Petra', familyName: name }, {})
    expect(told([undated('a:person:1', 'Okafor'), undated('b:person:1', 'Brandt')])).toEqual([])
  })
  test.each([31, 32, 33])('the order of records and neighbours changes nothing (seed %i)', (seed) => {
    const records = [
      says('shop:person:1', '2015-01-01', 'Okafor', OAK, { employer: 'Acorn Ltd' }),
      says('crm:person:1', '2018-06-01', 'Brandt', { ...OAK, line1: '4 Oak Rd' }),
      says('erp:person:1', '2024-02-01', 'Okafor', ELM, { employer: 'Birch Inc' }),
      says('web:person:1', '2024-01-01', 'Okafor', { ...ELM, line1: '90 Elm Wy' }),
    ]
    const others = [neighbour('Brandt', OAK, '1989-01-01'), neighbour('Holm', ELM), neighbour('Okafor', ELM)]
    expect(events(shuffle(records, seeded(seed)), shuffle(others, seeded(seed)))).toEqual(events(records, others))
  })
})
