import { describe, expect, test } from 'vitest'
import { compileMapping } from '../../server/ingest/compile-mapping.ts'
import { ingestRow } from '../../server/ingest/ingest.ts'
import { parseMapping } from '../../server/ingest/source-mapping.ts'
import type { Problem } from '../../server/model/problem.ts'
import { RecordInput } from '../../server/model/record.ts'

const PLACE = { file: 'crm.csv', line: 7 }

function ingest(mapping: object, row: Record<string, string>) {
  return ingestRow(row, compileMapping(parseMapping({ source: 'crm', entity: 'person', id: 'id', ...mapping })), PLACE)
}

function record(mapping: object, row: Record<string, string>): RecordInput {
  const made = ingest(mapping, { id: '17', ...row })
  if (!made.ok || 'orderId' in made.value) throw new Error(JSON.stringify(made))
  return RecordInput.parse(made.value)
}

function problem(mapping: object, row: Record<string, string>): Problem {
  const made = ingest(mapping, { id: '17', ...row })
  if (made.ok) throw new Error('expected a problem')
  return made.problem
}

describe('a row becomes a record', () => {
  test('values verbatim by field, hints for cleaning, the row as it came', () => {
    const mapping = {
      defaultCountry: 'US',
      dateOrder: 'MDY',
      fields: {
        given: 'givenName',
        dob: { to: 'birthDate', format: 'yyyyMMdd' },
        town: 'address.city',
        job: { to: 'custom.job', kind: 'category' },
      },
      ignore: ['truth'],
    }
    expect(
      record(mapping, { given: ' CAT ', dob: '19840302', town: 'Austin', job: '', extra: 'kept', truth: 'x' }),
    ).toEqual({
      source: 'crm',
      sourceId: '17',
      entity: 'person',
      fields: { givenName: [' CAT '], birthDate: ['19840302'] },
      addresses: [{ city: 'Austin' }],
      customKinds: { 'custom.job': 'category' },
      hints: { defaultCountry: 'US', dateOrder: 'MDY', dateFormats: { birthDate: 'yyyyMMdd' } },
      raw: { id: '17', given: ' CAT ', dob: '19840302', town: 'Austin', job: '', extra: 'kept' },
    })
  })

  test('several columns feed one field, one column several', () => {
    const mapping = { fields: { mail: 'email', mail2: 'email', no: ['identifier.tax', 'custom.no'] } }
    expect(record(mapping, { mail: 'a@b.c', mail2: 'd@e.f', no: '5' }).fields).toEqual({
      email: ['a@b.c', 'd@e.f'],
      'identifier.tax': ['5'],
      'custom.no': ['5'],
    })
  })

  test('columns are joined, empty parts leave no gap', () => {
    const mapping = {
      join: {
        birthDate: { from: ['y', 'm', 'd'], format: 'yyyy M d' },
        jobTitle: { from: ['a'] },
        fullName: { from: ['p', 'q'], with: ', ' },
      },
    }
    const contact = { ...mapping, entity: 'contact' }
    expect(record(contact, { y: '1984', m: '3', d: '2', a: '', p: 'Yu', q: ' ' }).fields).toEqual({
      birthDate: ['1984 3 2'],
      fullName: ['Yu'],
    })
  })

  test('values are replaced, constants fill in', () => {
    const mapping = {
      fields: { c: { to: 'consent.email', map: { '7': 'yes' } } },
      constants: { channel: 'shop', gender: 'f' },
    }
    const made = record(mapping, { c: '7' })
    expect(made).toMatchObject({ channel: 'shop', fields: { 'consent.email': ['yes'], gender: ['f'] } })
  })

  test('source and entity by column, with and without a map', () => {
    const mapping = {
      source: { column: 's' },
      entity: { column: 't', map: { PERSON: 'person', ORG: 'company' } },
      fields: { n: 'name', g: 'givenName' },
    }
    expect(record(mapping, { s: 'erp', t: 'ORG', n: 'Acme', g: '' })).toMatchObject({
      source: 'erp',
      entity: 'company',
      fields: { name: ['Acme'] },
    })
    // A person has no `name`: the cell stays in the raw row.
    expect(record(mapping, { s: 'erp', t: 'PERSON', n: 'Acme', g: 'Cat' }).fields).toEqual({ givenName: ['Cat'] })
  })

  test('several addresses of a row, named or numbered', () => {
    const mapping = {
      fields: {
        hc: 'address.home.city',
        bc: 'address.billing.city',
        bp: 'address.billing.postcode',
        'adr.*.town': 'address.city',
      },
    }
    expect(
      record(mapping, { hc: 'Austin', bc: 'Dallas', bp: '75201', 'adr.0.town': 'Waco', 'adr.1.town': 'Tyler' })
        .addresses,
    ).toEqual([
      { city: 'Austin', kind: 'home' },
      { city: 'Dallas', postcode: '75201', kind: 'billing' },
      { city: 'Waco' },
      { city: 'Tyler' },
    ])
  })

  test('an address of nothing but its kind is none', () => {
    expect(record({ fields: { k: 'address.kind', c: 'address.city' } }, { k: 'HOME', c: '' }).addresses).toEqual([])
  })

  test('times are read in their zone, versions and channels taken', () => {
    const mapping = {
      timeZone: 'Europe/Berlin',
      fields: { u: 'updatedAt', c: { to: 'createdAt', format: 'dd.MM.yyyy HH:mm' }, v: 'version', ch: 'channel' },
    }
    expect(record(mapping, { u: '2025-06-05 10:00', c: '05.01.2025 10:00', v: ' 3 ', ch: ' web ' })).toMatchObject({
      updatedAt: '2025-06-05T08:00:00.000Z',
      createdAt: '2025-01-05T09:00:00.000Z',
      version: 3,
      channel: 'web',
      fields: {},
    })
  })

  test('a date that is none in a field of the record is no reason to refuse it', () => {
    expect(record({ fields: { d: 'birthDate' } }, { d: '31/02/1990' }).fields).toEqual({ birthDate: ['31/02/1990'] })
  })
})

