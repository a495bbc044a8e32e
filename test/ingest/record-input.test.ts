import { describe, expect, test } from 'vitest'
import { parseRecordInput } from '../../server/ingest/record-input.ts'

const BASE = { source: 'crm', sourceId: '17', entity: 'person' }

function nested(depth: number): unknown {
  let value: unknown = 'x'
  for (let i = 0; i < depth; i++) value = [value]
  return value
}

describe('a record in JSON', () => {
  test('friendly forms become one', () => {
    const made = parseRecordInput({
      ...BASE,
      sourceId: 17,
      updatedAt: '2024-03-01 10:00',
      version: '2',
      givenName: 'Cat',
      fields: {
        email: ['a@b.c', 'd@e.f'],
        'consent.email': true,
        'address.city': 'Austin',
        'address.billing.city': 'Waco',
        suffix: null,
        title: ' ',
      },
      address: { line1: '1 Main St', postcode: 78701 },
      raw: { anything: 5 },
    })
    expect(made).toEqual({
      ok: true,
      value: {
        ...BASE,
        updatedAt: '2024-03-01T10:00:00.000Z',
        version: 2,
        fields: { givenName: ['Cat'], email: ['a@b.c', 'd@e.f'], 'consent.email': ['true'] },
        addresses: [{ line1: '1 Main St', postcode: '78701' }, { city: 'Austin' }, { city: 'Waco', kind: 'billing' }],
        raw: { anything: '5' },
      },
    })
  })

  test('the form it ends in is taken as it is', () => {
    const input = { ...BASE, fields: { givenName: ['Cat'] }, addresses: [{ city: 'Austin' }] }
    const made = parseRecordInput(input)
    expect(made).toEqual({ ok: true, value: input })
  })

  test('card numbers become tokens', () => {
    const made = parseRecordInput({
      ...BASE,
      fields: { 'identifier.card': '4111 1111 1111 1111' },
      raw: { card: '4111111111111111' },
    })
    expect(JSON.stringify(made)).not.toMatch(/4111.?1111.?1111.?1111/)
  })

  test.each([
    'soon',
    '2024-13-01T00:00:00Z',
    '2024-13-01',
    '2024-01-32T00:00:00Z',
    '2024-02-30',
    '0000-01-01T00:00:00Z',
    '10000-01-01T00:00:00Z',
    '2024-01-01T10:00:00+99:00',
    '9'.repeat(200_000),
  ])('the time %s is told with its record, which is as good without it', (time) => {
    const made = parseRecordInput({ ...BASE, createdAt: time, updatedAt: '2024-03-01T10:00:00Z' })
    expect(made).toMatchObject({ ok: true, value: { updatedAt: '2024-03-01T10:00:00.000Z' } })
    expect(made.ok && made.value.createdAt).toBeUndefined()
    expect(made.ok && made.value.unread).toEqual({ createdAt: time.slice(0, 100) })
  })

  test.each([
    ['no object', 7, undefined],
    ['no source', { sourceId: '1', entity: 'person' }, 'source'],
    ['a source that cannot be one', { ...BASE, source: 'a b' }, 'source'],
    ['an empty id', { ...BASE, sourceId: ' ' }, 'sourceId'],
    ['an entity that is none', { ...BASE, entity: 'alien' }, 'entity'],
    ['a field that is none', { ...BASE, fields: { givenNam: 'x' } }, 'givenNam'],
    ['a field beside that is none', { ...BASE, givenNam: 'x' }, 'givenNam'],
    ['a value that is an object', { ...BASE, givenName: { a: 1 } }, 'givenName'],
    ['a part that no address has', { ...BASE, address: { town: 'x' } }, 'address'],
    ['a time that is a number', { ...BASE, updatedAt: 1_700_000_000 }, 'updatedAt'],
    ['a version that is none', { ...BASE, version: 'x' }, 'version'],
    ['a longer number than JSON gives exactly', { ...BASE, sourceId: Number('9007199254740993') }, 'sourceId'],
    ['a fraction as an id', { ...BASE, sourceId: 1.5 }, 'sourceId'],
    ['false as an id', { ...BASE, sourceId: false }, 'sourceId'],
    ['false as another’s id', { ...BASE, entity: 'contact', fields: { 'company.id': false } }, 'company.id'],
    ['a longer number as a value', { ...BASE, fields: { phone: 2 ** 60 } }, 'fields.phone'],
    ['half a character in an id', { ...BASE, sourceId: 'user-\ud83d' }, 'sourceId'],
    ['half a character in a value', { ...BASE, fields: { email: ['a@b.de', '\ude00x'] } }, 'fields.email.1'],
    ['half a character in a name', { ...BASE, fields: { 'custom.\ud83d': 'x' } }, 'fields'],
    ['half a character in an address', { ...BASE, address: { city: 'a\udc00' } }, 'address.city'],
    ['half a character in the row as it came', { ...BASE, raw: { a: '\ud800' } }, 'raw.a'],
    ['what every object has', { ...BASE, fields: { 'constructor.foo': 'x' } }, 'constructor.foo'],
    ['another thing that every object has', { ...BASE, fields: { 'toString.x': 'x' } }, 'toString.x'],
    ['what no object can have', { ...BASE, fields: JSON.parse('{"__proto__":"x"}') }, 'fields'],
    [
      'a value that is nested without end',
      { ...BASE, givenName: nested(5_000) },
      Array(64).fill('0').with(0, 'givenName').join('.'),
    ],
  ])('refuses %s', (_why, json, field) => {
    const made = parseRecordInput(json)
    expect(made).toMatchObject({ ok: false, problem: { code: 'record.invalid' } })
    expect(made.ok ? made.value : made.problem.field).toBe(field)
  })

  test('names the record where it can be told', () => {
    expect(parseRecordInput({ ...BASE, fields: { x: 'y' } })).toMatchObject({
      problem: { record: 'crm:person:17', field: 'x' },
    })
  })
})

test.each<[why: string, fields: Record<string, unknown>, detail: RegExp]>([
  [
    'more fields than a record has',
    Object.fromEntries(Array.from({ length: 301 }, (_, i) => [`custom.c${i}`, 'x'])),
    /301 fields; 300 are allowed/,
  ],
  [
    'more text than a record has',
    { note: Array.from({ length: 21 }, () => 'x'.repeat(10_000)) },
    /all values together have 210000 characters; 200000 are allowed/,
  ],
])('%s is refused', (_why, fields, detail) => {
  const { ok, ...rest } = parseRecordInput({ ...BASE, fields })
  expect(ok).toBe(false)
  expect(rest).toMatchObject({ problem: { code: 'record.invalid', detail: expect.stringMatching(detail) } })
})
