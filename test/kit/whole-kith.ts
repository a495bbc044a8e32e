import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { prepareLocalSecret } from '../../server/access/local-secret.ts'
import { neo4jCache } from '../../server/cli/places.ts'
import { childEnv, type Env, PROJECT, readEnv } from '../../server/env.ts'
import { endProcess, findPidFile } from '../../server/neo4j/pid-file.ts'

const Ready = z.object({ url: z.string(), uri: z.string() })

export type Answer = { status: number; headers: Headers; body: Record<string, unknown> }

/** `kith start` with an embedded server in a home of one's own, asked over HTTP; either may be killed. */
export class WholeKith {
  readonly home: string
  readonly #variables: Partial<Record<keyof Env, string>>
  #child: ChildProcess | undefined
  #ended: Promise<unknown> = Promise.resolve()
  #url = ''
  #secret = ''
  /** What it printed on standard error since it was first started. */
  said = ''

  constructor(home: string, variables: Partial<Record<keyof Env, string>> = {}) {
    this.home = home
    this.#variables = {
      NEO4J_URI: '',
      KITH_HOME: home,
      KITH_PORT: '0',
      KITH_DEMO: 'off',
      KITH_LOG_LEVEL: 'error',
      KITH_NEO4J_CACHE: neo4jCache(readEnv()),
      KITH_NEO4J_HEAP: '512m',
      KITH_NEO4J_PAGECACHE: '64m',
      ...variables,
    }
  }

  /** @throws with what it said where it ends instead. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['server/cli/kith.js', 'start', '--json'], {
      cwd: PROJECT,
      env: childEnv(this.#variables),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    this.#ended = new Promise((done) => child.once('close', done))
    let out = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      this.said += chunk.toString()
    })
    for (; !out.includes('\n'); await sleep(50))
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`kith start ended: ${this.said}`)
    this.#secret = prepareLocalSecret(this.home).text
    this.#url = `${Ready.parse(JSON.parse(out)).url}/api/v1`
  }

  get runs(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null
  }

  async ask(path: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${this.#url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#secret}` },
      signal: AbortSignal.timeout(120_000),
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> }
  }

  /** How it says that it is; `gone` where nobody answers. */
  async status(): Promise<string> {
    return this.ask('/health').then(
      ({ body }) => String(body.status),
      () => 'gone',
    )
  }

  async killKith(): Promise<void> {
    this.#child?.kill('SIGKILL')
    await this.#ended
  }

  async killNeo4j(): Promise<void> {
    const { java = 0 } = (await findPidFile(join(this.home, 'graph'))) ?? {}
    if (java > 0) process.kill(java, 'SIGKILL')
  }

  /** Ends it as its user would. @returns its exit code. */
  async stop(): Promise<number | null> {
    this.#child?.kill('SIGTERM')
    await this.#ended
    return this.#child?.exitCode ?? null
  }

  /** Another command on the same home. */
  async run(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
    const child = spawn(process.execPath, ['server/cli/kith.js', ...args], {
      cwd: PROJECT,
      env: childEnv(this.#variables),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said = { out: '', err: '' }
    child.stdout.on('data', (chunk: Buffer) => {
      said.out += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      said.err += chunk.toString()
    })
    const code = await new Promise<number | null>((done) => child.once('close', done))
    return { code, ...said }
  }

  /** Ends whatever is left of it, however it stands. */
  async end(): Promise<void> {
    await this.killKith()
    const held = await findPidFile(join(this.home, 'graph'))
    for (const pid of [held?.supervisor, held?.java])
      if (pid !== undefined) await endProcess(pid, 0).catch(() => undefined)
  }

  /** The log of Neo4j itself, for whoever looks for a cause. */
  neo4jLog(): Promise<string> {
    return readFile(join(this.home, 'graph', 'logs', 'console.log'), 'utf8').catch(() => '')
  }
}
