import { expect, test } from 'vitest'
import { compileMapping } from '../../server/ingest/compile-mapping.ts'
import { ingestRow } from '../../server/ingest/ingest.ts'
import { isOrder } from '../../server/ingest/ingest-file.ts'
import { parseMapping } from '../../server/ingest/source-mapping.ts'
import { customerRefOf, customersOf, RecordId, recordIdOf, referredTo, splitRecordId } from '../../server/model/ids.ts'

/** What a cell under a rule becomes as a reference of a record or an order of `crm`. */
function read(entity: string, rule: object, cell: string): string | undefined {
  const mapping = parseMapping({ source: 'crm', entity, id: 'no', fields: { ref: rule } })
  const made = ingestRow({ no: '1', ref: cell }, compileMapping(mapping, ['no', 'ref']), { file: 'x.csv', line: 2 })
  if (!made.ok) throw new Error(made.problem.detail)
  return isOrder(made.value) ? made.value.customerId : made.value.fields[Object.keys(made.value.fields)[0] ?? '']?.[0]
}

test.each<[why: string, entity: string, rule: object, cell: string, said: string]>([
  ['of its own source, the id alone', 'contact', { to: 'company.id' }, '17', '17'],
  ['of another source', 'contact', { to: 'company.id', source: 'erp' }, '17', 'erp:company:17'],
  ['its own source, said', 'contact', { to: 'company.id', source: 'crm' }, '17', '17'],
  ['of another, as spreadsheets write it', 'contact', { to: 'company.id', source: 'erp' }, '17.0', 'erp:company:17'],
  ['the cell says it all', 'contact', { to: 'company.id' }, 'erp:company:17', 'erp:company:17'],
  [
    'the cell knows better than the rule',
    'contact',
    { to: 'company.id', source: 'erp' },
    'sap:company:17',
    'sap:company:17',
  ],
  ['a parent in another system', 'company', { to: 'parent.id', source: 'crm-west' }, 'A 1', 'crm-west:company:A 1'],
  ['an id with colons is an id', 'company', { to: 'parent.id' }, 'urn:lei:5299', 'urn:lei:5299'],
  ['what is no table of it is an id', 'company', { to: 'parent.id' }, 'a:contact:5', 'a:contact:5'],
  ['a customer of no table in particular', 'order', { to: 'customer.id' }, '17', '17'],
  ['a customer who is a company', 'order', { to: 'customer.id', entity: 'company' }, '17', 'crm:company:17'],
  ['a customer of another system', 'order', { to: 'customer.id', source: 'shop' }, '17', 'shop::17'],
  ['both', 'order', { to: 'customer.id', source: 'shop', entity: 'person' }, '17', 'shop:person:17'],
  ['the cell names one', 'order', { to: 'customer.id' }, 'shop:contact:17', 'shop:contact:17'],
])('%s', (_why, entity, rule, cell, said) => expect(read(entity, rule, cell)).toBe(said))

test.each<[why: string, entity: string, rule: object, words: string]>([
  ['a source of what is no reference', 'contact', { to: 'email', source: 'erp' }, 'names no record'],
  ['a company that is a person', 'contact', { to: 'company.id', entity: 'person' }, 'names no person'],
  ['no entity', 'order', { to: 'customer.id', entity: 'robot' }, 'fields.ref'],
  ['no name of a source', 'order', { to: 'customer.id', source: 'a:b' }, 'fields.ref'],
])('%s is refused', (_why, entity, rule, words) =>
  expect(() => parseMapping({ source: 'crm', entity, id: 'no', fields: { ref: rule } })).toThrow(words),
)

test.each<[id: string, source: string, entity: string, sourceId: string]>([
  ['crm:person:17', 'crm', 'person', '17'],
  ['crm-west.2:contact:a:b', 'crm-west.2', 'contact', 'a:b'],
  ['erp:company:person:1', 'erp', 'company', 'person:1'],
  ['erp:company: ', 'erp', 'company', ' '],
  ['erp:person::', 'erp', 'person', ':'],
])('%s splits at its first two colons and is put together again', (id, source, entity, sourceId) => {
  expect(splitRecordId(RecordId.parse(id))).toEqual({ source, entity, sourceId })
  expect(recordIdOf(source, entity as 'person', sourceId)).toBe(id)
})
test.each(['crm:17', 'crm:robot:17', ':person:17', 'crm:person:', 'c rm:person:1'])('%s is no record id', (id) =>
  expect(RecordId.safeParse(id).success).toBe(false),
)

test('a reference leads to a record of its own source, or of the one that it names', () => {
  expect(referredTo('crm', 'company', '17')).toBe('crm:company:17')
  expect(referredTo('crm', 'company', 'erp:company:17')).toBe('erp:company:17')
  expect(referredTo('crm', 'company', 'erp:contact:17')).toBe('crm:company:erp:contact:17')
  expect(customersOf(customerRefOf('shop', '17'))).toEqual(['shop:company:17', 'shop:contact:17', 'shop:person:17'])
  expect(customersOf(customerRefOf('shop', 'erp::a::b'))).toContain('erp:person:a::b')
  expect(customersOf(customerRefOf('shop', 'erp:person:17'))).toEqual(['erp:person:17'])
})