describe('payment cards', () => {
  test('a number becomes a token, in the field and in the raw row', () => {
    const made = record(
      { fields: { pay: 'identifier.card' } },
      { pay: '4111 1111 1111 1111', card_2: '5500-0000-0000-0004', phone: '4111111111111111' },
    )
    expect(made.fields['identifier.card']).toEqual([expect.stringMatching(/^card_[0-9a-f]{24}_1111$/)])
    expect(made.raw?.pay).toBe(made.fields['identifier.card']?.[0])
    expect(made.raw?.card_2).toMatch(/^card_[0-9a-f]{24}_0004$/)
  })

  test('however it is written, one card has one token; other numbers stay', () => {
    const token = (pay: string) =>
      record({ fields: { pay: 'identifier.card' } }, { pay }).fields['identifier.card']?.[0]
    expect(token('4111-1111-1111-1111')).toBe(token('4111111111111111'))
    expect(token('4111111111111112')).toBe('4111111111111112')
    expect(token('tok_1a2b')).toBe('tok_1a2b')
    expect(token('0000000000000000')).toBe('0000000000000000')
  })
})

describe('a bad row says where and why', () => {
  test.each([
    ['an empty id', {}, { id: ' ' }, { detail: 'the id is empty', column: 'id' }],
    ['a long id', {}, { id: 'x'.repeat(501) }, { column: 'id' }],
    [
      'a source that cannot be one',
      { source: { column: 's' } },
      { s: 'a b' },
      { detail: '"a b" is no source', column: 's' },
    ],
    [
      'a value that stands for no entity',
      { entity: { column: 't', map: { P: 'person' } } },
      { t: 'X' },
      { detail: '"X" stands for no entity; known are P', column: 't' },
    ],
  ])('%s', (_why, mapping, row, expected) => {
    expect(problem(mapping, row)).toMatchObject({ code: 'record.invalid', ...PLACE, ...expected })
  })
})

describe('one value that cannot be read costs nobody the record', () => {
  test.each([
    ['a time that is none', { u: 'updatedAt' }, { u: 'soon' }, { updatedAt: 'soon' }],
    ['a day that is none', { u: 'createdAt' }, { u: '2024-02-31' }, { createdAt: '2024-02-31' }],
    ['a version that is none', { u: 'version' }, { u: '1.5' }, { version: '1.5' }],
    ['a value that is too long', { u: 'givenName' }, { u: 'x'.repeat(10_001) }, { givenName: 'x'.repeat(200) }],
  ])('%s', (_why, fields, row, unread) => {
    const made = record({ fields: { ...fields, g: 'familyName' } }, { ...row, g: 'Yu' })
    expect(made).toMatchObject({ unread, fields: { familyName: ['Yu'] } })
    expect(Object.keys(made.fields)).toEqual(['familyName'])
  })

  test('more fields, or more text, than a record has', () => {
    const columns = Array.from({ length: 310 }, (_, i) => `custom.c${i}`)
    const wide = record({ fields: Object.fromEntries(columns.map((name) => [name, name])) }, fill(columns, 'x'))
    expect([Object.keys(wide.fields).length, Object.keys(wide.unread ?? {}).length]).toEqual([300, 10])
    const long = record(
      { fields: Object.fromEntries(columns.map((name) => [name, name])) },
      fill(columns, 'x'.repeat(9_000)),
    )
    expect([Object.keys(long.fields).length, long.unread?.['custom.c22']]).toEqual([22, 'x'.repeat(200)])
  })

  test('what it says of time is nothing', () => {
    expect(record({ fields: { u: 'updatedAt' } }, { u: '0000-00-00 00:00:00' })).not.toHaveProperty('unread')
  })
})

function fill(columns: readonly string[], text: string): Record<string, string> {
  return Object.fromEntries(columns.map((name) => [name, text]))
}
