import { fail, ProblemError } from '../../model/problem.ts'
import type { Connection } from '../graph/driver.ts'
import type { Reach } from '../graph/reach.ts'
import { guardText } from './cypher-guard.ts'
import { StatementThread } from './statement-thread.ts'

export type ConsoleLimits = {
  timeoutMs: number
  /** Of an answer, as JSON. */
  answerBytes: number
  /** Statements at a time; the next one is told to come back. */
  parallel: number
}

const LIMITS: ConsoleLimits = { timeoutMs: 10_000, answerBytes: 8 * 1024 * 1024, parallel: 4 }

/** Free Cypher for power users that can only read. */
export interface CypherConsole {
  /** @returns a `CypherAnswer`, as JSON in UTF-8: it can be big, and nobody here looks into it */
  run(statement: string, params: Record<string, unknown>, rows: number): Promise<Uint8Array>
  close(): Promise<void>
}

/**
 * A console whose statements run in threads and connections of their own, started when first used: an answer that is big to
 * parse holds nobody else up, and one that runs away is cut off without touching anybody else's work.
 */
export function openConsole(
  connection: Connection,
  reach: Reach,
  overrides: Partial<ConsoleLimits> = {},
): CypherConsole {
  const limits = { ...LIMITS, ...overrides }
  const { timeoutMs, answerBytes } = limits
  const threads = new Set<StatementThread>()
  const idle: StatementThread[] = []
  let busy = 0

  return { run, close: async () => void (await Promise.all([...threads].map((thread) => thread.end()))) }

  async function run(statement: string, params: Record<string, unknown>, rows: number): Promise<Uint8Array> {
    const guarded = guardText(statement, params)
    if (!guarded.ok) throw new ProblemError(guarded.problem)
    if (busy >= limits.parallel)
      fail('request.too-many', `${limits.parallel} statements are running already; try again`)
    busy += 1
    const thread = idle.pop() ?? startThread()
    try {
      const asked = { connection, statement: guarded.value, params, rows, timeoutMs, answerBytes }
      const told = await reach.during(async () => {
        const each = await thread.ask(asked)
        if ('lost' in each) throw Object.assign(new Error(each.lost.message), { code: each.lost.code })
        return each
      })
      if ('problem' in told) throw new ProblemError(told.problem)
      return told.answer
    } finally {
      busy -= 1
      if (thread.isOver) threads.delete(thread)
      else idle.push(thread)
    }
  }

  function startThread(): StatementThread {
    const thread = new StatementThread()
    threads.add(thread)
    return thread
  }
}
