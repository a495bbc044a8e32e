import neo4j, { type Driver, type Record as Row, type Session } from 'neo4j-driver'
import { fail, ProblemError, type Result } from '../../model/problem.ts'
import type { CypherAnswer } from '../../model/service-views.ts'
import type { Connection } from '../graph/driver.ts'
import type { Reach } from '../graph/reach.ts'
import { guardPlan, guardText, type QueryPlan } from './cypher-guard.ts'
import { plainValue } from './plain-value.ts'

export type ConsoleLimits = {
  timeoutMs: number
  /** Of an answer, roughly, as JSON. */
  answerBytes: number
  /** Statements at a time; the next one is told to come back. */
  parallel: number
}

const LIMITS: ConsoleLimits = { timeoutMs: 10_000, answerBytes: 8 * 1024 * 1024, parallel: 4 }

const EXPLAIN = 'EXPLAIN '

/** Neo4j looks at the clock between rows: while it plans, or looks for a path, a statement can outlive its time. */
const GRACE_MS = 2_000

/** Bytes that may wait unparsed. One row can be as big as the server's memory, and the driver collects all of it first. */
const UNPARSED_BYTES = 256 * 1024 * 1024

/** Free Cypher for power users that can only read. */
export interface CypherConsole {
  run(statement: string, params: Record<string, unknown>, rows: number): Promise<CypherAnswer>
  close(): Promise<void>
}

/**
 * A console with connections of its own, opened when first used, so that a runaway answer can be cut off at the socket
 * without touching anybody else's work.
 */
export function openConsole(
  connection: Connection,
  reach: Reach,
  overrides: Partial<ConsoleLimits> = {},
): CypherConsole {
  const limits = { ...LIMITS, ...overrides }
  const database = connection.database ?? 'neo4j'
  const open = new Set<Driver>()
  let busy = 0

  return { run, close: async () => void (await Promise.all([...open].map((driver) => driver.close()))) }

  async function run(statement: string, params: Record<string, unknown>, rows: number): Promise<CypherAnswer> {
    const text = unwrap(guardText(statement, params))
    const values = wholeNumbers(params) as Record<string, unknown>
    if (busy >= limits.parallel)
      fail('request.too-many', `${limits.parallel} statements are running already; try again`)
    busy += 1
    // A connection of its own, so that it can be cut at the socket without touching anybody else's work.
    const driver = neo4j.driver(connection.uri, neo4j.auth.basic(connection.user, connection.password), {
      maxConnectionPoolSize: 1,
    })
    open.add(driver)
    const watch = watchOver(limits.timeoutMs + GRACE_MS)
    try {
      const session = driver.session({ database, defaultAccessMode: neo4j.session.READ, fetchSize: 50 })
      const asking = reach.during(async () => {
        await explain(session, text, values)
        return answer(session, text, values, rows)
      })
      return await Promise.race([asking, watch.cut])
    } catch (error) {
      throw queryProblem(error)
    } finally {
      watch.stop()
      busy -= 1
      open.delete(driver)
      void driver.close().catch(() => undefined)
    }
  }

  async function explain(session: Session, text: string, params: Record<string, unknown>): Promise<void> {
    const { summary } = await session.run(`${EXPLAIN}${text}`, params, { timeout: limits.timeoutMs })
    unwrap(guardPlan(summary.queryType, summary.plan as QueryPlan | false))
  }

  async function answer(
    session: Session,
    text: string,
    params: Record<string, unknown>,
    rows: number,
  ): Promise<CypherAnswer> {
    const started = performance.now()
    // Auto-commit runs once: a managed transaction would try a statement that ran out of memory again for a minute.
    const result = session.run(text, params, { timeout: limits.timeoutMs })
    const found: unknown[][] = []
    let bytes = 0
    let truncated = false
    for await (const row of result as AsyncIterable<Row>) {
      const values = row.map((value) => plainValue(value)) as unknown[]
      bytes += JSON.stringify(values).length
      truncated = found.length >= rows || bytes > limits.answerBytes
      if (truncated) break
      found.push(values)
    }
    return { columns: await result.keys().then((keys) => keys.map(String)), rows: found, truncated, ms: since(started) }
  }
}

/** Rejects when an answer piles up unparsed, or when the server does not end a statement that its time is over for. */
function watchOver(ms: number): { cut: Promise<never>; stop(): void } {
  const before = process.memoryUsage().arrayBuffers
  let memory: NodeJS.Timeout | undefined
  let late: NodeJS.Timeout | undefined
  const cut = new Promise<never>((_done, reject) => {
    late = setTimeout(() => reject(tooLong()), ms)
    memory = setInterval(() => {
      if (process.memoryUsage().arrayBuffers - before >= UNPARSED_BYTES) reject(tooBig())
    }, 50)
  })
  cut.catch(() => undefined) // it may come after the answer
  const stop = () => {
    clearTimeout(late)
    clearInterval(memory)
  }
  return { cut, stop }
}

/** JSON has one kind of number, Cypher two: `LIMIT $n` takes only a whole one. */
function wholeNumbers(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? neo4j.int(value) : value
  if (Array.isArray(value)) return value.map(wholeNumbers)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, wholeNumbers(inner)]))
}

function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new ProblemError(result.problem)
  return result.value
}

function since(started: number): number {
  return Math.round(performance.now() - started)
}

function tooLong(): ProblemError {
  return new ProblemError({ code: 'query.limit', detail: 'the statement took too long and was stopped' })
}

function tooBig(): ProblemError {
  return new ProblemError({ code: 'query.limit', detail: 'the answer is too big; return fewer or smaller values' })
}

/** What the server said, as a problem: its words help whoever wrote the statement. */
function queryProblem(error: unknown): unknown {
  const { code = '', message = '' } = error instanceof Error ? (error as Error & { code?: string }) : {}
  if (/TransactionTimedOut|\.Terminated$/.test(code)) return tooLong()
  if (/OutOfMemory|MemoryLimit/.test(code))
    return new ProblemError({ code: 'query.limit', detail: 'the statement needs more memory than it may have' })
  if (/AccessMode|Security/.test(code)) return new ProblemError({ code: 'query.refused', detail: message })
  if (code.startsWith('Neo.ClientError')) return new ProblemError({ code: 'query.failed', detail: asWritten(message) })
  return error
}

/** The server counts columns from the word EXPLAIN that was put before the statement, and quotes it. */
function asWritten(message: string): string {
  const [sentence = message] = message.split('\n')
  return sentence.replace(/\(line 1, column (\d+) \(offset: (\d+)\)\)/, (_all, column: string, offset: string) => {
    const shift = EXPLAIN.length
    return `(line 1, column ${Number(column) - shift} (offset: ${Number(offset) - shift}))`
  })
}
