import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { FileNote } from '../../server/ingest/files/note.ts'
import { type Ingested, ingestFile, isOrder } from '../../server/ingest/ingest-file.ts'
import { parseMapping } from '../../server/ingest/source-mapping.ts'
import type { RecordInput } from '../../server/model/record.ts'

const folder = mkdtempSync(join(tmpdir(), 'kith-language-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
async function ingest(content: string, mapping: object): Promise<{ items: Ingested[]; notes: FileNote[] }> {
  const path = join(folder, `${++files}.csv`)
  writeFileSync(path, content)
  const items: Ingested[] = []
  const notes: FileNote[] = []
  const whole = parseMapping({ source: 'crm', entity: 'person', id: 'id', ...mapping })
  for await (const item of ingestFile(path, whole, { onNote: (note) => notes.push(note) })) items.push(item)
  return { items, notes }
}

const told = (item: Ingested): string => {
  if ('problem' in item) return `! ${item.problem.detail}`
  if ('removed' in item) return `- ${item.removed.sourceId}${item.sameAs ? ` = ${item.sameAs}` : ''}`
  const id = isOrder(item.value) ? item.value.orderId : item.value.sourceId
  return `${id}${item.sameAs ? ` = ${item.sameAs}` : ''}`
}
const ids = async (content: string, mapping: object) => (await ingest(content, mapping)).items.map(told)

/** Fields of the first record of a one-column file. */
async function cell(text: string, rule: object, mapping: object = {}): Promise<RecordInput> {
  const { items } = await ingest(`id,x\n1,"${text.replaceAll('"', '""')}"\n`, { fields: { x: rule }, ...mapping })
  const [first] = items
  if (!first || !('value' in first) || isOrder(first.value)) throw new Error(JSON.stringify(items))
  return first.value
}

describe('rows', () => {
  const rows = 'id,status,gone\n1,ACTIVE,\n2,inactive ,x\n3,new,0\n4,,\n'
  test.each<[why: string, mapping: object, expected: string[]]>([
    ['all of them', {}, ['1', '2', '3', '4']],
    ['only those of one text', { only: { status: 'active' } }, ['1']],
    ['of one of several', { only: { status: ['Active', 'NEW'] } }, ['1', '3']],
    ['of all conditions', { only: { status: { not: 'new' }, gone: { empty: true } } }, ['1', '4']],
    ['but those that match', { skip: { status: { matches: '^(in)?active$' } } }, ['1', '3', '4']],
    ['but those of any condition', { skip: { status: 'new', gone: 'X' } }, ['1', '4']],
    ['that delete', { delete: { gone: { empty: false } } }, ['1', '- 2', '- 3', '4']],
    [
      'that delete but are not read',
      { only: { status: { empty: false } }, delete: { gone: ['x', '1'] } },
      ['1', '- 2', '3'],
    ],
  ])('%s', async (_why, mapping, expected) => expect(await ids(rows, mapping)).toEqual(expected))

  test('rows passed over are counted', async () => {
    const { notes } = await ingest(rows, { skip: { gone: { empty: true } }, ignore: ['status'] })
    expect(notes).toContainEqual({ about: 'rows', count: 2, detail: 'rows passed over, as the mapping says' })
  })

  test('that were merged into another, deleted or not', async () => {
    const merged = 'id,m,d\n1,,0\n2,1,1\n3,1.0,0\n4,4,0\n5,NULL,0\n'
    expect(await ids(merged, { sameAs: 'm', delete: { d: '1' } })).toEqual(['1', '- 2 = 1', '3 = 1', '4', '5'])
  })

  test('of one record, together: values side by side, times the newest', async () => {
    const text =
      'id,kind,city,mail,at\n7,Home,Kent,a@x.test,2024-01-01\n8,Home,Bath,,\n,Work,Hull,,\n7,Ship,Ryde,b@x.test,2024-02-01\n'
    const { items } = await ingest(text, {
      gather: true,
      fields: { kind: 'address.kind', city: 'address.city', mail: 'email', at: 'updatedAt' },
    })
    expect(items.map((item) => 'value' in item && item.value)).toMatchObject([
      {
        sourceId: '7',
        updatedAt: '2024-02-01T00:00:00.000Z',
        fields: { email: ['a@x.test', 'b@x.test'] },
        addresses: [
          { kind: 'Home', city: 'Kent' },
          { kind: 'Ship', city: 'Ryde' },
        ],
      },
      { sourceId: '8', addresses: [{ city: 'Bath' }, { kind: 'Work', city: 'Hull' }] },
    ])
  })
})

describe('ids', () => {
  test.each<[why: string, text: string, id: unknown, expected: string[]]>([
    ['guarded from spreadsheets', 'id,b\n\'7210,x\n"=""0004""",x\n', 'id', ['7210', '0004']],
    ['decimal where the file has no whole one', 'id,b\n2,x\n3.0,x\n', 'id', ['2', '3']],
    ['decimal beside whole ones', 'id,b\n3,x\n3.0,x\n', 'id', ['3', '3.0']],
    ['with another letter case', 'id,b\n00A,x\n00a,x\n', 'id', ['00A', '00a']],
    [
      'cleaned by several ways',
      'id,b\n"1,204",x\n3.00,x\n',
      { column: 'id', clean: ['whole', { pad: 6 }] },
      ['001204', '000003'],
    ],
    ['without zeros in front', 'id,b\n000123,x\n0,x\n', { column: 'id', clean: 'zeros' }, ['123', '0']],
    [
      'of Salesforce, short and long',
      'id,b\n0013000000XyZab,x\n0013000000XyZabAAF,x\n',
      { column: 'id', clean: 'salesforce' },
      ['0013000000XyZabAAF', '0013000000XyZabAAF'],
    ],
    [
      'told from those of another table',
      'id,b\n1,x\n,y\n',
      { column: 'id', clean: { prefix: 'contact-' } },
      ['contact-1', '! the id is empty'],
    ],
    ['of several columns', 'id,b\n1,DE\n2,\n', { from: ['b', 'id'], with: '/' }, ['DE/1', '/2']],
    ['that are missing', 'id,b\n,x\nNULL,y\n', 'id', ['! the id is empty', '! the id is empty']],
  ])('%s', async (_why, text, id, expected) => expect(await ids(text, { id })).toEqual(expected))

  test('made of content: the same for the same content, however it is written', async () => {
    const made = await ids('n,m\nAda,a@x.test\nBo,\n ADA ,A@x.test\n,\n', {
      id: { content: ['n', 'm'] },
      fields: { n: 'fullName' },
    })
    expect(made[0]).toMatch(/^content-[0-9a-f]{24}$/)
    expect(made[2]).toBe(made[0])
    expect(new Set(made).size).toBe(2)
  })

  test('that occur twice are counted', async () => {
    const { notes } = await ingest('id\n1\n2\n1 \n1\n', {})
    expect(notes).toEqual([{ about: 'ids', count: 2, detail: expect.stringContaining('occur again, 1:') }])
  })

  test('references are written as ids are', async () => {
    const text = 'id,acc\n0033000000AbCdGAAV,0013000000XyZab\n5,17.0\n6,0013000000XyZab\n'
    const { items } = await ingest(text, { entity: 'contact', fields: { acc: 'company.id' } })
    expect(items.map((item) => 'value' in item && !isOrder(item.value) && item.value.fields['company.id'])).toEqual([
      ['0013000000XyZabAAF'],
      ['17'],
      ['0013000000XyZab'],
    ])
  })
})

describe('cells', () => {
  test.each<[why: string, text: string, rule: object, expected: string[] | undefined]>([
    ['several values', 'a@x.test; b@x.test;', { to: 'email', split: ';' }, ['a@x.test', 'b@x.test']],
    ['by several separators', '1 ::: 2\n3', { to: 'phone', split: [':::', '\n'] }, ['1', '2', '3']],
    ['without what says nothing', '1;n/a;-', { to: 'phone', split: ';', nulls: ['n/a'] }, ['1']],
    ['what fits', 'Smith (10115) Berlin', { to: 'custom.zip', match: '\\((\\d{5})\\)' }, ['10115']],
    ['the whole where there is no group', 'no 42', { to: 'custom.n', match: '\\d+' }, ['42']],
    ['an amount with a comma', '1.234,50', { to: 'custom.sum', kind: 'money', decimal: ',' }, ['1234.50']],
    ['thousands, not thousandths', '1.234', { to: 'custom.sum', kind: 'money', decimal: ',' }, ['1234']],
    ['a minus behind', '250,00-', { to: 'custom.sum', kind: 'money', decimal: ',' }, ['-250.00']],
    [
      'a sign of thousands of its own',
      '2’500.00 CHF',
      { to: 'custom.sum', kind: 'money', decimal: '.' },
      ['2500.00 CHF'],
    ],
    ['what is no number', 'n. V.', { to: 'custom.sum', kind: 'money', decimal: ',' }, ['n. V.']],
    ['a flag the other way round', 'True', { to: 'consent.email', invert: true }, ['no']],
    ['and back', '0', { to: 'consent.email', invert: true }, ['yes']],
    ['what is neither stays', 'STOP', { to: 'consent.email', invert: true }, ['STOP']],
    ['digits alone', 'DE-12 345', { to: 'identifier.x', clean: 'digits' }, ['12345']],
    ['replaced', '7', { to: 'custom.c', map: { '7': 'seven' } }, ['seven']],
    ['dropped', '7', { to: 'custom.c', map: { '7': '' } }, undefined],
    ['an empty one filled', '', { to: 'custom.c', default: 'none' }, ['none']],
    ['a filled one not', 'x', { to: 'custom.c', default: 'none' }, ['x']],
    ['guarded: a formula', '="00420"', { to: 'custom.c' }, ['00420']],
    ['guarded: a number', "'+4412", { to: 'custom.c' }, ['+4412']],
    ['guarded: a phone in words', "'tel 12", { to: 'phone' }, ['tel 12']],
    ["an apostrophe of one's own", "'t Hooft", { to: 'familyName' }, ["'t Hooft"]],
    ['a word that is a name', 'Nan', { to: 'givenName' }, ['Nan']],
  ])('%s', async (_why, text, rule, expected) => {
    const to = 'to' in rule ? String(rule.to) : ''
    expect((await cell(text, rule)).fields[to]).toEqual(expected)
  })

  test.each([
    ['family-first', 'familyFirst'],
    ['given-first', 'givenFirst'],
  ])('names are %s', async (order, nameOrder) => {
    const made = await cell('Ibanez Montero Luz', { to: 'fullName', order })
    expect([made.fields.fullName, made.hints?.nameOrder]).toEqual([['Ibanez Montero Luz'], nameOrder])
  })

  test.each([
    '\\N',
    'NULL',
    '(null)',
    '[NULL]',
    '<NA>',
    'NaN',
    'NaT',
    'None',
    '#N/A',
    '#VALUE!',
    '#REF!',
    '--',
    '-',
    '.',
    '?',
    'undefined',
    'Invalid Date',
    '[object Object]',
    '0000-00-00',
    ' NULL ',
  ])('%s says nothing', async (mark) => {
    const made = await cell(mark, ['custom.c', 'phone', 'address.city', 'employer'] as never)
    expect(made).toMatchObject({ fields: {}, addresses: [] })
  })

  test.each([
    ['NULL', 'Harkness', undefined],
    ['undefined', 'Harkness', undefined],
    ['nan', 'Harkness', undefined],
    ['NULL', 'HARKNESS', ['NULL']],
    ['Null', 'Harkness', ['Null']],
    ['Nan', 'Harkness', ['Nan']],
    ['null', 'harkness', ['null']],
  ])('a given name %s beside %s', async (first, last, expected) => {
    const { items } = await ingest(`id,f,l\n1,${first},${last}\n`, { fields: { f: 'givenName', l: 'familyName' } })
    expect(items[0]).toMatchObject({ value: { fields: { familyName: [last] } } })
    expect(items[0] && 'value' in items[0] && !isOrder(items[0].value) && items[0].value.fields.givenName).toEqual(
      expected,
    )
  })

  test('a cell that fits nothing of its column is told; one that fits something is not', async () => {
    const rules = [
      { to: 'custom.a', match: '^a' },
      { to: 'custom.b', match: '^b' },
    ] as never
    expect(await cell('cx', rules)).toMatchObject({ fields: {}, unread: { 'custom.a': 'cx', 'custom.b': 'cx' } })
    expect(await cell('bx', rules)).not.toHaveProperty('unread')
    expect((await cell('bx', rules)).fields).toEqual({ 'custom.b': ['b'] })
  })

  test('a constant of addresses holds where there is one and it says none', async () => {
    const mapping = { constants: { 'address.country': 'US' } }
    expect((await cell('Kent', { to: 'address.home.city' }, mapping)).addresses).toEqual([
      { city: 'Kent', country: 'US', kind: 'home' },
    ])
    expect((await cell('', { to: 'address.city' }, mapping)).addresses).toEqual([])
  })

  test('days as Excel counts them are read where they are dates', async () => {
    const made = await cell('45200.5', { to: 'updatedAt' })
    expect(made.updatedAt).toBe('2023-10-01T12:00:00.000Z')
    expect((await cell('45200.5', { to: 'updatedAt' }, { timeZone: 'Europe/Berlin' })).updatedAt).toBe(
      '2023-10-01T10:00:00.000Z',
    )
    expect((await cell('43738', { to: 'updatedAt', format: 'excel1904' })).updatedAt).toBe('2023-10-01T00:00:00.000Z')
  })
})

describe('several records of a row', () => {
  test('a contact and its company; a row without one has none', async () => {
    const { items } = await ingest('id,n,firm\n1,Ada,Acme\n2,Bo,ACME\n3,Cy,\n', {
      entity: 'contact',
      fields: { n: 'givenName' },
      also: [{ entity: 'company', as: 'company.id', id: { content: ['firm'] }, fields: { firm: 'name' } }],
    })
    const records = items.flatMap((item) => ('value' in item && !isOrder(item.value) ? [item.value] : []))
    const company = records[1]?.sourceId
    expect(records.map(({ entity, fields }) => [entity, fields])).toEqual([
      ['contact', { givenName: ['Ada'], 'company.id': [company] }],
      ['company', { name: ['Acme'] }],
      ['contact', { givenName: ['Bo'], 'company.id': [company] }],
      ['company', { name: ['ACME'] }],
      ['contact', { givenName: ['Cy'] }],
    ])
  })

  test('an order and its customer, by e-mail', async () => {
    const { items } = await ingest('no,mail,total\n#1,a@x.test,€ 12.50\n#1,,\n', {
      entity: 'order',
      id: 'no',
      fields: { total: 'amount' },
      also: [{ entity: 'person', as: 'customer.id', id: 'mail', fields: { mail: 'email' } }],
    })
    expect(items.map((item) => 'value' in item && item.value)).toMatchObject([
      { orderId: '#1', amount: 1250, currency: 'EUR', customerId: 'crm:person:a@x.test' },
      { sourceId: 'a@x.test', fields: { email: ['a@x.test'] } },
      { orderId: '#1' },
    ])
  })
})

describe('columns', () => {
  const notesOf = async (text: string, mapping: object) =>
    (await ingest(text, mapping)).notes.map(({ count, detail }) => `${count} ${detail}`)

  test('a pattern that matches none, one that nobody mapped, one that occurs twice', async () => {
    expect(await notesOf('id,mail,mail,size,\n1,a,b,L,\n', { fields: { mail: 'email', 'tel.*': 'phone' } })).toEqual([
      '1 patterns that match no column: tel.*',
      '1 headers that occur again, mail#2: they feed what the first of their name feeds',
      '1 columns nobody mapped, kept in the raw record: size',
    ])
  })

  test('the second of a name feeds the same, unless it has a rule of its own', async () => {
    const text = 'id,tel,tel\n1,5550101,5550102\n'
    const phones = async (fields: object) => {
      const { items } = await ingest(text, { fields })
      return items.map((item) => 'value' in item && !isOrder(item.value) && item.value.fields)
    }
    expect(await phones({ tel: 'phone' })).toEqual([{ phone: ['5550101', '5550102'] }])
    expect(await phones({ tel: 'phone', 'tel#2': 'mobile' })).toEqual([{ phone: ['5550101'], mobile: ['5550102'] }])
  })
})
