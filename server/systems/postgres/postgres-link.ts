import { DatabaseError, Pool, type PoolClient, type PoolConfig } from 'pg'
import { ProblemError } from '../../model/problem.ts'
import type { Secret } from '../secrets.ts'
import type { PostgresSettings } from './postgres-shape.ts'

/** Cells of an answer, by position: names of columns are the user's, and may repeat ours. */
export type Answer = { readonly names: readonly string[]; readonly rows: readonly (readonly (string | null)[])[] }

/** One statement after another over a few connections; each is a transaction of its own. */
export type PgLink = {
  /** @throws Unanswered, or the ProblemError of a secret that cannot be read */
  ask(sql: string, params: readonly unknown[], signal: AbortSignal): Promise<Answer>
  close(): Promise<void>
}

/** A statement that failed, or whose answer never came. */
export class Unanswered extends Error {
  /** Whether it may have reached the server. */
  readonly sent: boolean
  constructor(cause: unknown, sent: boolean) {
    super('a statement was not answered', { cause })
    this.name = 'Unanswered'
    this.sent = sent
  }
}

/** Cells stay the text that PostgreSQL writes, which is what an export to CSV holds too. */
const TEXT = { getTypeParser: () => (cell: string | Buffer) => String(cell) }

/** The server ends a statement by itself; only where its answer gets lost on the way is more time needed. */
const GRACE_MS = 2_000

/** SQLSTATE of connections that end: the server goes down, or the protocol broke. */
const ENDED = /^(57P|08)/

/** Connects nothing yet: that is done by the first statement. */
export function openLink(
  settings: PostgresSettings,
  pace: { timeoutSeconds: number; atOnce: number },
  secret: (secret: Secret) => string,
): PgLink {
  const pool = new Pool(configOf(settings, pace, secret))
  // A connection that ends while nobody uses it is no news: the next statement opens another.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  let closed: Promise<void> | undefined
  return {
    ask: (sql, params, signal) => {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(pace.timeoutSeconds * 1_000 + GRACE_MS)])
      return ask(pool, { text: sql, values: [...params], rowMode: 'array' }, limit)
    },
    close: () => {
      closed ??= pool.end()
      return closed
    },
  }
}

type Query = { text: string; values: unknown[]; rowMode: 'array' }

async function ask(pool: Pool, query: Query, limit: AbortSignal): Promise<Answer> {
  const client = await connected(pool, limit)
  try {
    const { fields, rows } = await until(client.query<(string | null)[]>(query), limit)
    client.release()
    return { names: fields.map(({ name }) => name), rows }
  } catch (error) {
    // A connection that still waits for an answer would give it to the next statement.
    const usable = error instanceof DatabaseError && !ENDED.test(error.code ?? '')
    client.release(!usable)
    throw new Unanswered(error, true)
  }
}

async function connected(pool: Pool, limit: AbortSignal): Promise<PoolClient> {
  const connecting = pool.connect()
  try {
    return await until(connecting, limit)
  } catch (error) {
    if (limit.aborted) {
      connecting.then(
        (late) => late.release(),
        () => undefined,
      )
    }
    if (error instanceof ProblemError) throw error
    throw new Unanswered(error, false)
  }
}

/** Waits for the work, at most until the signal fires. */
function until<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

function configOf(
  settings: PostgresSettings,
  pace: { timeoutSeconds: number; atOnce: number },
  secret: (secret: Secret) => string,
): PoolConfig {
  const { host, port, database, user, password, dateStyle, timeZone } = settings
  const timeout = Math.ceil(pace.timeoutSeconds * 1_000)
  return {
    host,
    port,
    database,
    user,
    // Read when a server asks for it: a dry run needs none, and a changed one is taken up.
    ...(password === undefined ? {} : { password: () => secret(password) }),
    ssl: tlsOf(settings.ssl, secret),
    application_name: 'kith',
    options: `-c DateStyle=${option(dateStyle)} -c TimeZone=${option(timeZone)}`,
    statement_timeout: timeout,
    connectionTimeoutMillis: timeout,
    keepAlive: true,
    max: pace.atOnce,
    types: TEXT,
  }
}

/** A value of the options that a connection starts with, where a blank would end it. */
function option(value: string): string {
  return value.replace(/[\\\s]/g, '\\$&')
}

function tlsOf(ssl: PostgresSettings['ssl'], secret: (secret: Secret) => string): PoolConfig['ssl'] {
  if (typeof ssl === 'boolean') return ssl
  const { verify, ca, cert, key } = ssl
  return {
    rejectUnauthorized: verify,
    ...(ca === undefined ? {} : { ca: secret(ca) }),
    ...(cert === undefined ? {} : { cert: secret(cert) }),
    ...(key === undefined ? {} : { key: secret(key) }),
  }
}
