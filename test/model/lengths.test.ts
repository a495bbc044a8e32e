import { beforeEach, describe, expect, test } from 'vitest'
import { parseRecordInput } from '../../server/ingest/record-input.ts'
import { longestOf, longestPart } from '../../server/model/arriving/lengths.ts'
import { SearchQuery } from '../../server/model/arriving/search-query.ts'
import { ADDRESS_PARTS } from '../../server/model/entities/field.ts'
import { ENTITIES, type EntityName } from '../../server/model/entities/registry.ts'
import { compileEngine } from '../../server/rules/engine.ts'
import { prepare } from '../../server/rules/prepare.ts'
import { shippedRuleSet } from '../../server/rules/rule-set.ts'
import { parseFreeText } from '../../server/standardise/free-text.ts'

const BASE = { source: 'crm', sourceId: '17', entity: 'person' }

describe('what is too long is refused with its field and what is allowed', () => {
  test.each([
    ['an e-mail', { email: 'a'.repeat(1_001) }, 'fields.email', '1000 are allowed'],
    ['one of several', { email: ['a@b.de', 'a'.repeat(10_000)] }, 'fields.email', '1000 are allowed'],
    ['digits of a phone', { phone: '1'.repeat(2_400) }, 'fields.phone', '500 are allowed'],
    ['an employer', { employer: 'Co. '.repeat(200) }, 'fields.employer', '500 are allowed'],
    ['a name', { fullName: 'x '.repeat(400) }, 'fields.fullName', '500 are allowed'],
    ['a number with a kind of its own', { 'custom.debt': '9'.repeat(500) }, 'fields.custom.debt', '200 are allowed'],
    ['a long text', { 'custom.remark': 'x'.repeat(10_001) }, 'fields.custom.remark.0', '<=10000 characters'],
    ['a line of an address', { 'address.line1': '1'.repeat(20_000) }, 'addresses.0.line1', '<=500 characters'],
    ['a whole address', { 'address.full': ' x'.repeat(100_000) }, 'addresses.0.full', '<=1000 characters'],
  ])('%s', (_what, fields, field, words) => {
    const made = parseRecordInput({ ...BASE, customKinds: { 'custom.debt': 'money' }, fields })
    expect(made.ok ? undefined : made.problem).toMatchObject({
      code: 'record.invalid',
      field,
      detail: expect.stringContaining(words),
    })
  })

  test.each([
    ['a line of an address', { address: { line1: '1'.repeat(20_000) } }, 'address.line1'],
    ['a whole address', { address: { full: ' '.repeat(200_000) } }, 'address.full'],
    ['e-mails', { fields: { email: Array(10).fill('a'.repeat(10_000)) } }, 'fields.email'],
    ['a phone number', { fields: { phone: '1'.repeat(2_400) } }, 'fields.phone'],
    ['more fields than anybody asks for', { fields: Object.fromEntries(numbered(101)) }, 'fields'],
    ['more values than a field has', { fields: { email: Array(21).fill('a@b.de') } }, 'fields.email'],
  ])('of a search: %s', (_what, query, field) => {
    const made = SearchQuery.safeParse(query)
    expect(made.error?.issues[0]?.path.join('.')).toBe(field)
  })

  test('what is as long as it may be is taken', () => {
    const fields = { email: 'a'.repeat(1_000), fullName: 'x'.repeat(500), 'custom.remark': 'y'.repeat(10_000) }
    expect(parseRecordInput({ ...BASE, fields, address: { line1: '1'.repeat(500) } }).ok).toBe(true)
  })
})

function numbered(count: number): [string, string][] {
  return Array.from({ length: count }, (_none, i) => [`custom.f${i}`, 'x'])
}

/** What values that make patterns look again and again are made of. */
const PIECES = [
  ...['1', '1 ', ' ', '\t ', 'a', 'a ', 'A.', '(', '(a', ',', ', ', '-', ' - ', '@', 'a@', 'a.', '@a.b ', ' née ', '/'],
  ...[
    '1/',
    '1-',
    '1a ',
    'x1 ',
    'é',
    '王',
    '<',
    '<a@',
    '&amp;',
    '[',
    '["',
    '#',
    '+1 ',
    '(1',
    ' ext 1',
    'Jr ',
    'de ',
    '=',
  ],
  ...[
    '2020-01-',
    'Ã¼',
    'ﷺ',
    'c/o ',
    'Apt 1 ',
    'Str. ',
    'ab12 ',
    'LLC ',
    ' and ',
    'GmbH & Co. ',
    ' t/a ',
    'www.',
    'a.b/',
  ],
  ...['00', '\u0301', '🙂', '//', ';', '|', ':::', '<br>', 'deceased ', '"'],
]
/** A value of the greatest length takes some milliseconds; one whose time grows with its square took seconds. */
const MOST_MS = 500

describe('the longest values are cleaned at once, whatever they are made of', () => {
  const engine = compileEngine(shippedRuleSet())
  let slow: string[] = []
  beforeEach(() => {
    slow = []
  })
  /** Slow is what takes long with each of some ends: one alone may have stood beside other work. Time is the processor's. */
  const timed = (what: string, work: (end: string) => void) => {
    const isSlow = (end: string) => {
      const before = process.cpuUsage()
      work(end)
      return process.cpuUsage(before).user > MOST_MS * 1_000
    }
    if (['!', '?', '*'].every(isSlow)) slow.push(what)
  }
  const clean = (entity: EntityName, said: object) =>
    prepare({ source: 'crm', sourceId: '1', fields: {}, addresses: [], ...said, entity } as never, engine, '2024-01-01')
  const longest = (piece: string, length: number, end: string) => piece.repeat(length).slice(0, length - 1) + end

  test.each(ENTITIES.map(({ name, fields }) => [name, fields.map((field) => field.name)] as const))(
    'fields of a %s',
    (entity, names) => {
      clean(entity, { fields: { name: ['warm'] } })
      for (const piece of PIECES)
        for (const name of [...names, 'identifier.x', 'consent.x', 'custom.x'])
          timed(`${name} of ${JSON.stringify(piece)}`, (end) =>
            clean(entity, { fields: { [name]: [longest(piece, longestOf(entity, name), end)] } }),
          )
      expect(slow).toEqual([])
    },
    120_000,
  )

  test.each(ADDRESS_PARTS)(
    '%s of an address',
    (part) => {
      for (const piece of PIECES)
        for (const country of ['', 'DE', 'JP', 'GB'])
          timed(`${part} in ${country} of ${JSON.stringify(piece)}`, (end) =>
            clean('person', {
              addresses: [{ city: 'Austin', country, [part]: longest(piece, longestPart(part), end) }],
            }),
          )
      expect(slow).toEqual([])
    },
    60_000,
  )

  test('a line of a search', () => {
    parseFreeText('Catherine Yu Texas', engine.cleaning, 'person')
    for (const piece of PIECES)
      for (const { name } of ENTITIES)
        timed(`text of ${JSON.stringify(piece)}`, (end) =>
          parseFreeText(longest(piece, 500, end), engine.cleaning, name),
        )
    expect(slow).toEqual([])
  }, 60_000)
})
