import { describe, expect, test } from 'vitest'
import { RecordInput, StandardRecord } from '../../server/model/record.ts'
import { compileStandardiser } from '../../server/standardise/standardise.ts'
import { RULES } from './rules.ts'

const standardise = compileStandardiser(RULES)

function record(input: Partial<RecordInput>): StandardRecord {
  return standardise(RecordInput.parse({ source: 'crm', sourceId: '17', entity: 'person', fields: {}, ...input }))
}

/** Values of a field in order. */
function values(made: StandardRecord, field: string): string[] {
  return (made.values[field] ?? []).map(({ value }) => value)
}

describe('a record', () => {
  test('is a valid StandardRecord with its id and times', () => {
    const made = record({
      channel: 'shop',
      updatedAt: '2025-06-05T03:40:10Z',
      version: 3,
      fields: { givenName: ['CATHERINE'], email: ['Cat@Example.com'] },
      addresses: [{ line1: '12 Main St', city: 'Austin', region: 'Texas' }],
    })
    expect(StandardRecord.parse(made)).toEqual(made)
    expect(made).toMatchObject({ id: 'crm:person:17', channel: 'shop', version: 3, updatedAt: '2025-06-05T03:40:10Z' })
  })

  test('a full name fills the parts, behind those the source names itself', () => {
    const made = record({ fields: { fullName: ['Dr. Catherine Anne Yu'], givenName: ['Cat'] } })
    expect(values(made, 'givenName')).toEqual(['Cat', 'Catherine'])
    expect(values(made, 'middleName')).toEqual(['Anne'])
    expect(values(made, 'familyName')).toEqual(['Yu'])
    expect(values(made, 'title')).toEqual(['Dr'])
  })

  test('a former name is a family name of its own', () => {
    const made = record({ fields: { familyName: ['Yu'], formerName: ['MCDONALD'] } })
    expect(values(made, 'formerName')).toEqual(['McDonald'])
    expect(values(made, 'familyName')).toEqual(['Yu'])
  })

  test('the same value twice is one claim; several in a cell are several', () => {
    const made = record({
      hints: { defaultCountry: 'US' },
      fields: { email: ['Cat@example.com; cat@example.com', 'yu@example.com'], phone: ['512-555-0142 / 512-555-0143'] },
    })
    expect(values(made, 'email')).toEqual(['cat@example.com', 'yu@example.com'])
    expect(values(made, 'phone')).toEqual(['+15125550142', '+15125550143'])
  })

  test('local numbers take the country of the address before that of the source', () => {
    const made = record({
      hints: { defaultCountry: 'US' },
      fields: { phone: ['030 1234567'] },
      addresses: [{ city: 'Berlin', country: 'Germany' }],
    })
    expect(values(made, 'phone')).toEqual(['+49301234567'])
  })

  test('the legal form of the company tells the country of a contact', () => {
    const made = record({ entity: 'contact', fields: { phone: ['030 1234567'], 'company.name': ['Acme GmbH'] } })
    expect(values(made, 'phone')).toEqual(['+49301234567'])
  })

  test('dates are read in the order of their source', () => {
    const fields = { birthDate: ['3/4/1984'] }
    expect(values(record({ fields }), 'birthDate')).toEqual(['1984-04-03'])
    expect(values(record({ fields, hints: { defaultCountry: 'US' } }), 'birthDate')).toEqual(['1984-03-04'])
    expect(values(record({ fields, hints: { defaultCountry: 'US', dateOrder: 'DMY' } }), 'birthDate')).toEqual([
      '1984-04-03',
    ])
    const formatted = record({ fields: { birthDate: ['02031984'] }, hints: { dateFormats: { birthDate: 'ddMMyyyy' } } })
    expect(values(formatted, 'birthDate')).toEqual(['1984-03-02'])
  })

  test('a company has its legal form, trading name and parent', () => {
    const made = record({
      entity: 'company',
      fields: { name: ['Palfin Imports Ltd d/b/a Palfin Direct'], 'parent.id': ['C-1'], taxId: ['GB 150850287'] },
    })
    expect(values(made, 'name')).toEqual(['Palfin Imports Ltd'])
    expect(values(made, 'legalForm')).toEqual(['Ltd.'])
    expect(values(made, 'tradingName')).toEqual(['Palfin Direct'])
    expect(made.values['parent.id']).toEqual([{ value: 'C-1', folded: 'C-1', original: 'C-1' }])
  })

  test('custom fields are cleaned by their kind', () => {
    const made = record({
      customKinds: { 'custom.joined': 'date', 'custom.nick': 'name', 'custom.points': 'number' },
      fields: {
        'custom.joined': ['2 March 2020'],
        'custom.nick': ['CAT'],
        'custom.points': ['1,200'],
        'custom.note': [' a  b '],
      },
    })
    expect(values(made, 'custom.joined')).toEqual(['2020-03-02'])
    expect(values(made, 'custom.nick')).toEqual(['Cat'])
    expect(values(made, 'custom.points')).toEqual(['1200'])
    expect(values(made, 'custom.note')).toEqual(['a b'])
  })

  test('consent and gender', () => {
    const made = record({ fields: { 'consent.email': ['opt-out'], gender: ['weiblich'] } })
    expect(values(made, 'consent.email')).toEqual(['false'])
    expect(values(made, 'gender')).toEqual(['female'])
  })

  test('what cannot be cleaned stays, and says nothing', () => {
    const made = record({ fields: { birthDate: ['31/02/1990'], phone: ['0000000000'], email: ['none@none.com'] } })
    for (const field of ['birthDate', 'phone', 'email']) {
      expect(made.values[field]).toEqual([{ value: expect.any(String), folded: '', original: expect.any(String) }])
    }
  })

  test('two spellings of one address are one; one that says nothing is none', () => {
    const made = record({
      addresses: [
        { line1: '12 Main Street', postcode: '78701' },
        { line1: '12 main st', postcode: '78701' },
        { line1: 'n/a' },
      ],
    })
    expect(made.addresses).toHaveLength(1)
  })
})
