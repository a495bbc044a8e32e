import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PostgresServer } from '../../kit/postgres.ts'
import { noPostgresHere, openPostgresServer } from '../../kit/postgres.ts'
import { change, closeTables, codeOf, connect, kindsOf, openServer, openTable } from './table-world.ts'

const NEVER = new AbortController().signal
const DDL = `CREATE TABLE customer (id int PRIMARY KEY, city text, n int NOT NULL DEFAULT 0);
  INSERT INTO customer VALUES (1, 'Bonn'), (2, 'Ulm')`

/** A connection that holds locks and waits. */
async function session({ host, port, user, password, database }: PostgresServer, schema: string): Promise<Client> {
  const client = new Client({ host, port, user, password, database })
  client.on('error', () => undefined)
  await client.connect()
  await client.query(`SET search_path = "${schema}"`)
  return client
}

/** Waits until a statement of ours waits for this: an event, or events of this kind. */
async function until(server: PostgresServer, event: string): Promise<void> {
  const waiting = `SELECT FROM pg_stat_activity WHERE application_name = 'kith' AND $1 IN (wait_event, wait_event_type)`
  for (let i = 0; i < 500 && (await server.query(waiting, [event])).length === 0; i++) await sleep(20)
}

describe.skipIf(noPostgresHere())('a database that fails', () => {
  beforeAll(openServer)
  afterAll(closeTables)

  test('is restarted: what was lost is tried again, and then goes through', async () => {
    const world = await openTable(DDL)
    const item = change('1', { city: 'Berlin' })
    expect(kindsOf(await world.write(change('1', { city: 'Kiel' })))).toEqual(['acknowledged'])

    await world.sql(`CREATE FUNCTION sleepy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(60); RETURN NEW; END';
      CREATE TRIGGER t BEFORE UPDATE ON customer FOR EACH ROW EXECUTE FUNCTION sleepy()`)
    const lost = world.write(item)
    await until(world.server, 'PgSleep')
    await world.server.down()
    try {
      expect(await lost).toEqual([{ kind: 'retry', reason: expect.any(String), applied: true }])
      const refused = expect.stringMatching('ECONNREFUSED')
      expect(await world.write(item)).toEqual([{ kind: 'retry', reason: refused }])
      expect(await codeOf(world.connector.read?.('person', ['1'], NEVER))).toBe('system.unavailable')
      expect(await world.connector.probe(NEVER)).toMatchObject({ ok: false, detail: refused })
    } finally {
      await world.server.up()
    }
    await world.sql('DROP TRIGGER t ON customer')

    expect(await world.write(item)).toMatchObject([{ kind: 'acknowledged', stored: { city: 'Berlin', n: '0' } }])
    expect(await world.connector.probe(NEVER)).toMatchObject({ ok: true })
  })

  test('crashes while it is written to', async () => {
    const server = await openPostgresServer()
    try {
      await server.query(DDL)
      const connector = connect(server, {}, { table: 'customer', id: 'id' })
      const writes = Promise.all(
        Array.from({ length: 40 }, (_, i) => connector.write([change('1', { city: `Town ${i}` })], NEVER)),
      )
      await sleep(15)
      await server.crash()
      const kinds = new Set(kindsOf((await writes).flat()))
      expect([...kinds].filter((kind) => kind !== 'retry' && kind !== 'acknowledged')).toEqual([])
      await server.up()
      expect(kindsOf(await connector.write([change('2', { city: 'Bonn' })], NEVER))).toEqual(['acknowledged'])
      await connector.close()
    } finally {
      await server.stop()
    }
  })

  test('a deadlock is tried again later', async () => {
    const world = await openTable(DDL, {}, { pace: { batch: 1 } })
    await world.sql(`
      CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN UPDATE customer SET n = n + 1 WHERE id = 1; RETURN NEW; END';
      CREATE TRIGGER t BEFORE UPDATE OF city ON customer FOR EACH ROW WHEN (OLD.id = 2) EXECUTE FUNCTION other();
      ALTER FUNCTION other SET search_path = "${world.schema}"`)
    const rival = await session(world.server, world.schema)
    await rival.query(`SET deadlock_timeout = '30s'; BEGIN; UPDATE customer SET n = 5 WHERE id = 1`)
    const write = world.write(change('2', { city: 'Berlin' }))
    await until(world.server, 'Lock')
    const waiting = rival.query('UPDATE customer SET n = 5 WHERE id = 2')
    expect(await write).toEqual([{ kind: 'retry', reason: 'deadlock detected' }])
    await waiting
    await rival.query('COMMIT')
    await rival.end()
    expect(kindsOf(await world.write(change('2', { city: 'Berlin' })))).toEqual(['acknowledged'])
  })

  test('a serialization failure is tried again later', async () => {
    const world = await openTable(DDL)
    await world.sql(`CREATE ROLE "serial ${world.schema}" LOGIN SUPERUSER PASSWORD 'for-tests-only'`)
    await world.sql(`ALTER ROLE "serial ${world.schema}" SET default_transaction_isolation = 'repeatable read'`)
    const settings = { schema: world.schema, user: `serial ${world.schema}` }
    const connector = connect(world.server, settings, { table: 'customer', id: 'id' })
    await connector.read?.('person', ['1'], NEVER)
    const rival = await session(world.server, world.schema)
    await rival.query('BEGIN; UPDATE customer SET n = 5 WHERE id = 1')
    const write = connector.write([change('1', { city: 'Berlin' })], NEVER)
    await until(world.server, 'Lock')
    await rival.query('COMMIT')
    await rival.end()
    expect(await write).toMatchObject([{ kind: 'retry', reason: expect.stringMatching('serialize') }])
    expect(kindsOf(await connector.write([change('1', { city: 'Berlin' })], NEVER))).toEqual(['acknowledged'])
  })

  test('a lock that nobody gives back: the server ends the statement, a signal the wait', async () => {
    const world = await openTable(DDL, {}, { pace: { timeoutSeconds: 0.5 } })
    const rival = await session(world.server, world.schema)
    await rival.query('BEGIN; UPDATE customer SET n = 5 WHERE id = 1')
    expect(await world.write(change('1', { city: 'Berlin' }))).toEqual([
      { kind: 'retry', reason: expect.stringMatching('statement timeout') },
    ])
    const stop = new AbortController()
    const patient = connect(world.server, { schema: world.schema }, { table: 'customer', id: 'id' }, { atOnce: 1 })
    await patient.read?.('person', ['1'], NEVER)
    const writes = ['1', '2'].map((id) => patient.write([change(id, { city: 'Berlin' })], stop.signal))
    await until(world.server, 'Lock')
    const began = Date.now()
    stop.abort()
    expect(await Promise.all(writes)).toEqual([
      [{ kind: 'retry', reason: 'the wait for its answer was ended', applied: true }],
      [{ kind: 'retry', reason: 'the wait for its answer was ended' }],
    ])
    expect(Date.now() - began).toBeLessThan(10_000)
    await rival.query('ROLLBACK')
    await rival.end()
    expect(kindsOf(await patient.write([change('2', { city: 'Berlin' })], NEVER))).toEqual(['acknowledged'])
    expect(await codeOf(patient.find?.('person', '1', AbortSignal.abort()))).toBe('system.invalid')
    expect(await codeOf(patient.read?.('person', ['1'], AbortSignal.abort()))).toBe('system.unavailable')
  })

  test('a column that grew is seen at once after it refused a value', async () => {
    const world = await openTable(
      'CREATE TABLE customer (id int PRIMARY KEY, code varchar(3)); INSERT INTO customer VALUES (1)',
    )
    expect(kindsOf(await world.write(change('1', { code: 'long' })))).toEqual(['rejected'])
    await world.sql('ALTER TABLE customer ALTER code TYPE varchar(9)')
    expect(kindsOf(await world.write(change('1', { code: 'long' })))).toEqual(['acknowledged'])
  })
})
