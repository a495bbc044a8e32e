import neo4j, { type Driver, type ManagedTransaction, Neo4jError } from 'neo4j-driver'
import pRetry from 'p-retry'
import { fail } from '../../model/problem.ts'
import { type Disk, DiskRoom } from './disk-room.ts'
import { Reach } from './reach.ts'

/** Where a Neo4j server answers, and the disk it writes to, where that is one of this machine. */
export type Connection = {
  uri: string
  user: string
  password: string
  database?: string | undefined
  disk?: Disk | undefined
}

/** A running transaction, as far as queries need it: text and parameters in, plain rows out. */
export type Tx = { run(text: string, params: Record<string, unknown>): Promise<Record<string, unknown>[]> }

type TxLimits = { timeoutMs?: number; metadata?: Record<string, string> }
/** `unasked`: also where there is no room any more; for what gives back and makes no more of anything. */
type WriteLimits = TxLimits & { unasked?: boolean }

/** A graph that is open. One per process; sessions come from the driver's pool. */
export interface Store {
  /** Read transaction, retried on transient errors. */
  read<T>(work: (tx: Tx) => Promise<T>, limits?: TxLimits): Promise<T>
  /**
   * Write transaction, all or nothing, retried on deadlock and other transient errors.
   * @throws ProblemError `graph.full` where the server's disk has no room.
   */
  write<T>(work: (tx: Tx) => Promise<T>, limits?: WriteLimits): Promise<T>
  /** Auto-commit statement: for schema commands and `CALL { } IN TRANSACTIONS`, which refuse a managed transaction. */
  autoCommit(text: string, params?: Record<string, unknown>): Promise<Record<string, unknown>[]>
  /** The driver itself, for the two places that take one: `@neo4j/graphql` and the guarded Cypher endpoint. */
  readonly driver: Driver
  readonly database: string
  /** Whether the server is there; for whoever works with the driver itself. */
  readonly reach: Reach
  /** Room on the server's disk; undefined where that is not seen from here. */
  readonly disk: DiskRoom | undefined
  close(): Promise<void>
}

/** Deadlocks of crowded writers are retried for this long before `graph.busy` is what the caller hears. */
const RETRY_MS = 60_000
/** The first pause is up to twice as long, so that those who collided do not collide again; each next one doubles, up to the last. */
const PAUSE_MS = 700
const LAST_PAUSE_MS = 6_000

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
    maxTransactionRetryTime: 0, // the driver tries for a minute without a word; see transact
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
  const disk = connection.disk && new DiskRoom(connection.disk)
  // A statement, since a server that has broken off still takes connections.
  const look = () => driver.executeQuery('RETURN 1', {}, { database, routing: neo4j.routing.READ })
  const reach = new Reach(look, { reason: async () => disk?.reason() })
  return {
    driver,
    database,
    reach,
    disk,
    read: (work, limits) => transact('executeRead', work, limits),
    write: async (work, { unasked = false, ...limits } = {}) => {
      if (!unasked) await disk?.demand()
      return transact('executeWrite', work, limits)
    },
    autoCommit: async (text, params = {}) => {
      await disk?.demand()
      return inSession((session) => session.run(text, params).then(rowsOf))
    },
    close: () => {
      reach.close()
      return driver.close()
    },
  }

  async function inSession<T>(work: (session: ReturnType<Driver['session']>) => Promise<T>): Promise<T> {
    return reach.during(async () => {
      const session = driver.session({ database })
      try {
        return await work(session)
      } finally {
        await session.close()
      }
    })
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
    const once = () => inSession((session) => session[mode]((raw) => work(txOf(raw)), config))
    return pRetry(once, {
      retries: Number.POSITIVE_INFINITY,
      maxRetryTime: RETRY_MS,
      minTimeout: PAUSE_MS,
      maxTimeout: LAST_PAUSE_MS,
      randomize: true,
      shouldRetry: ({ error }) => error instanceof Neo4jError && error.retryable,
    })
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
