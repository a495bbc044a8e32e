import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { mappingSchema } from '../../../server/ingest/mapping-schema.ts'
import { type Proposal, proposeMapping } from '../../../server/ingest/propose/propose.ts'
import { parseMapping } from '../../../server/ingest/source-mapping.ts'

const folder = mkdtempSync(join(tmpdir(), 'kith-propose-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function propose(name: string, content: string): Promise<Proposal> {
  const path = join(folder, name)
  writeFileSync(path, content)
  const proposal = await proposeMapping(path)
  // Whatever is proposed can be loaded.
  parseMapping(proposal.mapping)
  return proposal
}

describe('what a row is', () => {
  test.each<[what: string, text: string]>([
    ['person', 'id,First Name,Surname,DOB,Company\n1,Ada,Lovelock,1985-12-10,Acme\n'],
    ['person', 'Kundennr;Vorname;Nachname;Firma;Position\n1;Ada;Lovelock;;\n'],
    ['contact', 'Id,FirstName,LastName,AccountId,Title\n1,Ada,Lovelock,7,Buyer\n'],
    ['contact', 'no,forename,family name,organisation,job title\n1,Ada,Lovelock,Acme,Buyer\n'],
    ['company', 'KUNNR,NAME1,STRAS,ORT01,PSTLZ,LAND1,STCEG\n10,Acme GmbH,Weg 1,Köln,50668,DE,DE123456789\n'],
    ['company', 'id,company name,vat number\n1,Acme,DE123456789\n'],
    ['company', 'id,name,city\n1,Mistral Pumps Inc,Tulsa\n2,Lark Foods LLC,Boise\n3,Blue Door,Reno\n'],
    ['company', 'id,name\n1,株式会社青空\n2,Acme GmbH & Co. KG\n'],
    ['company', 'child id,parent id,from\n1,2,2020-01-01\n'],
    [
      'company',
      'Relationship.StartNode.NodeID,Relationship.EndNode.NodeID,Relationship.Period.1.startDate\nA1,B2,2015-01-01\n',
    ],
    ['person', 'id,name,tax id\n1,Ada Lovelock,123-45-6789\n2,Bo Yu,987-65-4320\n'],
    ['person', 'id,name,city\n1,Ada Lovelock,Tulsa\n2,Bo Co,Reno\n3,Cy Young,Elko\n4,Di Prince,Elko\n'],
    ['order', 'id,cust,amount,cur\n1,c1,12.50,EUR\n'],
    ['order', 'Order ID,Customer ID,Order Date,Total,Currency\n1,7,2024-01-02,12.50,EUR\n'],
  ])('%s: %j', async (what, text) => expect((await propose('rows.csv', text)).mapping.entity).toBe(what))
})

test.each<[file: string, entity: string]>([
  ['accounts.csv', 'company'],
  ['Lieferanten 2024.csv', 'company'],
  ['crm-companies_export.csv', 'company'],
  ['members.csv', 'person'],
])('names in %s are those of a %s', async (file, entity) => {
  expect((await propose(file, 'id,name\n1,Blue Door\n2,Red Lamp\n')).mapping.entity).toBe(entity)
})

describe('a column that is called after a channel', () => {
  test.each<[column: string, cells: string[], to: string]>([
    ['mail', ['yes', 'no', 'Do Not Allow'], 'consent.mail'],
    ['Email', ['Y', 'N', 'Y'], 'consent.email'],
    ['Phone', ['true', 'false', 'true'], 'consent.phone'],
    ['mail', ['a@x.test', 'no', 'none'], 'email'],
    ['phone', ['555-0100', 'none', ''], 'phone'],
    ['E-Mails', ['a@x.test', 'b@x.test', ''], 'email'],
  ])('%s: %j', async (column, cells, to) => {
    const text = `id,first,last,${column}\n${cells.map((cell, i) => `${i},Ada,Lovelock,${cell}`).join('\n')}\n`
    expect((await propose('rows.csv', text)).mapping.fields[column]).toBe(to)
  })
})

describe('columns that say it their own way', () => {
  test.each<[column: string, cell: string, to: unknown]>([
    ['State/Region', 'NV', 'address.region'],
    ['NAME_FIRST', 'Ada', 'givenName'],
    ['CITY1', 'Elko', 'address.city'],
    ['POST_CODE1', '89801', 'address.postcode'],
    ['billing_phone', '4155550100', 'phone'],
    ['_address_telephone', '4155550100', 'phone'],
    ['Card Address Zip', '89801', 'address.billing.postcode'],
    ['Created (UTC)', '2024-01-02', 'createdAt'],
    ['Modified Time', '2024-01-02', 'updatedAt'],
    ['Mobile Phone Number', '4155550100', 'mobile'],
    ['Do not allow Emails', 'Do Not Allow', 'consent.email'],
    ['Do not allow Emails', 'true', { to: 'consent.email', invert: true }],
    ['Phonetic First Name', 'エイダ', 'givenNamePhonetic'],
    ['website', 'base', undefined],
    ['website', 'lovelock.test', 'website'],
    ['Card ID', 'card_1', undefined],
  ])('%s (%s)', async (column, cell, to) => {
    const { mapping } = await propose('rows.csv', `Record Id,familyname,${column}\n7,Lovelock,${cell}\n`)
    expect(mapping).toMatchObject({ entity: 'person', id: 'Record Id' })
    expect(mapping.fields[column]).toEqual(to)
    expect(mapping.delete).toBeUndefined()
  })

  test.each<[header: string, row: string, id: unknown]>([
    ['Account Name.id,Record Id,First Name,Last Name', 'a9,z1,Ada,Lovelock', 'Record Id'],
    ['First Name,Last Name,Birthday', 'Ada,Lovelock,12/10', { content: true }],
    ['First Name,Last Name,Zip', 'Ada,Lovelock,89801', { content: true }],
    ['Email,First Name,Last Name,LEID', 'a@x.test,Ada,Lovelock,5f3', 'LEID'],
    ['(Do Not Modify) Contact,First Name,Last Name', '6f0c-1,Ada,Lovelock', '(Do Not Modify) Contact'],
  ])('the id among %s', async (header, row, id) => {
    expect((await propose('rows.csv', `${header}\n${row}\n`)).mapping.id).toEqual(id)
  })

  test('somebody and where they work', async () => {
    const { mapping } = await propose(
      'rows.csv',
      'Person - ID,Person - Name,Person - Organization\n1,Ada Lovelock,Acme\n',
    )
    expect(mapping).toMatchObject({
      entity: 'person',
      id: 'Person - ID',
      fields: { 'Person - Name': 'fullName', 'Person - Organization': 'employer' },
    })
  })
})

describe('columns by what systems call them', () => {
  test.each<[system: string, text: string, fields: Record<string, unknown>, id: unknown]>([
    [
      'an address book',
      'Name,Given Name,Family Name,Birthday,E-mail 1 - Value,Phone 1 - Value,Address 1 - Street,Address 1 - City,Address 2 - City,Organization 1 - Name\n' +
        'Ada Lovelock,Ada,Lovelock,1985-12-10,a@x.test,+15550100,1 Oak St,Elko,Reno,Acme\nBo Yu,Bo,Yu,,b@x.test,,,,,\n',
      {
        Name: 'fullName',
        'Given Name': 'givenName',
        'Family Name': 'familyName',
        Birthday: 'birthDate',
        'E-mail 1 - Value': 'email',
        'Phone 1 - Value': 'phone',
        'Address 1 - Street': 'address.1.line1',
        'Address 1 - City': 'address.1.city',
        'Address 2 - City': 'address.2.city',
        'Organization 1 - Name': 'employer',
      },
      { content: true },
    ],
    [
      'a mail system',
      'Email Address,First Name,Last Name,OPTIN_TIME,Unsubscribed\na@x.test,Ada,Lovelock,2024-01-02 10:00:00,no\nb@x.test,Bo,Yu,,yes\n',
      {
        'Email Address': 'email',
        'First Name': 'givenName',
        'Last Name': 'familyName',
        OPTIN_TIME: 'createdAt',
        Unsubscribed: { to: 'consent.email', invert: true },
      },
      { content: true },
    ],
    [
      'a CRM',
      'contactid,firstname,lastname,emailaddress1,telephone1,address1_line1,address1_city,address1_postalcode,donotemail,modifiedon\n' +
        'c-1,Ada,Lovelock,a@x.test,+15550100,1 Oak St,Elko,89801,true,2024-01-02\nc-2,Bo,Yu,b@x.test,,,,,false,\n',
      {
        firstname: 'givenName',
        lastname: 'familyName',
        emailaddress1: 'email',
        telephone1: 'phone',
        address1_line1: 'address.1.line1',
        address1_city: 'address.1.city',
        address1_postalcode: 'address.1.postcode',
        donotemail: { to: 'consent.email', invert: true },
        modifiedon: 'updatedAt',
      },
      'contactid',
    ],
    [
      'a German ERP',
      'Kundennummer;Anrede;Vorname;Nachname;Straße;Hausnummer;PLZ;Ort;Telefon;Geburtsdatum\n' +
        '10001;Frau;Ada;Lovelock;Domstr.;1;50668;Köln;0221 5550199;10.12.1985\n10002;Herr;Bo;Yu;;;;;;31.01.1990\n',
      {
        Anrede: 'title',
        Vorname: 'givenName',
        Nachname: 'familyName',
        Straße: 'address.line1',
        Hausnummer: 'address.houseNumber',
        PLZ: 'address.postcode',
        Ort: 'address.city',
        Telefon: 'phone',
        Geburtsdatum: 'birthDate',
      },
      'Kundennummer',
    ],
    [
      'a shop of many words',
      'customer_id,billing_first_name,Billing Street Address,Ship To City,mystery\n7,Ada,1 Oak St,Elko,a@x.test\n8,Bo,2 Oak St,Reno,b@x.test\n',
      { 'Billing Street Address': 'address.billing.line1', 'Ship To City': 'address.shipping.city', mystery: 'email' },
      'customer_id',
    ],
  ])('%s', async (_system, text, fields, id) => {
    const { mapping } = await propose('columns.csv', text)
    expect(mapping.fields).toEqual(expect.objectContaining(fields))
    expect(mapping.id).toEqual(id)
  })

  test('rows that delete, and rows merged into others', async () => {
    const { mapping } = await propose('gone.csv', 'Id,IsDeleted,MasterRecordId,Name\n1,false,,Ada\n2,true,1,Bo\n')
    expect(mapping).toMatchObject({ delete: { IsDeleted: expect.arrayContaining(['true']) }, sameAs: 'MasterRecordId' })
  })

  test('several mail boxes in a cell', async () => {
    const { mapping } = await propose('several.csv', 'id,name,emails\n1,Ada,a@x.test; b@x.test\n2,Bo,c@x.test\n')
    expect(mapping.fields.emails).toEqual({ to: 'email', split: ';' })
  })

  test('a table of parts is gathered, a list of people is not', async () => {
    expect((await propose('parts.csv', 'id,city\n1,Kent\n1,Bath\n2,Hull\n')).mapping.gather).toBe(true)
    expect(
      (await propose('twice.csv', 'id,name,city\n1,Ada,Kent\n1,Ada,Bath\n2,Bo,Hull\n')).mapping.gather,
    ).toBeUndefined()
  })
})

describe('habits of a source', () => {
  const keys = async (text: string) => {
    const {
      source: _source,
      entity: _entity,
      id: _id,
      fields: _fields,
      ...rest
    } = (await propose('habits.csv', text)).mapping
    return rest
  }
  test.each<[why: string, text: string, expected: object]>([
    ['the day comes first', 'id,name,dob\n1,Ada,13/02/1985\n2,Bo,01/02/1985\n', { dateOrder: 'DMY' }],
    ['the month comes first', 'id,name,dob\n1,Ada,02/13/1985\n', { dateOrder: 'MDY' }],
    ['nothing needs to be said', 'id,name,dob\n1,Ada,1985-02-13\n', {}],
    ['the country that most have', 'id,name,country\n1,Ada,DE\n2,Bo,AT\n3,Cy,DE\n', { defaultCountry: 'DE' }],
    ['commas before decimals', 'id;name;sum\n1;Ada;1.234,50\n2;Bo;3,00\n', { decimal: ',' }],
    ['points before decimals', 'id,name,sum\n1,Ada,12.50\n', {}],
  ])('%s', async (_why, text, expected) => expect(await keys(text)).toEqual(expected))

  test.each<[why: string, text: string, doubt: string]>([
    ['a date that may be either', 'id,name,dob\n1,Ada,03/04/1985\n', 'dob: 03/04/1985 may be day or month first'],
    [
      'local numbers without a country',
      'id,name,phone\n1,Ada,0221 5550199\n',
      'local phone numbers need "defaultCountry"',
    ],
    ['an id that repeats', 'id,name\n1,Ada\n1,Bo\n', 'id is called an id and repeats'],
    ['no id', 'name,mail\nAda,a@x.test\nAda,a@x.test\n', 'ids are made of content'],
    [
      'a mail column with something else',
      'id,name,email\n1,Ada,call her\n2,Bo,b@x.test\n',
      '50 % of the cells look like an e-mail',
    ],
    [
      'two columns for one value',
      'id,first name,forename\n1,Ada,Ada\n',
      'forename seems to be givenName, as first name is',
    ],
    ['nothing known', 'a,b\nx,y\n', 'nothing is mapped'],
  ])('doubt: %s', async (_why, text, doubt) => {
    expect((await propose('doubts.csv', text)).doubts.join('\n')).toContain(doubt)
  })
})

test('each column is told with how many rows fill it, and examples', async () => {
  const { columns, rows } = await propose('seen.csv', 'id,name,x\n1,Ada,\n2,Bo,NULL\n3,Ada,7\n')
  expect(rows).toBe(3)
  expect(columns).toEqual([
    { column: 'id', filled: 1, distinct: 3, examples: ['1', '2', '3'], to: 'id' },
    { column: 'name', filled: 1, distinct: 2, examples: ['Ada', 'Bo'], to: 'fullName' },
    { column: 'x', filled: 1 / 3, distinct: 1, examples: ['7'] },
  ])
})

test('the schema of mappings says what each key is for', () => {
  const { properties } = mappingSchema() as { properties: Record<string, { description?: string }> }
  expect(Object.keys(properties)).toContain('gather')
  expect(properties.sameAs?.description).toContain('merged into')
})
