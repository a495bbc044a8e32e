import { expect, test } from 'vitest'
import { SearchQuery } from '../../../server/model/arriving/search-query.ts'
import type { RecordInput } from '../../../server/model/record.ts'
import type { Kith } from '../../../server/pipeline/kith.ts'
import { loadOrders } from '../../../server/pipeline/load/orders.ts'
import type { Store } from '../../../server/store/graph/driver.ts'
import { freshKith } from '../../kit/fresh-kith.ts'
import { seeded } from '../../kit/seeded.ts'
import { crowdedTown, personInput, TEST_CONTEXT } from '../../kit/world.ts'

// Whoever is there is found, by whatever of theirs is typed, however it is typed.
let store: Store
let kith: Kith
freshKith((fresh) => {
  ;({ store, kith } = fresh)
})

const { actor } = TEST_CONTEXT
const search = async (query: Record<string, unknown>) => kith.ask.golden.search(SearchQuery.parse(query))
/** Names and how well they fit, best first. */
const found = async (query: Record<string, unknown>) => (await search(query)).map(({ name, fit }) => `${name}: ${fit}`)

const of = (entity: RecordInput['entity'], id: string, fields: Record<string, string>) => ({
  ...personInput(id, fields),
  entity,
})

const PEOPLE = [
  personInput('crm:person:P-1', { givenName: 'Declan', familyName: "O'Gormley", birthDate: '1961-02-03' }),
  personInput('crm:person:P-2', { givenName: 'Amelie', familyName: "D'Arcangelo", birthDate: '1962-02-03' }),
  personInput('crm:person:P-3', {
    givenName: 'Peregrine',
    familyName: 'Ashdown-Vale',
    birthDate: '1969-05-09',
    'identifier.nationalId': 'NID-77120045',
    phone: '+44 20 7946 0555',
    email: 'p.ashdown@vale.example',
  }),
  personInput('crm:person:P-4', { givenName: 'Jürgen', familyName: 'Müller', 'address.city': 'Dayton' }),
  personInput('crm:person:P-5', { givenName: 'Мария', familyName: 'Иванова' }),
  personInput('crm:person:P-6', { givenName: 'محمد', familyName: 'حسن' }),
  personInput('crm:person:P-7', {
    familyName: '高橋',
    givenName: '一郎',
    familyNamePhonetic: 'タカハシ',
    givenNamePhonetic: 'イチロウ',
  }),
  personInput('crm:person:P-8', {
    givenName: 'Ines',
    familyName: 'van der Berg',
    'address.line1': '14 Quarry Spur',
    'address.city': 'Elko',
    'address.postcode': '89801',
  }),
  personInput('crm:person:P-9', { givenName: 'Bram', familyName: 'Mac Donald', title: 'Dr' }),
]

const TEXTS: [text: string, name: string, fit: string][] = [
  ...[
    "O'Gormley",
    'o’gormley',
    'OGormley',
    'Gormley',
    'Declan O Gormley',
    "O'Gormley, Declan",
    'Gorm',
    "O'Gorm",
    'decl',
  ].map((text): [string, string, string] => [text, "Declan O'Gormley", 'fits']),
  ...["D'Arcangelo", 'Darcangelo', 'arcangelo', 'd’arc', 'Amelie D´Arcangelo'].map((text): [string, string, string] => [
    text,
    "Amelie D'Arcangelo",
    'fits',
  ]),
  ...['Ashdown-Vale', 'ashdown vale', 'AshdownVale', 'Peregrine Ash', 'NID-77120045', '77120045', 'nid77120045'].map(
    (text): [string, string, string] => [text, 'Peregrine Ashdown-Vale', 'fits'],
  ),
  ['Ashdwn-Vale', 'Peregrine Ashdown-Vale', 'similar'],
  ['Peregrine 1969-05-09', 'Peregrine Ashdown-Vale', 'same'],
  ...[
    '+44 20 7946 0555',
    '020 7946 0555',
    '02079460555',
    '0044 20 79460555',
    'p.ashdown@vale.example',
    'p.ashd',
    'crm:P-3',
    'P-3',
  ].map((text): [string, string, string] => [text, 'Peregrine Ashdown-Vale', 'fits']),
  ...['Müller', 'Muller', 'mueller', 'jurgen müller', 'Mueller Dayton'].map((text): [string, string, string] => [
    text,
    'Jürgen Müller',
    'fits',
  ]),
  ...['Иванова', 'Ivanova', 'мария ив'].map((text): [string, string, string] => [text, 'Мария Иванова', 'fits']),
  ['Mohammed Hassan', 'محمد حسن', 'similar'],
  ['محمد', 'محمد حسن', 'fits'],
  ...['高橋', '高橋 一郎', 'タカハシ', 'Takahashi', 'たかはし'].map((text): [string, string, string] => [
    text,
    '高橋 一郎',
    'fits',
  ]),
  ...['Vanderberg', 'van der Berg', 'Ines Quarry Spur', 'Ines Elko', '14 Quarry Spur, Elko'].map(
    (text): [string, string, string] => [text, 'Ines van der Berg', 'fits'],
  ),
  ...['MacDonald', 'macdon', 'Donald'].map((text): [string, string, string] => [text, 'Bram Mac Donald', 'fits']),
]

