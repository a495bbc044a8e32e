import { describe, expect, test } from 'vitest'
import { openPostgres } from '../../../server/systems/postgres/postgres-connector.ts'
import { PostgresSettings } from '../../../server/systems/postgres/postgres-shape.ts'
import { change, creation } from './table-world.ts'

const SETTINGS = PostgresSettings.parse({
  kind: 'postgres',
  host: 'db.example.com',
  database: 'crm',
  user: 'kith_sync',
  password: { env: 'CRM_PASSWORD' },
  schema: 'sales',
  tables: {
    person: {
      table: 'Customers',
      id: 'customer_id',
      columns: ['city', 'amount'],
      externalId: 'kith_id',
      seq: 'kith_seq',
      deleted: { column: 'state', value: ['D', 'X'] },
      onWrite: { updated_by: { text: 'kith' }, updated_at: 'now' },
    },
  },
})

describe('a request as it would be sent', () => {
  let asked = 0
  const connector = openPostgres(
    SETTINGS,
    { timeoutSeconds: 1, atOnce: 1, batch: 1 },
    {
      secret: () => {
        asked += 1
        return 'the secret'
      },
    },
  )

  test('a change', () => {
    const item = change('17', { city: 'Berlin', amount: null }, { seq: 42, version: '733' })
    expect(connector.render(item)).toEqual({
      action: 'update',
      record: '17',
      request: {
        sql: `UPDATE "sales"."Customers" AS t
SET "city" = n."city", "amount" = n."amount", "kith_seq" = n."kith_seq", "updated_by" = n."updated_by", "updated_at" = now()
FROM jsonb_to_recordset($1::jsonb) AS w("nr" int, "key" jsonb, "cells" jsonb, "version" text), jsonb_to_record(w."key") AS k("customer_id" "sales"."Customers"."customer_id"%TYPE), jsonb_to_record(w."cells") AS n("city" "sales"."Customers"."city"%TYPE, "amount" "sales"."Customers"."amount"%TYPE, "kith_seq" "sales"."Customers"."kith_seq"%TYPE, "updated_by" "sales"."Customers"."updated_by"%TYPE)
WHERE t."customer_id" = k."customer_id"
  AND (t."city"::text COLLATE "C" IS DISTINCT FROM n."city"::text OR t."amount"::text COLLATE "C" IS DISTINCT FROM n."amount"::text OR t."kith_seq" IS DISTINCT FROM n."kith_seq")
  AND (t."kith_seq" IS NULL OR t."kith_seq" <= n."kith_seq")
  AND (w."version" IS NULL OR w."version" = t.xmin::text)
  AND NOT (coalesce(t."state"::text = ANY ($2::text[]), false))
RETURNING w."nr", pg_current_xact_id()::xid::text, (coalesce(t."state"::text = ANY ($2::text[]), false)), NULL, NULL, t."customer_id", t."city", t."amount"`,
        parameters: [
          [
            {
              nr: 0,
              key: { customer_id: '17' },
              cells: { city: 'Berlin', amount: null, kith_seq: '42', updated_by: 'kith' },
              version: '733',
            },
          ],
          ['D', 'X'],
        ],
      },
    })
  })

  test('a new record', () => {
    const { action, record, request } = connector.render(creation('g1', { city: 'Berlin', amount: null }, { seq: 42 }))
    expect([action, record]).toEqual(['create', 'g1'])
    expect(request.sql).toMatch(
      /INSERT INTO "sales"\."Customers" AS t \("city", "kith_id", "kith_seq", "updated_by", "updated_at"\)/,
    )
    expect(request.sql).toMatch(/ON CONFLICT \("kith_id"\) DO UPDATE SET "city" = excluded\."city"/)
    expect(request.parameters).toEqual([
      [{ nr: 0, key: { kith_id: 'g1' }, cells: { city: 'Berlin', kith_id: 'g1', kith_seq: '42', updated_by: 'kith' } }],
      ['D', 'X'],
    ])
  })

  test('is the same every time, and asks for no secret and no server', () => {
    const item = change('17', { city: 'Berlin' })
    expect(connector.render(item)).toEqual(connector.render(item))
    expect(JSON.stringify(connector.render(item))).not.toContain('secret')
    expect(asked).toBe(0)
  })

  test('a value that reads like SQL stays a parameter', () => {
    const evil = `x'; DROP TABLE "Customers"; --`
    const { request } = connector.render(change(evil, { city: evil, 'c" = 1; --': evil }))
    expect(request.sql).not.toContain('DROP')
    expect(request.sql).toContain('"c"" = 1; --" = n."c"" = 1; --"')
  })
})

describe('a definition', () => {
  test('says little: the rest has defaults', () => {
    const { host, port, ssl, schema, dateStyle, timeZone } = SETTINGS
    expect({ host, port, ssl, schema, dateStyle, timeZone }).toEqual({
      host: 'db.example.com',
      port: 5432,
      ssl: true,
      schema: 'sales',
      dateStyle: 'ISO, YMD',
      timeZone: 'UTC',
    })
  })

  test.each<[why: string, more: object]>([
    ['a password in plain text', { password: 'secret' }],
    ['an unknown entity', { tables: { order: { table: 'o', id: 'id' } } }],
    ['a table without an id', { tables: { person: { table: 'o' } } }],
    ['a name that PostgreSQL would cut off', { tables: { person: { table: 'o'.repeat(64), id: 'id' } } }],
    ['a name with NUL', { schema: 'a\0b' }],
    ['a word it does not know', { tables: { person: { table: 'o', id: 'id', pk: 'id' } } }],
  ])('is refused with %s', (_why, more) => {
    expect(PostgresSettings.safeParse({ ...SETTINGS, ...more }).success).toBe(false)
  })
})
