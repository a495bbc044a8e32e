import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { ProblemError } from '../../../server/model/problem.ts'
import type { Connector, RemoteRow, RowPatch, WriteItem, WriteOutcome } from '../../../server/systems/connector.ts'
import { openPostgres } from '../../../server/systems/postgres/postgres-connector.ts'
import { PostgresSettings, type PostgresTable } from '../../../server/systems/postgres/postgres-shape.ts'
import { type PostgresServer, sharedPostgres } from '../../kit/postgres.ts'

/** One table in a schema of its own, and a connector to it. */
export type TableWorld = {
  readonly server: PostgresServer
  readonly schema: string
  readonly connector: Connector
  /** Statements with this schema in front. */
  sql<Row = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<Row[]>
  /** Text of one cell of the row with this id. */
  cell(id: string, column: string): Promise<string | null | undefined>
  write(...items: readonly WriteItem[]): Promise<WriteOutcome[]>
}

type Pace = Partial<{ timeoutSeconds: number; atOnce: number; batch: number }>

const NEVER = new AbortController().signal
const opened: Connector[] = []
let schemas = 0

/** Makes the table, named `customer`, and opens it as that of persons. */
export async function openTable(
  ddl: string,
  table: Partial<z.input<typeof PostgresTable>> = {},
  { pace = {}, settings = {} }: { pace?: Pace; settings?: Partial<z.input<typeof PostgresSettings>> } = {},
): Promise<TableWorld> {
  const server = await sharedPostgres()
  schemas += 1
  const schema = `table world ${schemas} ${randomUUID().slice(0, 8)}`
  const inSchema = `SET search_path = "${schema}", public;`
  await server.query(`CREATE SCHEMA "${schema}"; ${inSchema} ${ddl}`)
  const connector = connect(server, { schema, ...settings }, { table: 'customer', id: 'id', ...table }, pace)
  const sql: TableWorld['sql'] = async (text, params) => {
    if (params === undefined) return server.query(`${inSchema} ${text}`)
    return server.query(text.replaceAll('customer', `"${schema}".customer`), params)
  }
  return {
    server,
    schema,
    connector,
    sql,
    cell: async (id, column) =>
      (await sql<{ cell: string }>(`SELECT "${column}"::text AS cell FROM customer WHERE id::text = $1`, [id]))[0]
        ?.cell,
    write: (...items) => connector.write(items, NEVER),
  }
}

export function connect(
  server: PostgresServer,
  settings: Partial<z.input<typeof PostgresSettings>>,
  table: z.input<typeof PostgresTable>,
  pace: Pace = {},
): Connector {
  const { host, port, database, user } = server
  const connector = openPostgres(
    PostgresSettings.parse({
      ...{ kind: 'postgres', host, port, database, user, password: { env: 'IT' }, ssl: false },
      ...settings,
      tables: { person: table },
    }),
    { timeoutSeconds: 20, atOnce: 4, batch: 100, ...pace },
    { secret: (secret) => ('env' in secret && secret.env === 'IT' ? server.password : 'wrong') },
  )
  opened.push(connector)
  return connector
}

/** Starts the server, which takes a while on a busy machine. */
export async function openServer(): Promise<void> {
  await sharedPostgres()
}

export async function closeTables(): Promise<void> {
  await Promise.all(opened.splice(0).map((connector) => connector.close()))
}

let keys = 0

/** A change of the record with this id. */
export function change(id: string, set: RowPatch, more: Partial<WriteItem> = {}): WriteItem {
  keys += 1
  return { key: `key-${keys}`, entity: 'person', id, set, known: {}, seq: 1, ...more }
}

/** A record that is to be made. */
export function creation(externalId: string | undefined, set: RowPatch, more: Partial<WriteItem> = {}): WriteItem {
  keys += 1
  return { key: `key-${keys}`, entity: 'person', externalId, set, known: {}, seq: 1, ...more }
}

/** The row that an outcome says is stored. */
export function storedOf(outcome: WriteOutcome | undefined): RemoteRow | undefined {
  return outcome?.kind === 'acknowledged' ? outcome.stored : undefined
}

export const kindsOf = (outcomes: readonly WriteOutcome[]): string[] => outcomes.map(({ kind }) => kind)

/** Code of the problem that is thrown. */
export function codeOf(work: Promise<unknown> | undefined): Promise<string> {
  return (work ?? Promise.resolve()).then(
    () => 'nothing was thrown',
    (error: ProblemError) => error.problem.code,
  )
}
