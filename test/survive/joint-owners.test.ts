import { describe, expect, test } from 'vitest'
import type { StandardRecord } from '../../server/model/record.ts'
import type { AttributeRule } from '../../server/survive/rules.ts'
import { address, at, golden, governRules, record } from './records.ts'

const { survive } = governRules('person')
const ruleOf = (field: string): AttributeRule =>
  survive.attributes[field] ?? survive.attributes['*'] ?? { pick: ['mostTrusted'], max: 20, omit: false }

/** What stands of records where these sources own names and addresses. */
function owned(owner: readonly string[], records: readonly StandardRecord[]) {
  const names = ['givenName', 'familyName'].map((field) => [field, { ...ruleOf(field), owner: [...owner] }] as const)
  const { values, rejected, winners } = golden(records, 'person', {
    attributes: { ...survive.attributes, ...Object.fromEntries(names) },
    addresses: { ...survive.addresses, owner: [...owner] },
  } as object)
  const name = [values.givenName, values.familyName].join(' ')
  return { name, line1: values.line1, rejected, winners }
}

const says = (source: string, given: string, line1: string, year: number) =>
  record(
    `${source}:person:1`,
    { givenName: given, familyName: 'Brandvold' },
    { ...at(year), addresses: [address(line1, 'Boise', '83702')] },
  )

describe('a name and an address that several sources own together', () => {
  const cases: [string, string[], [string, string, number][], string, string][] = [
    [
      'the later word of an owner stands',
      ['erp', 'crm'],
      [
        ['erp', 'Ottilie', 2020],
        ['crm', 'Odile', 2024],
        ['shop', 'Otto', 2025],
      ],
      'Odile',
      'crm',
    ],
    [
      'whichever owner that is',
      ['erp', 'crm'],
      [
        ['erp', 'Ottilie', 2024],
        ['crm', 'Odile', 2020],
      ],
      'Ottilie',
      'erp',
    ],
    [
      'of one moment that of the first',
      ['erp', 'crm'],
      [
        ['crm', 'Odile', 2024],
        ['erp', 'Ottilie', 2024],
      ],
      'Ottilie',
      'erp',
    ],
    [
      'and the other way round',
      ['crm', 'erp'],
      [
        ['crm', 'Odile', 2024],
        ['erp', 'Ottilie', 2024],
      ],
      'Odile',
      'crm',
    ],
    [
      'who corrects a spelling has the later word',
      ['erp', 'crm'],
      [
        ['erp', 'Ottillie', 2020],
        ['crm', 'Ottilie', 2024],
      ],
      'Ottilie',
      'crm',
    ],
    [
      'where no owner knows the customer everybody may',
      ['erp', 'crm'],
      [
        ['shop', 'Otto', 2020],
        ['web', 'Ottilie', 2024],
      ],
      'Ottilie',
      'web',
    ],
  ]
  test.each(cases)('%s', (_why, owner, said, given, whose) => {
    const streets: Record<string, string> = { erp: '1 Elm St', crm: '2 Oak Ave', shop: '3 Ash Rd', web: '4 Fir Ln' }
    const records = said.map(([source, name, year]) => says(source, name, streets[source] ?? '', year))
    const wanted = { name: `${given} Brandvold`, line1: streets[whose] }
    expect(owned(owner, records)).toMatchObject(wanted)
    expect(owned(owner, [...records].reverse())).toMatchObject(wanted)
  })

  test('an owner alone is not written over, and what others say of the address is told', () => {
    const records = [says('erp', 'Ottilie', '1 Elm St', 2020), says('crm', 'Odile', '2 Oak Ave', 2024)]
    const { name, line1, rejected } = owned(['erp'], records)
    expect([name, line1]).toEqual(['Ottilie Brandvold', '1 Elm St'])
    expect(rejected).toEqual([
      { attribute: 'address', record: 'crm:person:1', value: '2 Oak Ave, Boise, 83702' },
      { attribute: 'givenName', record: 'crm:person:1', value: 'Odile' },
    ])
  })
})