test('a line of text finds whoever it is about, however it is spelled, and says how well', async () => {
  await kith.upsert(PEOPLE, actor)
  for (const [text, name, fit] of TEXTS)
    expect({ text, found: (await found({ text }))[0] }).toEqual({ text, found: `${name}: ${fit}` })
}, 120_000)

const FIELDS: [query: Record<string, unknown>, hits: string[]][] = [
  [{ fields: { givenName: 'Peregrine', familyName: 'Ashdown-Vale' } }, ['Peregrine Ashdown-Vale: fits']],
  [{ fields: { familyName: 'Ashdown-Vale' } }, ['Peregrine Ashdown-Vale: fits']],
  [{ fields: { familyName: 'Ashdown' } }, ['Peregrine Ashdown-Vale: fits']],
  [{ fields: { givenName: 'Peregrine' } }, ['Peregrine Ashdown-Vale: fits']],
  [{ fields: { familyName: 'Ashdwn' } }, ['Peregrine Ashdown-Vale: similar']],
  [{ fields: { familyName: "O'Gormley" } }, ["Declan O'Gormley: fits"]],
  [{ fields: { familyName: 'Gormley', givenName: 'Declan' } }, ["Declan O'Gormley: fits"]],
  [{ fields: { fullName: 'Mr Declan OGormley' } }, ["Declan O'Gormley: fits"]],
  [{ fields: { birthDate: '1961-02-03' } }, ["Declan O'Gormley: fits"]],
  [{ fields: { phone: '020 7946 0555' } }, ['Peregrine Ashdown-Vale: fits']],
  [{ fields: { 'identifier.nationalId': '77120045' } }, ['Peregrine Ashdown-Vale: fits']],
  [{ fields: { 'identifier.nationalId': 'nid 77120045' } }, ['Peregrine Ashdown-Vale: fits']],
  [{ fields: { familyName: 'Mueller' }, address: { city: 'Dayton' } }, ['Jürgen Müller: fits']],
  [{ fields: { familyName: 'Müller' }, address: { city: 'Boise' } }, ['Jürgen Müller: similar']],
  [{ fields: { familyName: 'Hassan', givenName: 'Mohammed' } }, ['محمد حسن: similar']],
  [{ fields: { familyName: 'MacDonald', title: 'Dr' } }, ['Bram Mac Donald: fits']],
  [{ fields: { familyName: 'Quartermain', givenName: 'Zebulon' } }, []],
]

test('fields find whoever they fit, also one alone; nobody else is shown', async () => {
  await kith.upsert(PEOPLE, actor)
  for (const [query, hits] of FIELDS)
    expect({ query, hits: await found({ entity: 'person', ...query }) }).toEqual({ query, hits })
}, 120_000)

