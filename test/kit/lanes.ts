import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { PROJECT } from '../../server/env.ts'

/** Programs that run beside one another in `npm test`: each line says which one it is of, and none outlives the run. */
export class Lanes {
  readonly #running = new Set<ChildProcess>()

  /** Runs Node on a script. @returns whether it ended well. */
  node(name: string, args: readonly string[], env: Record<string, string> = {}, timeout?: number): Promise<boolean> {
    return new Promise((done) => {
      const child = spawn(process.execPath, args, {
        cwd: PROJECT,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...env },
        ...(timeout === undefined ? {} : { timeout }),
      })
      this.#running.add(child)
      for (const stream of [child.stdout, child.stderr]) tell(name, stream)
      child.once('error', () => done(false))
      child.once('close', (code) => {
        this.#running.delete(child)
        done(code === 0)
      })
    })
  }

  end(): void {
    for (const child of this.#running) child.kill('SIGTERM')
  }
}

function tell(name: string, stream: Readable): void {
  createInterface({ input: stream }).on('line', (line) => {
    process.stdout.write(`${name.padEnd(8)} ${line}\n`)
  })
}
