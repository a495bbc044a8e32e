import { describe, expect, test } from 'vitest'
import {
  byDay,
  dayHeading,
  differences,
  happening,
  type LoggedChange,
  momentOf,
  spanOf,
  summary,
} from '../../web/words/change-words.ts'
import { CATHERINE, CHARLES, HOUSEHOLD } from './fixtures/ids.ts'

const NOW = new Date('2024-09-11T10:00:00Z')
const VISIT = { seq: 40, at: '2024-09-09T08:00:00Z' }

const change = (more: Partial<LoggedChange>): LoggedChange => ({
  ...{
    seq: 41,
    at: '2024-09-10T06:02:11Z',
    kind: 'updated',
    entity: 'person',
    golden: CATHERINE as LoggedChange['golden'],
  },
  ...{ name: 'Catherine Johnson', leads: true, attributes: [], sources: ['crm', 'erp'], before: {}, after: {} },
  ...{ joined: 0, left: 0, from: [], heirs: [], actor: 'local' },
  ...more,
})
const people = (...names: string[]) => names.map((name) => ({ id: CHARLES, name }))

describe('since when', () => {
  test.each<[asked: string | undefined, visit: typeof VISIT | undefined, span: string]>([
    [undefined, VISIT, 'visit'],
    [undefined, undefined, 'yesterday'],
    ['visit', undefined, 'yesterday'],
    ['week', VISIT, 'week'],
    ['2024-08-01', VISIT, '2024-08-01'],
    ['soon', VISIT, 'visit'],
  ])('an address that says %s, with a visit %j, is %s', (asked, visit, span) => expect(spanOf(asked, visit)).toBe(span))

  test.each<[span: string, moment: string | undefined]>([
    ['visit', '40'],
    ['today', '2024-09-10T23:59:59.999Z'],
    ['yesterday', '2024-09-09T23:59:59.999Z'],
    ['week', '2024-09-04T23:59:59.999Z'],
    ['2024-08-01', '2024-07-31T23:59:59.999Z'],
    ['start', undefined],
  ])('%s begins after %s', (span, moment) => expect(momentOf(span, VISIT, NOW)).toBe(moment))

  test.each([
    ['2024-09-11T00:00:00Z', 'Today'],
    ['2024-09-10T23:59:59Z', 'Yesterday'],
    ['2024-09-09T23:59:59Z', 'Sep 9, 2024'],
  ])('%s is under %s', (at, heading) => expect(dayHeading(at, NOW)).toBe(heading))
})

test.each<[LoggedChange, string]>([
  [change({ kind: 'created', joined: 3, sources: ['crm'] }), ' is new, 3 records from crm'],
  [change({ attributes: ['emails', 'phones'] }), ': e-mail and phone changed'],
  [change({ attributes: ['emails', 'members'], joined: 1 }), ': e-mail changed, 1 record joined'],
  [change({ attributes: ['members'], joined: 1, left: 2 }), ': 1 record joined, 2 records left'],
  [change({ attributes: ['name', 'familyName', 'familyNamePhonetic'] }), ': family name changed'],
  [change({ attributes: ['name'] }), ': name changed'],
  [change({ attributes: ['custom_shoeSize'] }), ': shoe size changed'],
  [change({ attributes: ['a', 'b', 'c', 'd'] }), ': a, b and 2 other values changed'],
  [
    change({
      attributes: ['birthDate', 'gender', 'household'],
      before: { birthDate: null, gender: 'female', household: HOUSEHOLD },
      after: { birthDate: '1990-01-02', gender: null, household: HOUSEHOLD },
    }),
    ': household changed, birth date added, gender removed',
  ],
  [
    change({
      attributes: ['city', 'line1', 'unit'],
      before: { city: 'Austin', line1: '1 Elm', unit: 'Apt 2' },
      after: { city: 'Boise', line1: '2 Elm', unit: null },
    }),
    ': address changed',
  ],
  [change({ kind: 'merged', from: people('Cat Yu', 'C. Johnson') }), ' took in Cat Yu and C. Johnson'],
  [change({ kind: 'split', heirs: people('Cat Yu') }), ' gave records to Cat Yu'],
  [change({ kind: 'retired', heirs: people('Cat Yu') }), ' went into Cat Yu'],
  [change({ kind: 'retired', heirs: people('A', 'B', 'C', 'D') }), ' went into A, B and 2 other customers'],
  [change({ kind: 'erased' }), ' is gone: its last record was deleted'],
])('%j: %s', (line, words) => expect(happening(line)).toBe(words))

test('what differs is told before and after, an address in one, without ids', () => {
  const line = change({
    attributes: ['city', 'emails', 'household', 'line1', 'members'],
    before: { emails: 'a@example.com', household: null, line1: '1 Elm', city: 'Austin' },
    after: { emails: ['b@example.com', 'a@example.com'], household: HOUSEHOLD, line1: '2 Oak', city: 'Boise' },
  })
  expect(differences(line)).toEqual([
    { label: 'E-mail', was: 'a@example.com', is: 'b@example.com, a@example.com' },
    { label: 'Address', was: '1 Elm, Austin', is: '2 Oak, Boise' },
  ])
})

test('changes of a day stand together, in their order', () => {
  const days = byDay([
    change({ seq: 3, at: '2024-09-10T09:00:00Z' }),
    change({ seq: 2 }),
    change({ seq: 1, at: '2024-09-09T09:00:00Z' }),
  ])
  expect(days.map(({ day, changes }) => [day, changes.map(({ seq }) => seq)])).toEqual([
    ['2024-09-10', [3, 2]],
    ['2024-09-09', [1]],
  ])
})

test.each([
  [{}, 'Nothing changed since yesterday.'],
  [{ updated: 1200 }, '1,200 updated since yesterday.'],
  [{ updated: 2, created: 12, merged: 1 }, '12 new, 2 updated and 1 merged since yesterday.'],
])('%j in a sentence', (kinds, words) => expect(summary(kinds, 'yesterday')).toBe(words))
