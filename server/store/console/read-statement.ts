import neo4j, { type Driver, type Record as Row } from 'neo4j-driver'
import { type Problem, ProblemError, type Result } from '../../model/problem.ts'
import type { Connection } from '../graph/driver.ts'
import { guardPlan, type QueryPlan } from './cypher-guard.ts'
import { plainValue } from './plain-value.ts'

/** A statement that was let through, and how much it may take. */
export type ReadRequest = {
  connection: Connection
  statement: string
  params: Record<string, unknown>
  rows: number
  timeoutMs: number
  /** Of the answer as JSON. */
  answerBytes: number
}

/** What came of it. What the server said of itself keeps its code, so that a server that went away is known by it. */
export type ReadAnswer = { answer: Uint8Array } | { problem: Problem } | { lost: { code: string; message: string } }

const EXPLAIN = 'EXPLAIN '

/** Bytes that may wait unparsed: one row can be as big as the server's memory, and the driver collects all of it first. */
const UNPARSED_BYTES = 128 * 1024 * 1024

/**
 * Explains a statement, runs it if it only reads, and reads its rows as they come, until there are enough of them or as many bytes as may be.
 * Meant for a thread of its own: a big row is parsed in one go. Takes a connection of its own, which ends with it.
 * @returns a `CypherAnswer` as JSON in UTF-8, or why there is none
 */
export async function readStatement(asked: ReadRequest): Promise<ReadAnswer> {
  const { uri, user, password } = asked.connection
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password), { maxConnectionPoolSize: 1 })
  const memory = watchMemory()
  try {
    return { answer: await Promise.race([answer(driver, asked), memory.full]) }
  } catch (error) {
    return whatHappened(error)
  } finally {
    memory.stop()
    void driver.close().catch(() => undefined) // what the answer left unread goes with it
  }
}

async function answer(driver: Driver, asked: ReadRequest): Promise<Uint8Array> {
  const { connection, statement, rows, timeoutMs, answerBytes } = asked
  const database = connection.database ?? 'neo4j'
  const session = driver.session({ database, defaultAccessMode: neo4j.session.READ, fetchSize: 50 })
  const params = wholeNumbers(asked.params) as Record<string, unknown>
  const { summary } = await session.run(`${EXPLAIN}${statement}`, params, { timeout: timeoutMs })
  unwrap(guardPlan(summary.queryType, summary.plan as QueryPlan | false))
  const started = performance.now()
  // Auto-commit runs once: a managed transaction would try a statement that ran out of memory again for a minute.
  const result = session.run(statement, params, { timeout: timeoutMs })
  const found: string[] = []
  let bytes = 0
  let truncated = false
  for await (const row of result as AsyncIterable<Row>) {
    const text = JSON.stringify(row.map((value) => plainValue(value)))
    bytes += Buffer.byteLength(text)
    truncated = found.length >= rows || bytes > answerBytes
    if (truncated) break
    found.push(text)
  }
  const columns = JSON.stringify((await result.keys()).map(String))
  const ms = Math.round(performance.now() - started)
  return new TextEncoder().encode(
    `{"columns":${columns},"rows":[${found.join(',')}],"truncated":${truncated},"ms":${ms}}`,
  )
}

/** Rejects when an answer piles up unparsed. */
function watchMemory(): { full: Promise<never>; stop(): void } {
  const before = process.memoryUsage().arrayBuffers
  let timer: NodeJS.Timeout | undefined
  const full = new Promise<never>((_done, reject) => {
    timer = setInterval(() => {
      if (process.memoryUsage().arrayBuffers - before >= UNPARSED_BYTES) reject(new ProblemError(TOO_BIG))
    }, 50)
  })
  full.catch(() => undefined) // it may come after the answer
  return { full, stop: () => clearInterval(timer) }
}

export const TOO_LONG: Problem = { code: 'query.limit', detail: 'the statement took too long and was stopped' }
export const TOO_BIG: Problem = {
  code: 'query.limit',
  detail: 'the answer is too big; return fewer or smaller values',
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

/** What the server said, as a problem: its words help whoever wrote the statement. */
function whatHappened(error: unknown): ReadAnswer {
  if (error instanceof ProblemError) return { problem: error.problem }
  if (error instanceof RangeError) return { problem: TOO_BIG } // a text longer than any may be
  const { code = '', message = '' } = error instanceof Error ? (error as Error & { code?: string }) : {}
  if (/TransactionTimedOut|\.Terminated$/.test(code)) return { problem: TOO_LONG }
  if (/OutOfMemory|MemoryLimit/.test(code))
    return { problem: { code: 'query.limit', detail: 'the statement needs more memory than it may have' } }
  if (/AccessMode|Security/.test(code)) return { problem: { code: 'query.refused', detail: message } }
  if (code.startsWith('Neo.ClientError')) return { problem: { code: 'query.failed', detail: asWritten(message) } }
  return { lost: { code, message } }
}

/** The server counts columns from the word EXPLAIN that was put before the statement, and quotes it. */
function asWritten(message: string): string {
  const [sentence = message] = message.split('\n')
  return sentence.replace(/\(line 1, column (\d+) \(offset: (\d+)\)\)/, (_all, column: string, offset: string) => {
    const shift = EXPLAIN.length
    return `(line 1, column ${Number(column) - shift} (offset: ${Number(offset) - shift}))`
  })
}
