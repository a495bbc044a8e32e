import { describe, expect, test } from 'vitest'
import type { Mark } from '../../../server/model/sync/mark.ts'
import { ERP, golden, looked, type Table, table } from './render-kit.ts'

const FIELDS = {
  first: 'givenName',
  last: 'familyName',
  mail: 'email',
  mail2: 'email',
  tel: 'phone',
  street: 'address.line1',
  town: 'address.city',
  zip: 'address.postcode',
}
const one = (name: string, settings: object): Table => table(FIELDS, { [name]: settings })
const NOBODY = golden({})
const WHO = golden({
  givenName: 'Sunniva',
  familyName: 'Dahlberg',
  email: 'kith@example.org',
  phone: '+1 207 555 0111',
  'address.line1': '3 Tannery Row',
  'address.city': 'Portland',
  'address.postcode': '04101',
})
const written = (attribute: string, fields: Mark['fields'], more: Partial<Mark> = {}): Mark[] => [
  { attribute, change: 7, at: '2026-02-01T00:00:00Z', fields, ...more },
]
const MAIL = written('email', { email: { stored: ['kith@example.org'], own: ['own@example.org'] } }, { from: ERP })

describe('what is written', () => {
  test('the whole of a name, and what it takes the place of', () => {
    expect(looked(one('name', { write: 'always' }), WHO, { first: 'Sunnifa', last: 'Dahlberg' })).toMatchObject([
      {
        is: 'write',
        cells: { first: 'Sunniva', last: 'Dahlberg' },
        mark: {
          attribute: 'name',
          from: ERP,
          fields: {
            givenName: { stored: ['Sunniva'], own: ['Sunnifa'] },
            familyName: { stored: ['Dahlberg'], own: ['Dahlberg'] },
          },
        },
      },
    ])
  })

  test.each<[why: string, name: string, row: Record<string, string>]>([
    ['in other case', 'email', { mail: 'KITH@example.org' }],
    ['anywhere in its list', 'email', { mail: 'other@example.org', mail2: 'kith@example.org' }],
    ['a phone in national writing', 'phone', { tel: '(207) 555-0111' }],
    ['an address in other spelling', 'address', { street: '3 TANNERY ROW', town: 'Portland', zip: '04101' }],
  ])('nothing where it stands there %s', (_why, name, row) => {
    expect(looked(one(name, { write: 'always' }), WHO, row)).toEqual([{ attribute: name, is: 'inStep' }])
  })

  test('nothing of an attribute that is never written', () => {
    expect(looked(one('email', {}), WHO, { mail: 'own@example.org' })).toEqual([])
  })

  test.each<[why: string, name: string, row: Record<string, string>, is: string]>([
    ['a field of its own', 'email', { mail: 'own@example.org' }, 'barred'],
    ['an empty field', 'email', {}, 'write'],
    ['half a name of its own: the group is asked for', 'name', { last: 'Holm' }, 'barred'],
    ['no part of a name', 'name', {}, 'write'],
    ['a place of its own', 'address', { town: 'Bangor' }, 'barred'],
    ['no place', 'address', {}, 'write'],
  ])('ifEmpty, over %s', (_why, name, row, is) => {
    expect(looked(one(name, { write: 'ifEmpty' }), WHO, row)).toMatchObject([{ attribute: name, is }])
  })

  test('ifEmpty goes on writing where only Kith has filled it', () => {
    const marks = written('email', { email: { stored: ['old@example.org'], own: [] } })
    expect(looked(one('email', { write: 'ifEmpty' }), WHO, {}, { written: marks })).toMatchObject([
      { is: 'write', cells: { mail: 'kith@example.org' }, mark: { fields: { email: { own: [] } } } },
    ])
  })

  test('nothing where the policy bars it, which says why; it is told whose word it would be', () => {
    const policy = {
      barred: (_: unknown, from: string | undefined) => (from === ERP ? undefined : 'the system owns it'),
    }
    const made = one('email', { write: 'always', clear: true })
    expect(looked(made, WHO, { mail: 'own@example.org' }, { policy })).toMatchObject([{ is: 'write' }])
    expect(looked(made, NOBODY, { mail: 'own@example.org' }, { policy })).toEqual([
      { attribute: 'email', is: 'barred', why: 'the system owns it' },
    ])
  })

  test('not again what the system made something else of', () => {
    const marks = written('email', { email: { stored: ['kith@exam'], own: [], asked: ['kith@example.org'] } })
    expect(looked(one('email', { write: 'always' }), WHO, {}, { written: marks })).toMatchObject([{ is: 'inStep' }])
  })
})

describe('where the golden record has nothing', () => {
  test.each<[why: string, settings: object, is: string]>([
    ['the own word stays', { write: 'always' }, 'inStep'],
    ['it is emptied where that was asked for', { write: 'always', clear: true }, 'write'],
  ])('%s', (_why, settings, is) => {
    expect(looked(one('email', settings), NOBODY, { mail: 'own@example.org' })).toMatchObject([{ is }])
  })

  test.each<[fate: 'member' | 'apart' | 'lost', onLoss: 'keep' | 'ask' | 'revert', is: string]>([
    ['apart', 'ask', 'write'],
    ['apart', 'keep', 'write'],
    ['lost', 'ask', 'ask'],
    ['lost', 'keep', 'inStep'],
    ['lost', 'revert', 'write'],
  ])('of a value whose giver is %s, under %s', (fate, onLoss, is) => {
    const policy = { fateOf: () => fate, onLoss: () => onLoss }
    const found = looked(
      one('email', { write: 'always' }),
      NOBODY,
      { mail: 'own@example.org' },
      { written: MAIL, policy },
    )
    expect(found).toMatchObject([{ attribute: 'email', is }])
    if (is === 'write') expect(found).toMatchObject([{ cells: { mail: 'own@example.org' } }])
  })

  test('what stands over nothing of its own is emptied', () => {
    const marks = written('email', { email: { stored: ['kith@example.org'], own: [] } })
    const policy = { fateOf: () => 'apart' as const }
    expect(looked(one('email', { write: 'always' }), NOBODY, {}, { written: marks, policy })).toMatchObject([
      { is: 'write', cells: { mail: null } },
    ])
  })

  test('the own word goes back to the letter where it is the golden one again', () => {
    const marks = written('email', { email: { stored: ['other@example.org'], own: ['Kith@Example.org'] } })
    expect(
      looked(one('email', { write: 'always' }), WHO, { mail: 'Kith@Example.org' }, { written: marks }),
    ).toMatchObject([{ is: 'write', cells: { mail: 'Kith@Example.org' } }])
  })
})
