import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPostgres } from '../../../server/systems/postgres/postgres-connector.ts'
import { PostgresSettings } from '../../../server/systems/postgres/postgres-shape.ts'
import { readSecret } from '../../../server/systems/secrets.ts'
import { noPostgresHere } from '../../kit/postgres.ts'
import { change, closeTables, codeOf, connect, creation, kindsOf, openServer, openTable } from './table-world.ts'

const NEVER = new AbortController().signal
const DDL = `CREATE TABLE customer (id int PRIMARY KEY, city text, n int NOT NULL DEFAULT 0);
  INSERT INTO customer VALUES (1, 'Bonn'), (2, 'Ulm')`

describe.skipIf(noPostgresHere())('a definition that does not fit its database', () => {
  beforeAll(openServer)
  afterAll(closeTables)

  test.each<[why: string, table: object, settings: object, code: string, detail: RegExp]>([
    ['a wrong password', {}, { password: { env: 'OTHER' } }, 'system.unavailable', /password authentication failed/],
    ['no such role', {}, { user: 'nobody here' }, 'system.unavailable', /authentication failed/],
    ['no such database', {}, { database: 'nowhere' }, 'system.invalid', /"nowhere" does not exist/],
    ['no such schema', {}, { schema: 'nowhere' }, 'system.invalid', /there is no "nowhere"."customer"/],
    ['no such table', { table: 'nothing' }, {}, 'system.invalid', /there is no .*"nothing"/],
    ['no such id', { id: 'key' }, {}, 'system.invalid', /no column "key"/],
    ['no such version', { version: 'v' }, {}, 'system.invalid', /column t.v does not exist/],
    ['TLS where there is none', {}, { ssl: true }, 'system.unavailable', /SSL/],
  ])('%s', async (_why, table, settings, code, detail) => {
    const world = await openTable(DDL, table, { settings })
    const write = world.write(change('1', { city: 'Berlin' }))
    if (code === 'system.unavailable' && 'ssl' in settings) expect(kindsOf(await write)).toEqual(['retry'])
    else expect(await codeOf(write)).toBe(code)
    expect(await codeOf(world.connector.read?.('person', ['1'], NEVER))).toBe(code)
    await expect(world.connector.read?.('person', ['1'], NEVER)).rejects.toThrow(detail)
    const { ok, detail: words } = await world.connector.probe(NEVER)
    expect(ok).toBe(false)
    expect(words).not.toContain('for-tests-only')
    if (!('version' in table)) expect(words).toMatch(detail)
  })

  test('no column of that name, and no entity of that name', async () => {
    const world = await openTable(DDL)
    await expect(world.write(change('1', { town: 'Berlin' }))).rejects.toThrow('has no column "town"')
    await expect(world.write({ ...change('1', {}), entity: 'company' })).rejects.toThrow('no table for company')
  })

  test('a secret that cannot be read', async () => {
    const { server, schema } = await openTable(DDL)
    const { host, port, database, user } = server
    const settings = PostgresSettings.parse({
      ...{ kind: 'postgres', host, port, database, user, schema, ssl: false, password: { env: 'KITH_NOT_SET' } },
      tables: { person: { table: 'customer', id: 'id' } },
    })
    const connector = openPostgres(
      settings,
      { timeoutSeconds: 5, atOnce: 1, batch: 1 },
      { secret: (secret) => readSecret(secret, () => undefined) },
    )
    const missing = 'the environment variable KITH_NOT_SET is not set'
    await expect(connector.write([change('1', { city: 'Berlin' })], NEVER)).rejects.toThrow(missing)
    await expect(connector.read?.('person', ['1'], NEVER)).rejects.toThrow(missing)
    expect(await connector.probe(NEVER)).toEqual({ ok: false, detail: expect.stringMatching(missing) })
    await connector.close()
    await connector.close()
  })

  test('what was written before is said all the same', async () => {
    const world = await openTable(DDL)
    expect(await world.write(change('1', { city: 'Berlin' }), change('2', { town: 'Berlin' }))).toMatchObject([
      { kind: 'acknowledged' },
      { kind: 'retry', reason: expect.stringMatching('no column "town"') },
    ])
  })

  test('external ids without a unique index', async () => {
    const world = await openTable(DDL, { externalId: 'city' })
    await expect(world.write(creation('g1', { id: '9' }))).rejects.toThrow('no unique or exclusion constraint')
  })

  test('a role with too few rights is told which', async () => {
    const world = await openTable(
      `${DDL}; CREATE TABLE firm (name text, key text, part text, old boolean);
       CREATE UNIQUE INDEX ON firm (lower(key)); CREATE UNIQUE INDEX ON firm (name) WHERE NOT old;
       CREATE VIEW seen AS SELECT * FROM customer`,
    )
    const role = `few rights ${world.schema}`
    await world.sql(
      `CREATE ROLE "${role}" LOGIN PASSWORD 'for-tests-only'; GRANT SELECT (id, city) ON customer TO "${role}"`,
    )
    const settings = { schema: world.schema, user: role }
    const connector = connect(world.server, settings, { table: 'customer', id: 'id', externalId: 'city' })
    const name = `"${world.schema}"."customer"`
    const { ok, detail } = await connector.probe(NEVER)
    expect([ok, detail.split('; ').slice(1)]).toEqual([
      false,
      [
        `${name}: no right to SELECT column "n"`,
        'name those that are read in columns',
        `${name}: no right to USAGE of its schema`,
        `${name}: no right to UPDATE`,
        `${name}: no right to INSERT`,
        `${name}: no unique index on "city"`,
      ],
    ])
    expect(await codeOf(connector.write([change('1', { city: 'Berlin' })], NEVER))).toBe('system.unavailable')

    const wrong = {
      id: ['key', 'part'],
      externalId: 'name',
      seq: 'seq',
      changed: { column: 'at' },
      onWrite: { by: 'now' as const },
    }
    const other = connect(world.server, { schema: world.schema }, { table: 'firm', ...wrong })
    expect((await other.probe(NEVER)).detail.split('; ').slice(1)).toEqual(
      [
        'no column "seq"',
        'no column "at"',
        'no column "by"',
        'no unique index on "key", "part"',
        'no unique index on "name"',
      ].map((fault) => `"${world.schema}"."firm": ${fault}`),
    )
    const view = connect(world.server, { schema: world.schema }, { table: 'seen', id: 'id' })
    expect((await view.probe(NEVER)).detail).toMatch(/it is no table, so its rows have no xmin/)
  })

  test('as it should be', async () => {
    const world = await openTable(DDL, { columns: ['city'] })
    const { host, port, database } = world.server
    expect(await world.connector.probe(NEVER)).toEqual({
      ok: true,
      detail: expect.stringMatching(new RegExp(`^PostgreSQL [\\d.]+ at ${host}:${port}/${database} as postgres$`)),
    })
    const [mine] = await world.sql<{ name: string }>(
      `SELECT DISTINCT application_name AS name FROM pg_stat_activity WHERE application_name = 'kith'`,
    )
    expect(mine).toEqual({ name: 'kith' })
  })
})
