import neo4j, { type Driver, type ManagedTransaction, Neo4jError } from 'neo4j-driver'
import pRetry from 'p-retry'
import { fail } from '../../model/problem.ts'

/** Where a Neo4j server answers. */
export type Connection = { uri: string; user: string; password: string; database?: string | undefined }

/** A running transaction, as far as queries need it: text and parameters in, plain rows out. */
export type Tx = { run(text: string, params: Record<string, unknown>): Promise<Record<string, unknown>[]> }

type TxLimits = { timeoutMs?: number; metadata?: Record<string, string> }

/** A graph that is open. One per process; sessions come from the driver's pool. */
export interface Store {
  /** Read transaction, retried on transient errors. */
  read<T>(work: (tx: Tx) => Promise<T>, limits?: TxLimits): Promise<T>
  /** Write transaction, all or nothing, retried on deadlock and other transient errors. */
  write<T>(work: (tx: Tx) => Promise<T>, limits?: TxLimits): Promise<T>
  /** Auto-commit statement: for schema commands and `CALL { } IN TRANSACTIONS`, which refuse a managed transaction. */
  autoCommit(text: string, params?: Record<string, unknown>): Promise<Record<string, unknown>[]>
  /** The driver itself, for the two places that take one: `@neo4j/graphql` and the guarded Cypher endpoint. */
  readonly driver: Driver
  readonly database: string
  close(): Promise<void>
}

/** Deadlocks of crowded writers are retried for this long before `graph.busy` is what the caller hears. */
const RETRY_MS = 60_000

/** What a server answers that is still coming up: Bolt listens before the first password holds and the database is there. */
const COMING_UP = new Set([
  'Neo.ClientError.Security.Unauthorized',
  'Neo.ClientError.Security.AuthenticationRateLimit',
  'Neo.ClientError.Database.DatabaseNotFound',
  'Neo.TransientError.General.DatabaseUnavailable',
])

/**
 * Opens a graph and waits until it answers. Numbers come back as plain JavaScript numbers: counts and sequence numbers
 * stay far below 2^53.
 * @param patienceMs how long a server that was started just now may refuse the password it was given
 * @throws ProblemError `graph.unavailable` when nothing answers at the address or the password is wrong.
 */
export async function openStore(connection: Connection, patienceMs = 0): Promise<Store> {
  const database = connection.database ?? 'neo4j'
  const driver = neo4j.driver(connection.uri, neo4j.auth.basic(connection.user, connection.password), {
    disableLosslessIntegers: true,
    maxTransactionRetryTime: RETRY_MS,
    maxConnectionPoolSize: 100,
  })
  try {
    await pRetry(() => driver.verifyConnectivity({ database }), {
      retries: patienceMs === 0 ? 0 : Number.POSITIVE_INFINITY,
      maxRetryTime: patienceMs,
      minTimeout: 250,
      maxTimeout: 5_000, // as long as a server refuses everybody after three wrong passwords
      shouldRetry: ({ error }) => error instanceof Neo4jError && COMING_UP.has(error.code),
    })
  } catch (error) {
    await driver.close()
    const why = error instanceof Error ? error.message : String(error)
    fail('graph.unavailable', `no Neo4j answers at ${connection.uri}: ${why}`)
  }
  return {
    driver,
    database,
    read: (work, limits) => transact('executeRead', work, limits),
    write: (work, limits) => transact('executeWrite', work, limits),
    autoCommit: (text, params = {}) => inSession((session) => session.run(text, params).then(rowsOf)),
    close: () => driver.close(),
  }

  async function inSession<T>(work: (session: ReturnType<Driver['session']>) => Promise<T>): Promise<T> {
    const session = driver.session({ database })
    try {
      return await work(session)
    } finally {
      await session.close()
    }
  }

  function transact<T>(
    mode: 'executeRead' | 'executeWrite',
    work: (tx: Tx) => Promise<T>,
    limits: TxLimits = {},
  ): Promise<T> {
    const config = {
      ...(limits.timeoutMs === undefined ? {} : { timeout: limits.timeoutMs }),
      ...(limits.metadata ? { metadata: limits.metadata } : {}),
    }
    return inSession((session) => session[mode]((raw) => work(txOf(raw)), config))
  }
}

/** A transaction of the driver's. */
export type TxSource = Pick<ManagedTransaction, 'run'>

export function txOf(raw: TxSource): Tx {
  return { run: async (text, params) => rowsOf(await raw.run(text, params)) }
}

function rowsOf(result: { records: { toObject(): Record<string, unknown> }[] }): Record<string, unknown>[] {
  return result.records.map((record) => record.toObject())
}
