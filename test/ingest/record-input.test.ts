import { describe, expect, test } from 'vitest'
import { parseRecordInput } from '../../server/ingest/record-input.ts'

const BASE = { source: 'crm', sourceId: '17', entity: 'person' }

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
    ['no object', 7, undefined],
    ['no source', { sourceId: '1', entity: 'person' }, 'source'],
    ['a source that cannot be one', { ...BASE, source: 'a b' }, 'source'],
    ['an empty id', { ...BASE, sourceId: ' ' }, 'sourceId'],
    ['an entity that is none', { ...BASE, entity: 'alien' }, 'entity'],
    ['a field that is none', { ...BASE, fields: { givenNam: 'x' } }, 'givenNam'],
    ['a field beside that is none', { ...BASE, givenNam: 'x' }, 'givenNam'],
    ['a value that is an object', { ...BASE, givenName: { a: 1 } }, 'givenName'],
    ['a part that no address has', { ...BASE, address: { town: 'x' } }, 'address'],
    ['a time that is none', { ...BASE, updatedAt: 'soon' }, 'updatedAt'],
    ['a version that is none', { ...BASE, version: 'x' }, 'version'],
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
