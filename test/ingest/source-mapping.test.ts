import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compileMapping } from '../../server/ingest/compile-mapping.ts'
import { columnsOf, parseMapping } from '../../server/ingest/source-mapping.ts'
import { ProblemError } from '../../server/model/problem.ts'

const GOOD = { source: 'crm', entity: 'person', id: 'id' }

/** Faults of a mapping, one a line. */
function faults(make: () => unknown): string[] {
  try {
    make()
    return []
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'mapping.invalid') return error.problem.path ?? []
    throw error
  }
}

describe('a mapping', () => {
  test('lists all faults at once', () => {
    const found = faults(() =>
      parseMapping({
        ...GOOD,
        source: 'crm west',
        fields: { a: 'givenNam', b: { to: 'email', kind: 'text' }, c: 'amount' },
        join: { born: { from: ['x', 'y'] } },
        constants: { shop: '1' },
      }),
    )
    expect(found).toEqual([
      expect.stringContaining('source: "crm west"'),
      'fields.a: person has no field "givenNam"',
      'fields.b: kind is only for custom.<name>, not for email',
      'fields.c: person has no field "amount"',
      'join.born: person has no field "born"',
      'constants.shop: person has no field "shop"',
    ])
  })

  test.each([
    ['a missing id', { source: 'crm', entity: 'person' }, 'id'],
    ['a word that is no property', { ...GOOD, feilds: {} }, 'feilds'],
    ['a country that is none', { ...GOOD, defaultCountry: 'usa' }, 'defaultCountry'],
    ['a time zone that is none', { ...GOOD, timeZone: 'Mars/Olympus' }, 'timeZone'],
    ['a format without a year', { ...GOOD, fields: { a: { to: 'birthDate', format: 'dd' } } }, 'fields.a'],
    ['an entity that is none', { ...GOOD, entity: 'alien' }, 'entity'],
    ['no object', 7, 'mapping'],
  ])('refuses %s', (_why, mapping, where) => {
    expect(faults(() => parseMapping(mapping)).join('\n')).toContain(where)
  })

  test('takes a field that only one of its entities has', () => {
    const entity = { column: 'type', map: { P: 'person', O: 'company' } }
    const fields = { a: 'birthDate', b: 'duns' }
    expect(faults(() => parseMapping({ ...GOOD, entity, fields }))).toEqual([])
    expect(faults(() => parseMapping({ ...GOOD, entity, fields: { a: 'role' } }))).toEqual([
      'fields.a: person and company have no field "role"',
    ])
  })

  test('names every column that the file does not have', () => {
    const mapping = parseMapping({
      ...GOOD,
      fields: { a: 'givenName', b: 'email' },
      join: { birthDate: { from: ['y', 'm'] } },
    })
    expect(columnsOf(mapping)).toEqual(['id', 'a', 'b', 'y', 'm'])
    expect(faults(() => compileMapping(mapping, ['id', 'a', 'm']))).toEqual([
      'no column "b" in the file',
      'no column "y" in the file',
    ])
    expect(faults(() => compileMapping(mapping))).toEqual([])
  })
})

describe('mappings of real data sets', () => {
  test.each(readdirSync('test/mappings'))('%s is sound and keeps the truth out', (name) => {
    const mapping = parseMapping(JSON.parse(readFileSync(`test/mappings/${name}`, 'utf8')))
    expect(columnsOf(mapping).filter((column) => column.startsWith('true_'))).toEqual([])
  })
})
