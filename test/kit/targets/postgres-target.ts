import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { EntityName } from '../../../server/model/entities/registry.ts'
import { openPostgres } from '../../../server/systems/postgres/postgres-connector.ts'
import { sharedPostgres } from '../postgres.ts'
import type { Row, Target } from './target.ts'

const EVERY = { email: 'email', phone: 'phone', golden: 'kith_id', modified: 'modified', active: 'active' }
const HUMAN = { ...EVERY, title: 'title', given: 'given_name', family: 'family_name', born: 'born', mobile: 'mobile' }
const COLUMNS: Record<EntityName, Record<string, string>> = {
  person: { ...HUMAN, street: 'street', city: 'city', state: 'state', zip: 'zip', newsletter: 'newsletter' },
  company: { ...EVERY, name: 'name', taxId: 'tax_id', website: 'website', terms: 'payment_terms' },
  contact: { ...HUMAN, company: 'company_id', job: 'job_title' },
}
const ENTITIES = Object.keys(COLUMNS) as EntityName[]
/** What is no word of anybody's in a row. */
const STAMPS = `'{rev,modified,modified_by}'::text[]`
const PASSWORD = 'of-kith'
/** What a rendered statement is given first: its rows. */
const Parameters = z
  .tuple([z.tuple([z.object({ cells: z.record(z.string(), z.string().nullable()) })])])
  .rest(z.unknown())

/** Every row says when, by whom and as which change it was written; a ledger keeps what changed; `trouble` has writes fail. */
const ddl = (role: string) => `
  CREATE SEQUENCE revisions;
  CREATE SEQUENCE made;
  GRANT USAGE ON SEQUENCE made TO ${role};
  CREATE TABLE trouble (is_there boolean);
  CREATE TABLE ledger (nr bigserial, entity text, id text, by text, was jsonb, now jsonb);
  ${ENTITIES.map((entity) => {
    const columns = Object.values(COLUMNS[entity]).filter((column) => column !== 'modified')
    return `CREATE TABLE ${entity} (id text PRIMARY KEY DEFAULT 'N' || nextval('made'), external_id text UNIQUE, ${columns.map((column) => `${column} text`).join(', ')},
      modified timestamptz, modified_by text, rev bigint);`
  }).join('\n')}
  CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  BEGIN
    IF session_user = '${role}' AND EXISTS (SELECT FROM trouble) THEN
      RAISE EXCEPTION 'it is out of order' USING ERRCODE = '53000';
    END IF;
    NEW.rev := nextval('revisions');
    NEW.modified_by := session_user;
    IF session_user = '${role}' OR NEW.modified IS NULL THEN NEW.modified := clock_timestamp(); END IF;
    RETURN NEW;
  END $$;
  CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  BEGIN
    IF TG_OP = 'INSERT' OR to_jsonb(OLD) - ${STAMPS} <> to_jsonb(NEW) - ${STAMPS} THEN
      INSERT INTO ledger (entity, id, by, was, now) VALUES (TG_TABLE_NAME, NEW.id, session_user,
        CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) - ${STAMPS} ELSE '{}' END, to_jsonb(NEW) - ${STAMPS});
    END IF;
    RETURN NULL;
  END $$;
  ${ENTITIES.map(
    (entity) => `CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON ${entity} FOR EACH ROW EXECUTE FUNCTION stamp();
    CREATE TRIGGER note AFTER INSERT OR UPDATE ON ${entity} FOR EACH ROW EXECUTE FUNCTION note();
    GRANT SELECT, INSERT, UPDATE ON ${entity} TO ${role};`,
  ).join('\n')}`

