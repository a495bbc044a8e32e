import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { CompiledSystem } from '../../../server/systems/compile-system.ts'
import type { Connector } from '../../../server/systems/connector.ts'
import { openPostgres } from '../../../server/systems/postgres/postgres-connector.ts'
import { openRest } from '../../../server/systems/rest/rest-connector.ts'
import { sharedPostgres } from '../postgres.ts'
import type { Kind } from './target.ts'

/** A system that holds golden records and nothing else. */
export type Warehouse = {
  readonly definition: object
  connect(system: CompiledSystem): Connector
  /** By golden id. */
  rows(): Promise<Record<string, Record<string, unknown>>>
  close(): Promise<void>
}

const COLUMNS = ['golden', 'entity', 'status', 'heirs', 'name', 'email', 'city'] as const
const definition = (connector: object) => ({
  system: 'warehouse',
  mode: 'downstream',
  connector,
  tables: [{ entity: 'person', attributes: { name: {}, email: {}, address: { columns: { 'address.city': 'city' } } } }],
})

export const WAREHOUSES: Readonly<Record<Kind, () => Promise<Warehouse>>> = { rest: openPlaces, postgres: openTable }

/** It takes a golden record to its place, whatever was there. */
async function openPlaces(): Promise<Warehouse> {
  const rows: Record<string, Record<string, unknown>> = {}
  const server = createServer((req, res) => {
    const id = decodeURIComponent(req.url?.replace('/goldens/', '') ?? '')
    text(req).then((body) => {
      rows[id] = JSON.parse(body)
      res.setHeader('content-type', 'application/json').end(JSON.stringify({ id }))
    })
  })
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  const { port } = server.address() as AddressInfo
  return {
    definition: definition({
      kind: 'rest',
      url: `http://127.0.0.1:${port}`,
      entities: { person: { create: { method: 'PUT', path: '/goldens/{externalId}' } } },
    }),
    connect: ({ definition: { connector, pace } }) => {
      if (connector.kind !== 'rest') throw new Error('it speaks HTTP')
      return openRest(connector, pace, { secret: () => '' })
    },
    rows: async () => rows,
    close: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function openTable(): Promise<Warehouse> {
  const server = await sharedPostgres()
  const schema = `warehouse_${randomUUID().slice(0, 8)}`
  const columns = COLUMNS.map((column) => `${column} text ${column === 'golden' ? 'PRIMARY KEY' : ''}`)
  await server.query(`CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.person (${columns.join(', ')}, seq bigint)`)
  const { host, port, database, user, password } = server
  return {
    definition: definition({
      kind: 'postgres',
      ...{ host, port, database, user, schema, ssl: false, password: { env: 'OF_KITH' } },
      tables: { person: { table: 'person', id: 'golden', externalId: 'golden', seq: 'seq' } },
    }),
    connect: ({ definition: { connector, pace } }) => {
      if (connector.kind !== 'postgres') throw new Error('it is a table')
      return openPostgres(connector, pace, { secret: () => password })
    },
    rows: async () => {
      const rows = await server.query<Record<string, unknown>>(`SELECT ${COLUMNS} FROM ${schema}.person`)
      return Object.fromEntries(rows.map((row) => [String(row.golden), row]))
    },
    close: async () => {
      await server.query(`DROP SCHEMA ${schema} CASCADE`)
    },
  }
}
