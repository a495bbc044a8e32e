import { describe, expect, test } from 'vitest'
import { roles } from '../../server/relate/roles.ts'
import { seeded, shuffle } from '../kit/seeded.ts'
import { record, relateRules } from '../survive/records.ts'

const rules = relateRules().roles
const job = (id: string, company: string, day: string, values: Record<string, string> = {}) =>
  record(id, { 'company.id': company, ...values }, { entity: 'contact', ...(day && { updatedAt: `${day}T00:00:00Z` }) })
/** Every company record is its own golden company, but those of one letter are one. */
const byLetter = (company: string) => company.split(':')[2]?.[0]

describe('jobs of a contact', () => {
  test('one a company, from the latest record, with what older ones add', () => {
    const drafts = roles(
      [
        job('crm:contact:1', 'A1', '2021-01-01', {
          jobTitle: 'Buyer',
          department: 'Purchasing',
          'role.from': '2020-03-01',
        }),
        job('crm:contact:2', 'A1', '2023-01-01', { jobTitle: 'Head Buyer', primary: 'true' }),
      ],
      rules,
    )
    expect(drafts).toEqual([
      {
        company: 'crm:company:A1',
        title: 'Head Buyer',
        seniority: 'manager',
        department: 'Purchasing',
        primary: true,
        from: '2020-03-01',
        record: 'crm:contact:2',
      },
    ])
  })
  test('references are of the contact’s own source', () => {
    expect(
      roles([job('crm:contact:1', 'A1', ''), job('erp:contact:1', 'A1', '')], rules).map((r) => r.company),
    ).toEqual(['crm:company:A1', 'erp:company:A1'])
  })
  test('records of one company in two systems are one job where that is known', () => {
    const drafts = roles(
      [job('crm:contact:1', 'A1', '2021-01-01'), job('erp:contact:1', 'A7', '2022-01-01')],
      rules,
      byLetter,
    )
    expect(drafts.map((r) => [r.company, r.to])).toEqual([['erp:company:A7', undefined]])
  })
  test('a later job elsewhere ends the old one on the day it began', () => {
    const drafts = roles(
      [
        job('crm:contact:1', 'A1', '2021-01-01'),
        job('crm:contact:2', 'B1', '2023-05-01', { 'role.from': '2023-04-01' }),
      ],
      rules,
      byLetter,
    )
    expect(drafts.map((r) => [r.company, r.to])).toEqual([
      ['crm:company:B1', undefined],
      ['crm:company:A1', '2023-04-01'],
    ])
  })
  test('a job that was confirmed after the other began goes on beside it', () => {
    const drafts = roles(
      [
        job('crm:contact:1', 'A1', '2024-01-01'),
        job('crm:contact:2', 'B1', '2024-05-01', { 'role.from': '2022-04-01' }),
      ],
      rules,
      byLetter,
    )
    expect(drafts.map((r) => r.to)).toEqual([undefined, undefined])
  })
  test('without knowing the companies nothing is ended but what a record says itself', () => {
    const drafts = roles(
      [job('crm:contact:1', 'A1', '2021-01-01', { 'role.to': '2021-06-30' }), job('crm:contact:2', 'B1', '2023-05-01')],
      rules,
    )
    expect(drafts.map((r) => [r.company, r.to])).toEqual([
      ['crm:company:B1', undefined],
      ['crm:company:A1', '2021-06-30'],
    ])
  })
  test('an end that the latest record no longer states is over', () => {
    expect(
      roles(
        [
          job('crm:contact:1', 'A1', '2021-01-01', { 'role.to': '2021-06-30' }),
          job('crm:contact:2', 'A1', '2023-05-01'),
        ],
        rules,
      )[0]?.to,
    ).toBeUndefined()
  })
  test('undated records end nothing, are ended by nothing, and sort last, by id', () => {
    const drafts = roles(
      [job('crm:contact:2', 'B1', ''), job('crm:contact:1', 'A1', ''), job('crm:contact:3', 'C1', '2020-01-01')],
      rules,
      byLetter,
    )
    expect(drafts.map((r) => [r.company, r.to])).toEqual([
      ['crm:company:C1', undefined],
      ['crm:company:A1', undefined],
      ['crm:company:B1', undefined],
    ])
  })
  test('no company, no job', () => {
    expect(roles([record('crm:contact:1', { familyName: 'Holm' }, { entity: 'contact' })], rules)).toEqual([])
  })
  test.each([21, 22, 23])('the order of the records changes nothing (seed %i)', (seed) => {
    const all = Array.from({ length: 9 }, (_, i) =>
      job(`crm:contact:${i}`, `${'ABC'[i % 3]}${i % 2}`, i % 4 === 0 ? '' : `202${i % 4}-01-01`, { jobTitle: `T${i}` }),
    )
    expect(roles(shuffle(all, seeded(seed)), rules, byLetter)).toEqual(roles(all, rules, byLetter))
  })
})