/** An ERP that keeps its records in PostgreSQL. */
export async function openPostgresTarget(): Promise<Target> {
  const server = await sharedPostgres()
  const name = randomUUID().slice(0, 8)
  const [schema, role] = [`erp_${name}`, `kith_${name}`]
  const sql = <R = Record<string, string | null>>(text: string, params?: readonly unknown[]) =>
    server.query<R>(text, params)
  await sql(`CREATE ROLE ${role} LOGIN PASSWORD '${PASSWORD}'; CREATE SCHEMA ${schema};
    GRANT USAGE ON SCHEMA ${schema} TO ${role}; SET search_path = ${schema}; ${ddl(role)}`)
  let made = 0
  const put = (columns: Readonly<Record<string, string>>, row: Row, at = new Date().toISOString()) => {
    const cells = Object.entries(row).map(([word, text]) => [columns[word] ?? word, text === '' ? null : text] as const)
    return [...cells, ['modified', at] as const]
  }
  return {
    connector: {
      kind: 'postgres',
      host: server.host,
      port: server.port,
      database: server.database,
      user: role,
      password: { env: 'OF_KITH' },
      ssl: false,
      schema,
      tables: Object.fromEntries(
        ENTITIES.map((entity) => [
          entity,
          { table: entity, id: 'id', externalId: 'external_id', changed: { column: 'rev' }, origin: 'modified_by' },
        ]),
      ),
    },
    columnsOf: (entity) => COLUMNS[entity],
    connect: ({ definition: { connector: settings, pace } }) => {
      if (settings.kind !== 'postgres') throw new Error(`${settings.kind} is not how a database is spoken to`)
      return openPostgres(settings, { ...pace, batch: 100 }, { secret: () => PASSWORD })
    },
    add: async (entity, row, at) => {
      made += 1
      const cells = [['id', `R${made}`] as const, ...put(COLUMNS[entity], row, at)]
      const places = cells.map((_cell, i) => `$${i + 1}`)
      await sql(
        `INSERT INTO ${schema}.${entity} (${cells.map(([column]) => column)}) VALUES (${places})`,
        cells.map(([, text]) => text),
      )
      return `R${made}`
    },
    edit: async (entity, id, row, at) => {
      const cells = put(COLUMNS[entity], row, at)
      const set = cells.map(([column], i) => `${column} = $${i + 2}`)
      await sql(`UPDATE ${schema}.${entity} SET ${set} WHERE id = $1`, [id, ...cells.map(([, text]) => text)])
    },
    remove: async (entity, id) => {
      await sql(`DELETE FROM ${schema}.${entity} WHERE id = $1`, [id])
    },
    ids: async (entity) => (await sql(`SELECT id FROM ${schema}.${entity} ORDER BY id`)).map(({ id }) => id ?? ''),
    row: async (entity, id) => {
      const [row = {}] = await sql(`SELECT * FROM ${schema}.${entity} WHERE id = $1`, [id])
      return words(row, COLUMNS[entity])
    },
    writes: async () => {
      const rows = await sql<{ entity: EntityName; id: string; was: Row; now: Row }>(
        `SELECT entity, id, was, now FROM ${schema}.ledger WHERE by = $1 ORDER BY nr`,
        [role],
      )
      return rows.map(({ entity, id, was, now }) => {
        const changed = Object.entries(now).filter(([column, text]) => (was[column] ?? null) !== text)
        const set = Object.fromEntries(changed.map(([column, text]) => [column, text ?? '']))
        return { entity, id, set: words(set, COLUMNS[entity]) }
      })
    },
    setIn: (entity, { parameters }) => words(Parameters.parse(parameters)[0][0].cells, COLUMNS[entity]),
    offline: async (is) => {
      await sql(`ALTER ROLE ${role} ${is ? 'NOLOGIN' : 'LOGIN'}`)
      if (is) await sql('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [role])
    },
    fails: async (is) => {
      await sql(is ? `INSERT INTO ${schema}.trouble VALUES (true)` : `DELETE FROM ${schema}.trouble`)
    },
    denies: async (is) => {
      const all = ENTITIES.map((entity) => `${schema}.${entity}`).join(', ')
      await sql(
        is
          ? `REVOKE SELECT, INSERT, UPDATE ON ${all} FROM ${role}`
          : `GRANT SELECT, INSERT, UPDATE ON ${all} TO ${role}`,
      )
    },
    backup: async () => {
      const tables = await Promise.all(
        ENTITIES.map(async (entity) => [entity, await sql(`SELECT * FROM ${schema}.${entity}`)] as const),
      )
      return async () => {
        for (const [entity, rows] of tables) {
          const table = `${schema}.${entity}`
          await sql(`ALTER TABLE ${table} DISABLE TRIGGER USER; TRUNCATE ${table}`)
          await sql(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1)`, [
            JSON.stringify(rows),
          ])
          await sql(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
        }
      }
    },
    close: async () => {
      await sql(`DROP SCHEMA ${schema} CASCADE`)
    },
  }
}

function words(row: Readonly<Record<string, string | null>>, columns: Readonly<Record<string, string>>): Row {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([word, column]) => {
      const text = row[column]
      return typeof text === 'string' ? [[word, text]] : []
    }),
  )
}
