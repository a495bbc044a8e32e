import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noPostgresHere } from '../../kit/postgres.ts'
import { change, closeTables, openServer, openTable, storedOf } from './table-world.ts'

const NEVER = new AbortController().signal

describe.skipIf(noPostgresHere())('what is acknowledged is what the table stores', () => {
  beforeAll(openServer)
  afterAll(closeTables)

  test.each<[what: string, type: string, sent: string | null, stored: string | undefined]>([
    ['text as it is', 'text', 'Zoë  O’Neil', 'Zoë  O’Neil'],
    ['char is padded', 'char(6)', 'AB', 'AB    '],
    ['blanks beyond the length of a varchar are dropped', 'varchar(3)', 'abc  ', 'abc'],
    ['numeric has its scale', 'numeric(9,2)', '10.5', '10.50'],
    ['numeric is rounded', 'numeric(9,2)', '10.505', '10.51'],
    ['an integer loses zeros', 'int', '007', '7'],
    ['a boolean is t or f, as in a CSV', 'boolean', 'true', 't'],
    ['a date is ISO', 'date', '2020-02-29', '2020-02-29'],
    ['a time with zone is in UTC', 'timestamptz', '2020-02-29T12:00:00+02:00', '2020-02-29 10:00:00+00'],
    ['a time has its precision', 'timestamp(0)', '2020-02-29 12:00:00.6', '2020-02-29 12:00:01'],
    ['a uuid is small', 'uuid', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
    ['an array', 'text[]', '{a,"b c"}', '{a,"b c"}'],
    ['jsonb is normal', 'jsonb', '{"b":1,  "a":[1]}', '{"a": [1], "b": 1}'],
    ['json is as sent', 'json', '{"b":1,  "a":[1]}', '{"b":1,  "a":[1]}'],
    ['citext keeps its case', 'citext', 'Ann@Example.com', 'Ann@Example.com'],
    ['a domain', 'wanted', 'abc', 'abc'],
    ['an enum', 'mood', 'glad', 'glad'],
    ['nothing is left out', 'text', null, undefined],
    ['no text is left out', 'text', '', undefined],
  ])('%s: %s takes %s as %s', async (_what, type, sent, stored) => {
    const world = await openTable(`
      CREATE EXTENSION IF NOT EXISTS citext SCHEMA public;
      CREATE DOMAIN wanted AS varchar(5) NOT NULL; CREATE TYPE mood AS ENUM ('sad', 'glad');
      CREATE TABLE customer (id int PRIMARY KEY, it ${type}, other wanted DEFAULT 'x');
      INSERT INTO customer VALUES (1 ${type === 'wanted' ? ", 'z'" : ''})`)
    const [first] = await world.write(change('1', { it: sent }))
    expect(first).toMatchObject({ kind: 'acknowledged', id: '1' })
    expect(storedOf(first)?.it).toBe(stored)

    const xmin = await world.cell('1', 'xmin')
    const [again] = await world.write(change('1', { it: sent }))
    expect(again).toEqual({ ...first, version: xmin })
    expect(await world.cell('1', 'xmin')).toBe(xmin)
    const [read] = (await world.connector.read?.('person', ['1'], NEVER)) ?? []
    expect(read).toEqual({ id: '1', row: storedOf(first), version: xmin })
  })

  test('triggers have the last word, and do not fire for what is so already', async () => {
    const world = await openTable(`
      CREATE TABLE customer (id int PRIMARY KEY, name text, code text, fired int NOT NULL DEFAULT 0);
      CREATE FUNCTION upper_name() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN NEW.code := upper(NEW.code); NEW.fired := OLD.fired + 1; RETURN NEW; END';
      CREATE TRIGGER t BEFORE UPDATE ON customer FOR EACH ROW EXECUTE FUNCTION upper_name();
      INSERT INTO customer VALUES (1, 'Ann', 'x')`)
    const [changed] = await world.write(change('1', { name: 'Anna', code: 'ab' }))
    expect(storedOf(changed)).toEqual({ id: '1', name: 'Anna', code: 'AB', fired: '1' })
    const [same] = await world.write(change('1', { name: 'Anna' }))
    expect(storedOf(same)).toEqual({ id: '1', name: 'Anna', code: 'AB', fired: '1' })
  })

  test('letter case counts, even where the column passes over it', async () => {
    const world = await openTable(`CREATE EXTENSION IF NOT EXISTS citext SCHEMA public;
      CREATE TABLE customer (id int PRIMARY KEY, email citext); INSERT INTO customer VALUES (1, 'ANN@X.ORG')`)
    const [outcome] = await world.write(change('1', { email: 'ann@x.org' }))
    expect(storedOf(outcome)?.email).toBe('ann@x.org')
  })

  test('dates as the definition says they are written', async () => {
    const world = await openTable(
      `CREATE TABLE customer (id int PRIMARY KEY, born date, seen timestamptz); INSERT INTO customer VALUES (1)`,
      {},
      { settings: { dateStyle: 'German, DMY', timeZone: 'Europe/Berlin' } },
    )
    const [outcome] = await world.write(change('1', { born: '03.04.1970', seen: '2020-07-01 10:00:00Z' }))
    expect(storedOf(outcome)).toMatchObject({ born: '03.04.1970', seen: '01.07.2020 12:00:00 CEST' })
    expect(await world.cell('1', 'born')).toBe('1970-04-03')
  })
})
