import { describe, expect, test } from 'vitest'
import { type Callable, rankContacts } from '../../server/relate/right-contact.ts'
import { seniorityOf } from '../../server/relate/roles.ts'
import { relateRules } from '../survive/records.ts'

const rules = relateRules().roles
const person = (golden: string, more: Partial<Callable> = {}): Callable => ({
  ...{ golden, primary: false, status: 'active', emails: ['x@y.example'], phones: [], sources: ['crm'] },
  ...more,
})
const ranked = (people: Callable[], inquiry: Parameters<typeof rankContacts>[1]) =>
  rankContacts(people, inquiry, rules).map(({ golden, fits }) => `${golden}${fits ? '' : '?'}`)

describe('whom to call', () => {
  test('the department counts before the primary flag', () => {
    const people = [person('a', { primary: true, department: 'Sales' }), person('b', { department: 'Purchasing' })]
    expect(ranked(people, { department: 'Procurement' })).toEqual(['b', 'a?'])
    expect(ranked(people, {})).toEqual(['a', 'b'])
  })
  test('a department is found in whichever way its umlaut is written', () => {
    const german = { ...rules, departments: { production: ['frasraum', 'geschaeftsbetrieb'] } }
    const people = [
      person('a'),
      person('b', { department: 'Geschäftsbetrieb' }),
      person('c', { department: 'Fräsraum' }),
    ]
    for (const asked of ['Geschaeftsbetrieb', 'Geschäftsbetrieb', 'Fraesraum', 'production'])
      expect(rankContacts(people, { department: asked }, german).map(({ fits }) => fits)).toEqual([true, true, false])
  })
  test('a title speaks where no department is stated, and only there', () => {
    const people = [
      person('a', { title: 'Head of Marketing' }),
      person('b', { title: 'Marketing Analyst', department: 'IT' }),
    ]
    expect(ranked(people, { department: 'marketing' })).toEqual(['a', 'b?'])
  })
  test('who can be reached, is trusted and known to more systems goes first, then who was heard of last', () => {
    const people = [
      person('a', { emails: [] }),
      person('b', { status: 'held' }),
      person('c', { updatedAt: '2023-01-01T00:00:00Z' }),
      person('d', { updatedAt: '2024-01-01T00:00:00Z' }),
      person('e', { sources: ['crm', 'erp'] }),
    ]
    expect(ranked(people, {})).toEqual(['e', 'd', 'c', 'b', 'a'])
  })
  test('of equals the more senior', () => {
    const people = [person('a', { seniority: 'staff' }), person('b', { seniority: 'director' }), person('c')]
    expect(ranked(people, {})).toEqual(['b', 'a', 'c'])
  })
})

test.each<[title: string, level: string | undefined]>([
  ['Chief Information Officer', 'executive'],
  ['Vice President, Sales', 'director'],
  ['Head of Purchasing', 'manager'],
  ['Senior Buyer', 'senior'],
  ['Buyer', 'staff'],
  ['Jr. Planner', 'staff'],
  ['Poet', undefined],
])('%s is of level %s', (title, level) => {
  expect(seniorityOf([title], rules)).toBe(level)
})
