import { describe, expect, test } from 'vitest'
import { attributeLabel, beatenBy, loserWords, ruleWords } from '../../web/words/attribute-words.ts'

type Attribute = Parameters<typeof ruleWords>[0]

const attribute = (rule: string, at: string, ...losers: Attribute['runnersUp'][number][]): Attribute => ({
  value: 'Johnson',
  winner: { record: 'erp:person:1', source: 'erp', at, rule },
  runnersUp: losers,
})
const loser = (value: string, at: string, more: object = {}) => ({
  ...{ value, record: 'crm:person:1', source: 'crm', at },
  ...more,
})

describe('why a value stands is not contradicted by what stands beside it', () => {
  test.each<[why: string, given: Attribute, words: string]>([
    ['newest of all', attribute('mostRecent', '2024-06-01', loser('Yu', '2023-01-01')), 'most recent'],
    [
      'a record that changed later in something else',
      attribute('mostRecent', '2024-06-01', loser('Yu', '2025-01-01', { since: '2020-01-01' })),
      'most recent',
    ],
    [
      'a newer one that may not stand',
      attribute('mostRecent', '2024-06-01', loser('Yu', '2025-01-01')),
      'newest that may stand',
    ],
    ['alone', attribute('onlyValue', '2024-06-01'), 'only value'],
    [
      'alone beside junk',
      attribute('onlyValue', '2024-06-01', loser('n/a', '2023-01-01')),
      'the only one that may stand',
    ],
    [
      'alone beside itself in another spelling that stands as well',
      { ...attribute('onlyValue', '2024-06-01', loser('Yu', '2023-01-01')), value: ['Johnson', 'Yu'] },
      'only value',
    ],
    ['by its owner', attribute('owner', '2024-06-01', loser('4100', '2025-01-01')), 'its owner says so'],
    ['by how many say so', attribute('mostFrequent', '2024-06-01', loser('Yu', '2025-01-01')), 'most frequent'],
  ])('%s', (_why, given, words) => expect(ruleWords(given)).toBe(words))

  test('of several values that stand side by side none is beaten', () => {
    const given = {
      value: ['a@x.example', 'b@x.example'],
      runnersUp: [loser('b@x.example', ''), loser('c@x.example', '')],
    }
    expect(beatenBy(given).map(({ value }) => value)).toEqual(['c@x.example'])
  })

  test.each<[why: string, lost: ReturnType<typeof loser>, words: string]>([
    ['older', loser('Yu', '2023-01-01', { by: 'mostRecent', why: 'older' }), 'older'],
    [
      'older, though its day is later',
      loser('Jonson', '2025-01-01', { by: 'mostRecent', why: 'older' }),
      'older than another spelling of what stands',
    ],
    [
      'not the owner',
      loser('Yu', '2025-01-01', { by: 'owner', why: 'only crm may state it' }),
      'only crm may state it',
    ],
  ])('why one lost: %s', (_why, lost, words) => {
    expect(loserWords(lost, attribute('mostRecent', '2024-06-01').winner)).toBe(words)
  })
})

test.each([
  ['name', 'Name'],
  ['familyName', 'Family name'],
  ['postcode', 'Postcode'],
  ['custom_loyaltyPoints', 'Loyalty points'],
  ['identifier_taxNo', 'Identifier: tax no'],
])('%s is called %s', (property, label) => expect(attributeLabel('person', property)).toBe(label))
