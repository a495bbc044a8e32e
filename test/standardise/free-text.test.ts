import { expect, test } from 'vitest'
import { parseFreeText } from '../../server/standardise/free-text.ts'
import { RULES } from './rules.ts'

test.each([
  ['Catherine Yu Texas', { fullName: ['Catherine Yu'] }, { region: 'Texas' }],
  ['catherine yu tx', { fullName: ['catherine yu'] }, { region: 'tx' }],
  ['Catherine Yu Austin TX', { fullName: ['Catherine Yu'] }, { city: 'Austin', region: 'TX' }],
  ['John Smith New York NY', { fullName: ['John Smith'] }, { city: 'New York', region: 'NY' }],
  [
    'Catherine Yu, Austin, TX 78701',
    { fullName: ['Catherine Yu'] },
    { city: 'Austin', region: 'TX', postcode: '78701' },
  ],
  ['Yu, Catherine', { fullName: ['Catherine Yu'] }, {}],
  ['Maria Washington', { fullName: ['Maria Washington'] }, {}],
  ['Maria de la Cruz', { fullName: ['Maria de la Cruz'] }, {}],
  ['cat@example.com', { email: ['cat@example.com'] }, {}],
  ['+1 512 555 0142', { phone: ['+1 512 555 0142'] }, {}],
  ['(512) 555-0142 x12', { phone: ['(512) 555-0142 x12'] }, {}],
  [
    'Cat Yu cat@example.com 512-555-0142',
    { fullName: ['Cat Yu'], email: ['cat@example.com'], phone: ['512-555-0142'] },
    {},
  ],
  ['Catherine Yu 1984-03-02', { fullName: ['Catherine Yu'], birthDate: ['1984-03-02'] }, {}],
  [
    'Catherine Yu 12 Main St, Austin TX 78701',
    { fullName: ['Catherine Yu'] },
    { line1: '12 Main St', city: 'Austin', region: 'TX', postcode: '78701', country: 'US' },
  ],
  ['', {}, {}],
])('a person: %s', (text, fields, address) => {
  expect(parseFreeText(text, RULES, 'person')).toEqual({ fields, address })
})

test.each([
  ['Lakeshore Outfitters LLC Chicago', { name: ['Lakeshore Outfitters LLC'] }, { city: 'Chicago' }],
  ['Acme GmbH & Co. KG 50667 Köln', { name: ['Acme GmbH & Co. KG'] }, { postcode: '50667', city: 'Köln' }],
  ['Lakeshore Outfitters', { name: ['Lakeshore Outfitters'] }, {}],
  ['Lakeshore www.lakeshore.com', { name: ['Lakeshore'], website: ['www.lakeshore.com'] }, {}],
])('a company: %s', (text, fields, address) => {
  expect(parseFreeText(text, RULES, 'company')).toEqual({ fields, address })
})

test('a company is nobody: for a person only the place is left', () => {
  expect(parseFreeText('Lakeshore Outfitters LLC Chicago', RULES, 'person')).toEqual({
    fields: {},
    address: { city: 'Chicago' },
  })
})
