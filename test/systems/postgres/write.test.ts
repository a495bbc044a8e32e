import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noPostgresHere } from '../../kit/postgres.ts'
import { change, closeTables, creation, kindsOf, openServer, openTable } from './table-world.ts'

const missing = noPostgresHere()
if (missing) process.stdout.write(`no tests with PostgreSQL: ${missing}\n`)

const NEVER = new AbortController().signal

describe.skipIf(missing)('writing rows', () => {
  beforeAll(openServer)
  afterAll(closeTables)

  describe('over the state that was known', () => {
    test.each<[of: string, version: string | undefined]>([
      ['xmin', undefined],
      ['a column', 'v'],
    ])('another version is a conflict, by %s', async (_of, version) => {
      const world = await openTable(
        `CREATE TABLE customer (id int PRIMARY KEY, city text, name text, v int NOT NULL DEFAULT 1);
         INSERT INTO customer VALUES (1, 'Bonn', 'Ann'), (2, 'Ulm', 'Bob')`,
        { ...(version ? { version } : {}), onWrite: { v: 'next' } },
      )
      const [one, two] = (await world.connector.read?.('person', ['1', '2'], NEVER)) ?? []
      await world.sql(`UPDATE customer SET name = 'Anne', v = v + 1 WHERE id = 1`)
      const outcomes = await world.write(
        change('1', { city: 'Berlin' }, { version: one?.version }),
        change('2', { city: 'Berlin' }, { version: two?.version }),
      )
      expect(outcomes).toMatchObject([
        { kind: 'conflict', current: { id: '1', row: { city: 'Bonn', name: 'Anne' } } },
        { kind: 'acknowledged', stored: { city: 'Berlin', v: '2' } },
      ])
      const [conflict] = outcomes
      const now = conflict?.kind === 'conflict' ? conflict.current?.version : undefined
      expect(kindsOf(await world.write(change('1', { city: 'Berlin' }, { version: now })))).toEqual(['acknowledged'])
    })

    test('of many who write over the same state one wins', async () => {
      const world = await openTable(
        `CREATE TABLE customer (id int PRIMARY KEY, city text); INSERT INTO customer VALUES (1, 'Bonn')`,
      )
      const [before] = (await world.connector.read?.('person', ['1'], NEVER)) ?? []
      const writes = Array.from({ length: 20 }, (_, i) =>
        world.write(change('1', { city: `Town ${i}` }, { version: before?.version })),
      )
      const kinds = kindsOf((await Promise.all(writes)).flat())
      expect(kinds.sort()).toEqual(['acknowledged', ...Array(19).fill('conflict')])
    })

    test('what is so already is none, whoever did it', async () => {
      const world = await openTable(
        `CREATE TABLE customer (id int PRIMARY KEY, city text); INSERT INTO customer VALUES (1, 'Bonn')`,
      )
      const [before] = (await world.connector.read?.('person', ['1'], NEVER)) ?? []
      const item = change('1', { city: 'Berlin' }, { version: before?.version })
      const [first] = await world.write(item)
      expect(await world.write(item)).toEqual([first])
    })

    test('an older state of ours is not taken over a newer one, and an equal row learns how new it is', async () => {
      const world = await openTable(
        `CREATE TABLE customer (id int PRIMARY KEY, city text, seq bigint); INSERT INTO customer VALUES (1, 'Bonn')`,
        { seq: 'seq' },
      )
      const at = (seq: number, city: string) => change('1', { city }, { seq })
      expect(await world.write(at(5, 'Berlin'))).toMatchObject([{ kind: 'acknowledged', stored: { seq: '5' } }])
      expect(await world.write(at(4, 'Hamburg'))).toMatchObject([
        { kind: 'conflict', current: { row: { city: 'Berlin', seq: '5' } } },
      ])
      expect(await world.write(at(9, 'Berlin'))).toMatchObject([{ kind: 'acknowledged', stored: { seq: '9' } }])
      expect(kindsOf(await world.write(at(8, 'Hamburg')))).toEqual(['conflict'])
      expect(await world.write(at(9, 'Kiel'))).toMatchObject([{ kind: 'acknowledged', stored: { city: 'Kiel' } }])
    })
  })

  test('what is gone is not written: no row, marked as deleted, taken over by another', async () => {
    const world = await openTable(
      `CREATE TABLE customer (id int PRIMARY KEY, city text, state text NOT NULL DEFAULT 'A', merged int);
       INSERT INTO customer VALUES (1, 'Bonn', 'A', NULL), (2, 'Bonn', 'D', NULL), (3, 'Bonn', 'A', 1)`,
      { deleted: { column: 'state', value: ['D', 'X'] }, mergedInto: 'merged' },
    )
    const items = ['1', '2', '3', '4', 'no number'].map((id) => change(id, { city: 'Berlin' }))
    expect(await world.write(...items)).toMatchObject([
      { kind: 'acknowledged' },
      { kind: 'gone' },
      { kind: 'gone', into: '1' },
      { kind: 'gone' },
      { kind: 'gone' },
    ])
    expect(await world.sql('SELECT city FROM customer ORDER BY id')).toEqual([
      { city: 'Berlin' },
      { city: 'Bonn' },
      { city: 'Bonn' },
    ])
    const read = await world.connector.read?.('person', ['4', '3', 'no number', '2', '1'], NEVER)
    expect(read?.map(({ id, gone }) => [id, gone])).toEqual([
      ['4', {}],
      ['3', { into: '1' }],
      ['no number', {}],
      ['2', {}],
      ['1', undefined],
    ])
    // Who makes a record inactive is told so, not that it is gone.
    const off = change('1', { state: 'X' })
    expect(kindsOf([...(await world.write(off)), ...(await world.write(off))])).toEqual([
      'acknowledged',
      'acknowledged',
    ])
  })

  test('a time of deletion, and who wrote', async () => {
    const world = await openTable(
      `CREATE TABLE customer (id int PRIMARY KEY, city text, deleted_at timestamptz, by text, at timestamptz, v int);
       INSERT INTO customer VALUES (1, 'Bonn', NULL, 'ann', '2000-01-01'), (2, 'Ulm', now(), 'bob', now())`,
      {
        deleted: { column: 'deleted_at', value: true },
        origin: 'by',
        version: 'v',
        onWrite: { by: { text: 'kith' }, at: 'now', v: 'next' },
      },
    )
    const before = await world.connector.read?.('person', ['1', '2'], NEVER)
    expect(before).toMatchObject([
      { id: '1', origin: 'ann' },
      { id: '2', origin: 'bob', gone: {} },
    ])
    await world.write(change('1', { city: 'Bonn' }))
    expect(await world.cell('1', 'by')).toBe('ann')
    expect(await world.write(change('1', { city: 'Berlin', v: '77' }))).toMatchObject([
      { version: '1', stored: { by: 'kith' } },
    ])
    expect(await world.sql(`SELECT FROM customer WHERE id = 1 AND at > now() - interval '1 minute'`)).toHaveLength(1)
  })

  test('an id of several columns, and columns that are not read', async () => {
    const world = await openTable(
      `CREATE TABLE customer (shop char(4), id int, name text, secret text, PRIMARY KEY (shop, id));
       INSERT INTO customer VALUES ('A', 1, 'Ann', 's'), ('B', 1, 'Bob', 's')`,
      { id: ['shop', 'id'], separator: '/', columns: ['name'] },
    )
    expect(await world.write(change('B/1', { name: 'Bo' }), change('B1', { name: 'Bo' }))).toMatchObject([
      { kind: 'acknowledged', id: 'B/1', stored: { name: 'Bo' } },
      { kind: 'rejected' },
    ])
    expect(await world.connector.read?.('person', ['A/1', 'C/1'], NEVER)).toEqual([
      { id: 'A/1', row: { name: 'Ann' }, version: expect.any(String) },
      { id: 'C/1', row: {}, gone: {} },
    ])
    await expect(world.connector.read?.('person', ['A1'], NEVER)).rejects.toThrow('A1 is no id of shop, id')
  })

  test('two items of one record are written one after the other, also with other columns', async () => {
    const world = await openTable(
      `CREATE TABLE customer (id int PRIMARY KEY, a text, b text); INSERT INTO customer VALUES (1), (2)`,
    )
    const outcomes = await world.write(
      change('1', { a: '1' }),
      change('2', { a: '1' }),
      change('1', { a: '2', b: '2' }),
      change('2', { b: '2' }),
      change('1', { a: '3' }),
      change('1', {}),
    )
    expect(kindsOf(outcomes)).toEqual(Array(6).fill('acknowledged'))
    expect(await world.sql('SELECT a, b FROM customer ORDER BY id')).toEqual([
      { a: '3', b: '2' },
      { a: '1', b: '2' },
    ])
  })

  test('a partitioned table', async () => {
    const world = await openTable(
      `CREATE TABLE customer (id int PRIMARY KEY, city text) PARTITION BY RANGE (id);
       CREATE TABLE p0 PARTITION OF customer FOR VALUES FROM (0) TO (1000000);
       CREATE TABLE p1 PARTITION OF customer FOR VALUES FROM (1000000) TO (9000000);
       INSERT INTO customer VALUES (1, 'Bonn'), (2, 'Bonn'), (3, 'Bonn')`,
      { externalId: 'id' },
    )
    const outcomes = await world.write(
      change('1', { city: 'Kiel' }),
      change('2', { city: 'Kiel' }),
      change('3', { city: 'Kiel' }),
    )
    expect(kindsOf(outcomes)).toEqual(Array(3).fill('acknowledged'))
    // Into another partition.
    const [moved] = await world.write(change('1', { id: '2000001' }))
    expect(moved).toMatchObject({ kind: 'acknowledged', version: await world.cell('2000001', 'xmin') })
  })

  test('a view', async () => {
    const world = await openTable(
      `CREATE TABLE held (id int PRIMARY KEY, city text); INSERT INTO held VALUES (1, 'Bonn');
       CREATE VIEW customer AS SELECT * FROM held`,
      { version: false, externalId: 'id' },
    )
    expect(await world.write(change('1', { city: 'Kiel' }), creation('2', { city: 'Ulm' }))).toEqual([
      { kind: 'acknowledged', id: '1', version: undefined, stored: { id: '1', city: 'Kiel' } },
      { kind: 'acknowledged', id: '2', version: undefined, stored: { id: '2', city: 'Ulm' } },
    ])
    expect(await world.connector.probe(NEVER)).toMatchObject({ ok: true })
  })
})