test('whoever fits all that was given is no stranger, and what two of his records say counts together', async () => {
  const home = { givenName: 'Folake', familyName: 'Oyelaran', birthDate: '1980-05-06' }
  await kith.upsert(
    [
      personInput('crm:person:1', { ...home, email: 'folake@oyelaran.example' }),
      personInput('shop:person:2', { ...home, email: 'folake@oyelaran.example', 'address.city': 'Boise' }),
      personInput('shop:person:3', { givenName: 'Folake', familyName: 'Adeyemi', 'address.city': 'Dayton' }),
    ],
    actor,
  )
  const hits = await search({ entity: 'person', fields: { givenName: 'Folake' } })
  expect(hits.map(({ verdict, fit }) => ({ verdict, fit }))).toEqual([
    { verdict: 'unsure', fit: 'fits' },
    { verdict: 'unsure', fit: 'fits' },
  ])
  expect(await found({ entity: 'person', fields: home })).toEqual(['Folake Oyelaran: same'])
  expect(await found({ text: 'folake@oyelaran.example Boise' })).toEqual(['Folake Oyelaran: fits'])
})

test('a contact is shown with the company, and found by its name', async () => {
  await kith.upsert(
    [
      of('company', 'crm:company:C1', { name: 'Copperkettle Bakeries Inc.' }),
      of('company', 'crm:company:C2', { name: 'Northgate Chicago LLC' }),
      of('contact', 'crm:contact:K1', { givenName: 'Wilhelmina', familyName: 'Osterberg', 'company.id': 'C1' }),
      of('contact', 'crm:contact:K2', { givenName: 'Wilhelmina', familyName: 'Ostrander', 'company.id': 'C2' }),
      of('contact', 'crm:contact:K3', {
        givenName: 'Wendel',
        familyName: 'Oster',
        'company.name': 'Lakeshore Outfitters',
      }),
    ] as RecordInput[],
    actor,
  )
  const [hit] = await search({ text: 'Wilhelmina Osterberg' })
  expect(hit).toMatchObject({ company: { id: expect.stringMatching(/^com_/), name: 'Copperkettle Bakeries Inc.' } })
  expect((await search({ entity: 'contact', text: 'Wendel Oster' }))[0]?.company).toEqual({
    name: 'Lakeshore Outfitters',
  })
  expect((await found({ entity: 'contact', text: 'Wilhelmina Northgate' }))[0]).toBe('Wilhelmina Ostrander: fits')
})

test('an order leads to whoever placed it, an id to whoever has it', async () => {
  await kith.upsert(PEOPLE, actor)
  const order = (orderId: string, customerId: string) => ({ source: 'crm', orderId, customerId }) as never
  await loadOrders(store, [order('#1001', 'P-2'), order('SO-77', 'P-8')], () => new Date())
  const golden = (await search({ text: "D'Arcangelo" }))[0]?.golden ?? ''
  for (const text of ['#1001', '1001', 'order 1001', 'crm:#1001'])
    expect((await search({ text }))[0]).toMatchObject({ golden, fit: 'fits', notes: ['order #1001'] })
  expect((await found({ text: 'so-77' }))[0]).toBe('Ines van der Berg: fits')
  expect((await found({ text: golden }))[0]).toBe("Amelie D'Arcangelo: fits")
})

test.each([31, 32])(
  'everybody is found by each one of their values (seed %i)',
  async (seed) => {
    const town = crowdedTown(40, seeded(seed))
    await kith.upsert(town, actor)
    for (const { source, sourceId, fields, addresses } of town.slice(0, 12)) {
      const { golden } = await kith.ask.records.find(`${source}:${sourceId}` as never)
      const own = ['email', 'phone', 'birthDate'].flatMap((name) =>
        fields[name] ? [[name, fields[name]?.[0] ?? '']] : [],
      )
      for (const [name = '', value = ''] of own)
        for (const query of [{ text: value }, { entity: 'person', fields: { [name]: value } }]) {
          const hits = await search({ ...query, limit: 100 })
          expect({ query, found: hits.filter(({ fit }) => fit !== 'similar').map((hit) => hit.golden) }).toMatchObject({
            query,
            found: expect.arrayContaining([golden]),
          })
        }
      const name = `${fields.givenName?.[0]} ${fields.familyName?.[0]} ${addresses[0]?.line1}`
      const texts = [`${source}:${sourceId}`, name]
      for (const text of texts)
        expect({ text, found: (await search({ text, limit: 100 })).map((hit) => hit.golden) }).toMatchObject({
          text,
          found: expect.arrayContaining([golden]),
        })
    }
  },
  300_000,
)
