import { createWriteStream, mkdirSync, rmSync, type WriteStream } from 'node:fs'
import { basename, join } from 'node:path'
import type { Env } from '../../env.ts'
import type { LoadOptions } from '../../pipeline/load/load-options.ts'

/** The reject file: one JSON line a row, for nobody but its owner to read, and made only if there is one. */
export class Rejects {
  private stream: WriteStream | undefined
  private path: string | undefined
  readonly first: string[] = []
  private readonly env: Env

  constructor(env: Env) {
    this.env = env
  }

  add(rejected: Parameters<NonNullable<LoadOptions['onReject']>>[0]): void {
    if (!this.stream) {
      const dir = join(this.env.KITH_HOME, 'rejects')
      mkdirSync(dir, { recursive: true, mode: 0o700 })
      this.path = join(
        dir,
        `${basename(rejected.file || 'load')}-${new Date().toISOString().replace(/[:.]/g, '-')}.jsonl`,
      )
      this.stream = createWriteStream(this.path, { mode: 0o600 })
    }
    this.stream.write(`${JSON.stringify(rejected)}\n`)
    const { file, line, column, detail } = rejected.problem
    if (this.first.length < 5)
      this.first.push(
        `${file ?? (rejected.file || rejected.problem.record)}:${line ?? '?'}${column ? ` ${column}` : ''}: ${detail}`,
      )
  }

  /** Forgets all of them: the load begins anew. */
  async drop(): Promise<void> {
    const path = await this.close()
    if (path !== undefined) rmSync(path, { force: true })
  }

  /** @returns where they are kept, if there are any */
  async close(): Promise<string | undefined> {
    const { stream } = this
    if (stream) await new Promise<void>((done) => stream.end(done))
    return this.path
  }
}
