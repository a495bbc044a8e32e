import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noPostgresHere } from '../../kit/postgres.ts'
import { closeTables, openServer, openTable, type TableWorld } from './table-world.ts'

const NEVER = new AbortController().signal

/** Everything up to the end of a round, and how many pages that took. */
async function round(world: TableWorld, cursor: string) {
  const ids: string[] = []
  for (let pages = 1; ; pages++) {
    const read = await world.connector.changes?.('person', cursor, NEVER)
    if (!read) throw new Error('it is not polled')
    ids.push(...read.records.map(({ id }) => id))
    cursor = read.cursor
    if (!read.more) return { ids, cursor, pages }
  }
}

describe.skipIf(noPostgresHere())('what changed in a table', () => {
  beforeAll(openServer)
  afterAll(closeTables)

  const OVERLAP = 0.4
  const changed = { column: 'at', overlapSeconds: OVERLAP }
  const settle = () => sleep(OVERLAP * 1_000 + 50)

  test.each<[type: string, value: string]>([
    ['timestamptz', `'2020-01-01 00:00:00.123456+00'`],
    ['timestamp', `'2020-01-01'`],
    ['date', `'2020-01-01'`],
    ['bigint', '9007199254740993'],
    ['numeric', '1.5'],
    ['double precision', '0.1'],
  ])('every row once, page by page, though all have the same %s', async (type, value) => {
    const world = await openTable(
      `CREATE TABLE customer (id int PRIMARY KEY, at ${type}); INSERT INTO customer SELECT i, ${value} FROM generate_series(1, 1250) AS i`,
      { changed },
    )
    const first = await round(world, '')
    expect(first.ids).toEqual(Array.from({ length: 1250 }, (_, i) => String(i + 1)))
    expect(first.pages).toBe(3)
    await settle()
    const { cursor } = await round(world, first.cursor)
    expect((await round(world, cursor)).ids).toEqual([])
    await world.sql(`INSERT INTO customer VALUES (5000, ${value})`)
    expect((await round(world, cursor)).ids).toEqual(['5000'])
  })

  test('a transaction that commits late is seen, and then it is quiet', async () => {
    const world = await openTable(
      `CREATE TABLE customer (id text PRIMARY KEY, at timestamptz DEFAULT now()); INSERT INTO customer VALUES ('a', '2000-01-01')`,
      { changed },
    )
    const { host, port, user, password, database } = world.server
    const late = new Client({ host, port, user, password, database })
    await late.connect()
    await late.query('BEGIN')
    await late.query(`INSERT INTO "${world.schema}".customer VALUES ('late')`)
    await sleep(20)
    await world.sql(`INSERT INTO customer VALUES ('early')`)

    const before = await round(world, '')
    expect(before.ids).toEqual(['a', 'early'])
    await late.query('COMMIT')
    await late.end()
    const after = await round(world, before.cursor)
    expect(after.ids).toContain('late')
    await settle()
    const again = await round(world, after.cursor)
    expect((await round(world, again.cursor)).ids).toEqual([])
    await world.sql(`UPDATE customer SET at = now() WHERE id = 'a'`)
    expect((await round(world, again.cursor)).ids).toEqual(['a'])
  })

  test('a table that is never quiet moves on', async () => {
    const world = await openTable(
      `CREATE TABLE customer (id serial PRIMARY KEY, at timestamptz DEFAULT clock_timestamp())`,
      {
        changed: { column: 'at', overlapSeconds: 0.1 },
      },
    )
    let cursor = ''
    const seen: number[] = []
    for (let i = 0; i < 12; i++) {
      await world.sql(`INSERT INTO customer SELECT FROM generate_series(1, 10)`)
      const read = await round(world, cursor)
      cursor = read.cursor
      seen.push(read.ids.length)
      await sleep(30)
    }
    expect(Math.max(...seen.slice(6))).toBeLessThan(110)
    expect((await round(world, cursor)).ids).toContain('120')
  })

  test('with ids of several columns, deletions and who wrote', async () => {
    const world = await openTable(
      `CREATE TABLE customer (shop text, id int, at int, gone boolean, by text, PRIMARY KEY (shop, id));
       INSERT INTO customer VALUES ('b', 1, 5, true, 'ann'), ('a', 2, 5, NULL, 'kith'), ('a', 10, 5, false, NULL), ('c', 1, NULL, false, NULL)`,
      { id: ['shop', 'id'], changed, deleted: { column: 'gone', value: 'true' }, origin: 'by' },
    )
    const read = await world.connector.changes?.('person', '', NEVER)
    expect(read?.records.map(({ id, gone, origin }) => ({ id, gone, origin }))).toEqual([
      { id: 'a-2', gone: undefined, origin: 'kith' },
      { id: 'a-10', gone: undefined, origin: undefined },
      { id: 'b-1', gone: {}, origin: 'ann' },
    ])
  })

  test.each(['nonsense', '{"settled":["1"]}', '{"other":1}', '[]'])(
    'begins anew with the cursor %s',
    async (cursor) => {
      const world = await openTable(
        `CREATE TABLE customer (id int PRIMARY KEY, at int); INSERT INTO customer VALUES (1, 1)`,
        { changed },
      )
      expect((await round(world, cursor)).ids).toEqual(['1'])
    },
  )

  test('a table without such a column is not polled', async () => {
    const world = await openTable(`CREATE TABLE customer (id int PRIMARY KEY)`)
    expect(world.connector.changes).toBeUndefined()
  })
})
