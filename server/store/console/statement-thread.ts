import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type ReadAnswer, type ReadRequest, TOO_BIG, TOO_LONG } from './read-statement.ts'

/** Memory of one thread. An answer takes a small part of it; one row can take more than there is, and ends the thread alone. */
const HEAP_MB = 512

/** Neo4j looks at the clock between rows: while it plans, or looks for a path, a statement can outlive its time. */
const GRACE_MS = 2_000

/** A thread that reads answers, one at a time, so that the server goes on meanwhile, and can be ended in the middle of one. */
export class StatementThread {
  readonly #worker: Worker
  readonly #ready: Promise<unknown>
  /** Ends with the thread: nobody waits for an answer that cannot come. */
  readonly #over = new AbortController()

  constructor() {
    const file = import.meta.url.endsWith('.ts') ? './statement-worker.mjs' : './statement-worker.js'
    this.#worker = new Worker(new URL(file, import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } })
    this.#worker.once('exit', () => this.#over.abort())
    this.#worker.on('error', () => undefined) // each statement hears of it by itself
    this.#worker.unref()
    this.#ready = once(this.#worker, 'message', { signal: this.#over.signal })
    this.#ready.catch(() => undefined)
  }

  /** Whether it can take no other statement. */
  get isOver(): boolean {
    return this.#over.signal.aborted
  }

  /** Runs one statement. One that does not end in its time, or takes all memory, takes the thread with it. */
  async ask(asked: ReadRequest): Promise<ReadAnswer> {
    await this.#ready
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), asked.timeoutMs + GRACE_MS)
    try {
      const told = once(this.#worker, 'message', { signal: AbortSignal.any([late.signal, this.#over.signal]) })
      this.#worker.postMessage(asked)
      return (await told)[0] as ReadAnswer
    } catch (error) {
      await this.end()
      if (late.signal.aborted) return { problem: TOO_LONG }
      if ((error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY') return { problem: TOO_BIG }
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  async end(): Promise<void> {
    this.#over.abort()
    await this.#worker.terminate()
  }
}
