import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noPostgresHere } from '../../kit/postgres.ts'
import { change, closeTables, connect, creation, kindsOf, openServer, openTable } from './table-world.ts'

const NEVER = new AbortController().signal

describe.skipIf(noPostgresHere())('making rows', () => {
  beforeAll(openServer)
  afterAll(closeTables)

  const CRM = `
    CREATE TABLE customer (
      id bigint GENERATED ALWAYS AS IDENTITY (START WITH 100) PRIMARY KEY, golden uuid UNIQUE, name text NOT NULL,
      state text NOT NULL DEFAULT 'new', by text, deleted boolean NOT NULL DEFAULT false, merged text)`
  const crm = {
    externalId: 'golden',
    deleted: { column: 'deleted', value: 'true' },
    mergedInto: 'merged',
    onWrite: { by: { text: 'kith' } },
  }
  const GOLDEN = 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'

  test('twice makes one, and a row that is there is changed', async () => {
    const world = await openTable(CRM, crm)
    const item = creation(GOLDEN, { name: 'Ann', state: null })
    const made = {
      kind: 'acknowledged',
      id: '100',
      stored: { id: '100', golden: GOLDEN.toLowerCase(), name: 'Ann', state: 'new', by: 'kith', deleted: 'f' },
    }
    expect(await world.write(item)).toMatchObject([made])
    const xmin = await world.cell('100', 'xmin')
    expect(await world.write(item)).toMatchObject([made])
    expect(await world.cell('100', 'xmin')).toBe(xmin)
    expect(await world.write(creation(GOLDEN, { name: 'Anna' }))).toMatchObject([
      { id: '100', stored: { name: 'Anna' } },
    ])
    expect(await world.sql('SELECT id FROM customer')).toHaveLength(1)
    expect(world.connector.createsOnce('person')).toBe(true)
    expect(world.connector.createsOnce('company')).toBe(false)
  })

  test('a row that is gone is never made again', async () => {
    const world = await openTable(CRM, crm)
    await world.write(creation(GOLDEN, { name: 'Ann' }))
    await world.sql('UPDATE customer SET deleted = true, merged = 55')
    expect(await world.write(creation(GOLDEN, { name: 'Anna' }))).toEqual([{ kind: 'gone', into: '55' }])
  })

  test('many at once each learn their own id', async () => {
    const world = await openTable(CRM.replace('uuid', 'text'), crm)
    const items = Array.from({ length: 120 }, (_, i) => creation(`g${i}`, { name: `Name ${i}` }))
    await world.write(items[3] ?? creation('g3', {}))
    const outcomes = await world.write(...items)
    expect(kindsOf(outcomes)).toEqual(items.map(() => 'acknowledged'))
    const rows = await world.sql<{ id: string; golden: string }>('SELECT id, golden FROM customer')
    const ids = new Map(rows.map(({ id, golden }) => [golden, id]))
    expect(outcomes.map((outcome) => outcome.kind === 'acknowledged' && outcome.id)).toEqual(
      items.map(({ externalId = '' }) => ids.get(externalId)),
    )
  })

  test('two connectors at once make one', async () => {
    const world = await openTable(CRM, crm)
    const other = connect(world.server, { schema: world.schema }, { table: 'customer', id: 'id', ...crm })
    const item = creation(GOLDEN, { name: 'Ann' })
    const both = await Promise.all(
      Array.from({ length: 10 }, (_, i) => (i % 2 ? other : world.connector).write([item], NEVER)),
    )
    expect(new Set(both.flat().map((outcome) => outcome.kind === 'acknowledged' && outcome.id)).size).toBe(1)
    expect(await world.sql('SELECT id FROM customer')).toHaveLength(1)
  })

  test('without an external id nothing keeps two apart', async () => {
    const world = await openTable(`CREATE TABLE customer (id serial PRIMARY KEY, name text)`)
    expect(world.connector.createsOnce('person')).toBe(false)
    const outcomes = await world.write(
      creation('g1', { name: 'Ann' }),
      creation('g2', { name: 'Bob' }),
      creation(undefined, {}),
    )
    expect(outcomes).toMatchObject([{ id: '1', stored: { name: 'Ann' } }, { id: '2' }, { kind: 'rejected' }])
    await expect(world.connector.find?.('person', 'g1', NEVER)).rejects.toThrow('no column for external ids')
  })

  test('is found by its external id, gone or not', async () => {
    const world = await openTable(CRM, crm)
    await world.write(creation(GOLDEN, { name: 'Ann' }))
    const find = (id: string) => world.connector.find?.('person', id, NEVER)
    expect(await find(GOLDEN)).toMatchObject([{ id: '100', row: { name: 'Ann' } }])
    await world.sql('UPDATE customer SET deleted = true')
    expect(await find(GOLDEN)).toMatchObject([{ id: '100', gone: {} }])
    expect(await find('b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11')).toEqual([])
    expect(await find('no uuid')).toEqual([])
  })

  test('a downstream table is keyed by golden id and keeps the order of the feed', async () => {
    const world = await openTable(
      `CREATE TABLE customer (golden_id text PRIMARY KEY, name text, kith_seq bigint NOT NULL)`,
      { id: 'golden_id', externalId: 'golden_id', seq: 'kith_seq' },
    )
    const at = (seq: number, name: string | null) => creation('g1', { name }, { seq })
    const stored = (name: string, seq: string) => ({ golden_id: 'g1', name, kith_seq: seq })
    expect(await world.write(at(5, 'Ann'))).toMatchObject([
      { kind: 'acknowledged', id: 'g1', stored: stored('Ann', '5') },
    ])
    expect(await world.write(at(4, 'An'))).toMatchObject([{ kind: 'conflict', current: { row: stored('Ann', '5') } }])
    expect(await world.write(at(5, 'Ann'))).toMatchObject([{ kind: 'acknowledged', stored: stored('Ann', '5') }])
    expect(await world.write(at(6, 'Anna'))).toMatchObject([{ kind: 'acknowledged', stored: stored('Anna', '6') }])
    expect(await world.write(at(9, 'Anna'))).toMatchObject([{ kind: 'acknowledged', stored: stored('Anna', '9') }])
    expect(await world.write(change('g1', { name: 'Anne' }, { seq: 8 }))).toMatchObject([{ kind: 'conflict' }])
    expect(await world.write(change('g1', { name: null }, { seq: 10 }))).toMatchObject([
      { kind: 'acknowledged', stored: { golden_id: 'g1', kith_seq: '10' } },
    ])
    // The golden id may be written as a value too.
    expect(await world.write(creation('g2', { golden_id: 'g2', name: 'Bob' }))).toMatchObject([{ id: 'g2' }])
  })

  test('a table of nothing but golden ids', async () => {
    const world = await openTable('CREATE TABLE customer (golden_id text PRIMARY KEY)', {
      id: 'golden_id',
      externalId: 'golden_id',
    })
    const item = creation('g1', {})
    expect(await world.write(item)).toMatchObject([{ kind: 'acknowledged', id: 'g1' }])
    expect(await world.write(item)).toMatchObject([{ kind: 'acknowledged', id: 'g1' }])
  })

  test('partitions', async () => {
    const world = await openTable(
      `CREATE TABLE customer (golden_id text PRIMARY KEY, name text) PARTITION BY HASH (golden_id);
       CREATE TABLE p0 PARTITION OF customer FOR VALUES WITH (MODULUS 1, REMAINDER 0)`,
      { id: 'golden_id', externalId: 'golden_id' },
    )
    const items = ['Ann', 'Bob'].map((name) => creation(name, { name }))
    expect(await world.write(...items)).toMatchObject([{ id: 'Ann', version: expect.any(String) }, { id: 'Bob' }])
    expect(kindsOf(await world.write(...items))).toEqual(['acknowledged', 'acknowledged'])
  })
})
