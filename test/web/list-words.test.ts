import { describe, expect, test } from 'vitest'
import { fragmentOf, placeOf } from '../../web/state/address-bar.ts'
import { lastVisit, noteVisit } from '../../web/state/last-visit.ts'
import { known, linkTo, withQuery } from '../../web/state/query-text.ts'
import { dropView, savedViews, saveView } from '../../web/state/saved-views.ts'
import { asked, FIRST_STATE } from '../../web/state/state.ts'
import { columnsIn, filterWords, recordWords, turned } from '../../web/words/list-words.ts'

/** A browser's storage, in memory. */
function memory(): Storage {
  const held = new Map<string, string>()
  return {
    get length() {
      return held.size
    },
    clear: () => held.clear(),
    getItem: (name) => held.get(name) ?? null,
    key: (at) => [...held.keys()][at] ?? null,
    removeItem: (name) => void held.delete(name),
    setItem: (name, value) => void held.set(name, value),
  }
}

describe('a query in the address', () => {
  test.each([
    ['', { source: 'crm' }, 'source=crm'],
    ['source=crm&sort=-records', { source: '' }, 'sort=-records'],
    ['only=true', { only: false, least: 2 }, 'least=2'],
    ['text=a+b', { text: 'Ann Arbor & co' }, 'text=Ann+Arbor+%26+co'],
  ])('%s with %j is %s', (text, changes, result) => expect(withQuery(text, changes)).toBe(result))

  test('names that the server does not know stay on the page', () => {
    expect(known('source=crm&columns=city&x=1', ['source', 'sort'])).toBe('source=crm')
  })

  test.each(['changes', 'lists', 'mailing', 'questions'] as const)('of %s comes back as it was', (view) => {
    const fragment = fragmentOf(asked(view, 'source=crm%2Cerp&text=a+b')(FIRST_STATE))
    expect(fragment).toBe(linkTo(view, { source: 'crm,erp', text: 'a b' }))
    expect(placeOf(fragment)).toMatchObject({ view, queries: { [view]: 'source=crm%2Cerp&text=a+b' } })
  })
})

describe('a list', () => {
  test.each([
    ['', 'email phone city country records sources changedAt'],
    ['entity=contact', 'company jobTitle email phone records sources'],
    ['columns=records,city', 'city records'],
    ['entity=company&columns=birthDate,taxId', 'taxId'],
    ['entity=ghost&columns=', ''],
  ])('that is asked for %s has the columns %s', (query, columns) => expect(columnsIn(query).join(' ')).toBe(columns))

  test.each([
    ['source=crm,erp&only=true', ['has a record in crm and in erp', 'and in no other source']],
    ['least=2&household=none', ['2 records or more', 'lives in no household']],
    ['issue=address-required&issueSource=crm', ['breaks “address required”', 'in a record of crm']],
    ['issue=any&changed=2024-09-10', ['breaks a policy', 'changed after Sep 10, 2024']],
    ['sort=name', []],
  ])('%s is, in words, %j', (query, words) => expect(filterWords(query).map((each) => each.words)).toEqual(words))

  test.each([
    ['', { total: 10, records: 10 }, '10 records'],
    ['least=2', { total: 2, records: 5 }, '5 records, 3 more than one each'],
    ['source=crm', { total: 2, records: 3 }, '3 records of crm, 1 more than one each'],
    ['source=crm,erp', { total: 2, records: 4 }, '4 records of crm and erp, 2 more than one each'],
    ['issue=any', { total: 1, records: 1 }, '1 record that breaks it'],
  ])('%s with %j is about %s', (query, found, words) => expect(recordWords(query, found)).toBe(words))

  test.each([
    ['name', 'city', 'city'],
    ['city', 'city', '-city'],
    ['-city', 'city', 'city'],
  ])('sorted by %s, a click on %s sorts by %s', (sort, by, next) => expect(turned(sort, by)).toBe(next))
})

test('lists are saved by name, replaced and forgotten; what is no list counts for nothing', () => {
  const storage = memory()
  saveView('Texas', 'region=TX', storage)
  saveView('Big', 'least=5', storage)
  expect(saveView('Texas', 'region=tx', storage)).toEqual([
    { name: 'Big', query: 'least=5' },
    { name: 'Texas', query: 'region=tx' },
  ])
  expect(dropView('Big', storage)).toEqual(savedViews(storage))
  storage.setItem('kith.saved-lists', '{"no":"list"}')
  expect(savedViews(storage)).toEqual([])
})

test('the last visit is the one before a pause', () => {
  const storage = memory()
  const at = (minute: number) => new Date(Date.UTC(2024, 8, 10, 6, minute))
  const seen = (minute: number) => lastVisit(at(minute), storage)?.seq
  expect(seen(0)).toBeUndefined()
  noteVisit(7, at(0), storage)
  noteVisit(9, at(20), storage)
  expect(seen(25)).toBeUndefined()
  expect(seen(51)).toBe(9)
  noteVisit(12, at(51), storage)
  noteVisit(13, at(60), storage)
  expect(seen(61)).toBe(9)
  expect(seen(120)).toBe(13)
  storage.setItem('kith.visits', 'nothing of ours')
  expect(seen(121)).toBeUndefined()
})
