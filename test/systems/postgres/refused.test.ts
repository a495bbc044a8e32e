import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noPostgresHere } from '../../kit/postgres.ts'
import { change, closeTables, creation, kindsOf, openServer, openTable } from './table-world.ts'

describe.skipIf(noPostgresHere())('rows that are refused', () => {
  beforeAll(openServer)
  afterAll(closeTables)

  const DDL = `
    CREATE TABLE firm (id int PRIMARY KEY); INSERT INTO firm VALUES (7);
    CREATE DOMAIN postcode AS text CHECK (VALUE ~ '^[0-9]+$');
    CREATE TABLE customer (
      id int PRIMARY KEY, golden text UNIQUE, name text NOT NULL, email text, age int, code varchar(4), amount numeric(5,2),
      born date, zip postcode, data jsonb, firm int REFERENCES firm, low int, high int,
      CONSTRAINT "in order" CHECK (low < high), CHECK (age < 150));
    CREATE UNIQUE INDEX ON customer (lower(name), email);
    CREATE UNIQUE INDEX ON customer (email);
    CREATE FUNCTION no_bob() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN IF NEW.name = ''Bob'' THEN RAISE ''no Bobs here''; END IF;
             IF NEW.name = ''Eve'' THEN RETURN NULL; END IF; RETURN NEW; END';
    CREATE TRIGGER t BEFORE INSERT OR UPDATE ON customer FOR EACH ROW EXECUTE FUNCTION no_bob();
    INSERT INTO customer (id, name, email) SELECT i, 'Ann ' || i, i || '@x.org' FROM generate_series(1, 9) AS i`

  test.each<[why: string, set: Record<string, string | null>, column: string | undefined, reason: RegExp]>([
    ['nothing in a column that has to say something', { name: null }, 'name', /null value in column "name"/],
    ['a value another row has', { email: '1@x.org' }, 'email', /duplicate key.*: Key \(email\)=\(1@x.org\)/],
    ['a check', { age: '200' }, 'age', /customer_age_check/],
    ['a check of two columns', { low: '5', high: '2' }, 'low', /"in order"/],
    ['a reference into nothing', { firm: '8' }, 'firm', /foreign key.*: Key \(firm\)=\(8\)/],
    ['a domain', { zip: 'K1A 0B1' }, 'zip', /postcode/],
    ['no number', { age: 'old' }, 'age', /invalid input syntax for type integer: "old"/],
    ['no date', { name: 'Anna', born: '31.02.1970' }, 'born', /date/],
    ['no JSON', { data: '{"a":' }, 'data', /json/],
    ['too long', { name: 'Anna', code: '12345' }, 'code', /too long for type character varying\(4\)/],
    ['too large', { amount: '1000' }, 'amount', /numeric field overflow/],
    ['NUL, which no text of PostgreSQL holds', { email: 'a\0b' }, 'email', /Unicode/],
    ['half a character', { email: 'a\ud800b' }, 'email', /json/],
    ['what a trigger says', { name: 'Bob' }, undefined, /^no Bobs here$/],
    ['a trigger that says nothing', { name: 'Eve' }, undefined, /did not say why/],
  ])('%s: %o', async (_why, set, column, reason) => {
    const world = await openTable(DDL)
    const others = { ...Object.fromEntries(Object.keys(set).map((name) => [name, null])), name: 'Nobody' }
    const outcomes = await world.write(
      change('2', { ...others, ...('email' in set ? { email: 'new2@x.org' } : {}) }),
      change('3', set),
      change('4', { ...others, ...('email' in set ? { email: 'new4@x.org' } : {}) }),
    )
    expect(kindsOf(outcomes)).toEqual(['acknowledged', 'rejected', 'acknowledged'])
    const [, refused] = outcomes
    expect(refused?.kind === 'rejected' && [refused.column, refused.reason]).toEqual([
      column,
      expect.stringMatching(reason),
    ])
    expect(await world.cell('3', 'name')).toBe('Ann 3')
  })

  test('of what is made', async () => {
    const world = await openTable(DDL.replace('id int PRIMARY KEY, golden', 'id serial PRIMARY KEY, golden'), {
      externalId: 'golden',
    })
    await world.sql(`SELECT setval(pg_get_serial_sequence('customer', 'id'), 100)`)
    const outcomes = await world.write(
      creation('g1', { name: 'Cy', email: 'cy@x.org' }),
      creation('g2', { name: 'Di', email: '1@x.org' }),
      creation('g3', { name: 'Bob', email: 'bob@x.org' }),
      creation('g4', { name: 'Ed', email: 'ed@x.org' }),
      creation('g5', { email: 'no-name@x.org' }),
      creation('g6', { name: 'Eve', email: 'eve@x.org' }),
    )
    expect(outcomes).toMatchObject([
      { kind: 'acknowledged', stored: { golden: 'g1' } },
      { kind: 'rejected', column: 'email' },
      { kind: 'rejected', reason: 'no Bobs here' },
      { kind: 'acknowledged', stored: { golden: 'g4' } },
      { kind: 'rejected', column: 'name' },
      { kind: 'rejected', reason: expect.stringMatching('did not say why') },
    ])
  })

  test('a policy of row-level security refuses one row, not the table', async () => {
    const role = `guest_${Math.random().toString(36).slice(2)}`
    const ddl = `
      CREATE ROLE ${role} LOGIN PASSWORD 'for-tests-only';
      CREATE TABLE customer (id int PRIMARY KEY, region text, name text);
      INSERT INTO customer VALUES (1, 'west', 'Ann'), (2, 'west', 'Bob'), (3, 'east', 'Cy');
      ALTER TABLE customer ENABLE ROW LEVEL SECURITY;
      CREATE POLICY p ON customer USING (true) WITH CHECK (region = 'west');
      GRANT SELECT, UPDATE ON customer TO ${role}`
    const world = await openTable(ddl, {}, { settings: { user: role } })
    await world.sql(`GRANT USAGE ON SCHEMA "${world.schema}" TO ${role}`)
    const outcomes = await world.write(
      change('1', { name: 'Anna' }),
      change('3', { name: 'Cyd' }),
      change('2', { name: 'Bo' }),
    )
    expect(outcomes).toMatchObject([
      { kind: 'acknowledged' },
      { kind: 'rejected', reason: expect.stringMatching('row-level security') },
      { kind: 'acknowledged' },
    ])
  })

  test('one bad row among many', async () => {
    const world = await openTable(DDL)
    await world.sql(`INSERT INTO customer (id, name) SELECT i, 'x' FROM generate_series(100, 299) AS i`)
    const outcomes = await world.write(
      ...Array.from({ length: 200 }, (_, i) => change(String(100 + i), { age: i === 77 ? 'old' : '30' })),
    )
    expect(outcomes.flatMap(({ kind }, i) => (kind === 'acknowledged' ? [] : [i]))).toEqual([77])
    expect(await world.sql('SELECT count(*)::int AS n FROM customer WHERE age = 30')).toEqual([{ n: 199 }])
  })
})
