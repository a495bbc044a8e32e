import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noPostgresHere } from '../../kit/postgres.ts'
import { change, closeTables, connect, creation, kindsOf, openServer, openTable } from './table-world.ts'

const NEVER = new AbortController().signal

/** Names that break statements which are put together carelessly. */
const ODD = [
  'Upper Case',
  'with "quotes"',
  `it's`,
  'select',
  'key',
  'cells',
  'nr',
  'version',
  't',
  'n',
  'w',
  'made',
  '$1',
  '%TYPE',
  'back\\slash',
  'ünïcödé',
  'x); DROP TABLE victim; --',
  'constructor',
  '__proto__',
  'a'.repeat(63),
]
const q = (name: string) => `"${name.replaceAll('"', '""')}"`

describe.skipIf(noPostgresHere())('names and values that mean something else', () => {
  beforeAll(openServer)
  afterAll(closeTables)

  test('columns of any name are read and written', async () => {
    const world = await openTable(
      `CREATE TABLE victim (id int); CREATE TABLE customer (id serial PRIMARY KEY, "external id of" text UNIQUE, ${ODD.map((name) => `${q(name)} text`).join(', ')});
       INSERT INTO customer DEFAULT VALUES`,
      { externalId: 'external id of' },
    )
    const set = Object.fromEntries(ODD.map((name) => [name, `value of ${name}`]))
    const outcomes = await world.write(change('1', set), creation('g1', set))
    expect(outcomes).toMatchObject([
      { kind: 'acknowledged', id: '1', stored: { id: '1', ...set } },
      { kind: 'acknowledged', id: '2', stored: { id: '2', 'external id of': 'g1', ...set } },
    ])
    for (const name of ODD)
      expect(await world.write(change('1', { [name]: null }))).toMatchObject([{ kind: 'acknowledged' }])
    expect(await world.connector.read?.('person', ['1'], NEVER)).toEqual([
      { id: '1', row: { id: '1' }, version: expect.any(String) },
    ])
    expect(await world.sql('SELECT FROM victim')).toEqual([])
  })

  test.each(ODD)('%s as the name of everything', async (name) => {
    const world = await openTable('CREATE TABLE customer (id int)')
    const schema = `${name.slice(0, 40)} ${world.schema.slice(-8)}`
    const table = `${q(schema)}.${q(name)}`
    await world.server.query(`CREATE SCHEMA ${q(schema)}; CREATE TABLE ${table} (${q(name)} int PRIMARY KEY, city text);
      INSERT INTO ${table} VALUES (1, 'Bonn')`)
    const all = { id: name, version: name, externalId: name, origin: name, changed: { column: name } }
    const connector = connect(world.server, { schema }, { table: name, ...all })
    expect(await connector.probe(NEVER)).toMatchObject({ ok: true })
    expect(
      kindsOf(await connector.write([change('1', { city: 'Kiel' }), creation('2', { city: 'Ulm' })], NEVER)),
    ).toEqual(['acknowledged', 'acknowledged'])
    expect(await connector.find?.('person', '2', NEVER)).toMatchObject([{ id: '2', row: { city: 'Ulm' } }])
    expect((await connector.changes?.('person', '', NEVER))?.records.map(({ id }) => id)).toEqual(['1', '2'])
  })

  test('columns that are statements are no columns', async () => {
    const world = await openTable(
      `CREATE TABLE customer (id int PRIMARY KEY, city text); INSERT INTO customer VALUES (1, 'Bonn')`,
    )
    const columns = [
      "city\" = 'x'; DROP TABLE customer; --",
      'city::text',
      '*',
      'id" int); DELETE FROM customer; --',
      'a\0b',
    ]
    for (const column of columns) {
      await expect(world.write(change('1', { [column]: 'x' }))).rejects.toThrow('has no column')
    }
    expect(await world.sql('SELECT city FROM customer')).toEqual([{ city: 'Bonn' }])
  })

  test('values are values', async () => {
    const world = await openTable(
      `CREATE TABLE customer (id text PRIMARY KEY, city text); INSERT INTO customer VALUES ('1', 'Bonn')`,
      { externalId: 'id', deleted: { column: 'city', value: [`x') OR true --`] } },
    )
    const values = [
      `'; DROP TABLE customer; --`,
      `' OR '1'='1`,
      '$1',
      '$$',
      '{"a":1}',
      '\\',
      '\n\t',
      'null',
      '"',
      `E'\\n'`,
    ]
    for (const value of values) {
      expect(await world.write(change('1', { city: value }))).toMatchObject([
        { kind: 'acknowledged', stored: { city: value } },
      ])
      expect(await world.write(change(`1${value}`, { city: 'x' }))).toEqual([{ kind: 'gone' }])
      expect(await world.connector.find?.('person', `1${value}`, NEVER)).toEqual([])
      expect(await world.write(creation(value, { city: value }))).toMatchObject([
        { kind: 'acknowledged', stored: { city: value } },
      ])
    }
    expect(await world.sql('SELECT FROM customer')).toHaveLength(1 + values.length)
  })
})
