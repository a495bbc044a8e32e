import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { AccessMode } from '../../server/access/access.ts'
import { KeyRing } from '../../server/access/key-file.ts'
import { prepareLocalSecret } from '../../server/access/local-secret.ts'
import { ROUTES } from '../../server/api/rest/routes.ts'
import { BASE } from '../../server/api/route.ts'
import { createApp } from '../../server/app.ts'
import { type AddressOptions, type Kith, openKith } from '../../server/pipeline/kith.ts'
import { mintId } from '../../server/pipeline/run/mint.ts'
import { type ConsoleLimits, openConsole } from '../../server/store/console/cypher-console.ts'
import type { Connection, Store } from '../../server/store/graph/driver.ts'

export type Answer = { status: number; headers: Headers; body: Record<string, unknown> }
export type Ask = { headers?: Record<string, string>; body?: unknown; text?: string }

/** The real app over the run's Neo4j, on a port of its own. */
export type TestApp = {
  url: string
  keys: KeyRing
  /** Folder of keys and secret. */
  home: string
  /** What makes a request one of the user of this machine. `ask` sends it along unless it is given headers about access. */
  own: Record<string, string>
  /** What it offers; for what happens in the background, or with time. */
  kith: Kith
  /** Asks a path below the API. What the route promises to answer is held against its shape. */
  ask(method: string, path: string, options?: Ask): Promise<Answer>
  get(path: string, options?: Ask): Promise<Answer>
  post(path: string, body: unknown, options?: Ask): Promise<Answer>
  close(): Promise<void>
}

type AppOptions = {
  access?: AccessMode
  trustProxy?: readonly string[]
  requestsPerMinute?: number
  console?: Partial<ConsoleLimits>
  /** Folder of a built explorer, served at the root. */
  web?: string
  /** Address providers, and what clock they go by. */
  addresses?: AddressOptions
  now?: () => Date
  /** Where the store's graph answers; else the run's Neo4j. */
  connection?: Connection
}

/** Whoever sends one of these says who they are; empty, that they are nobody. */
const ABOUT_ACCESS = ['authorization', 'x-api-key']

export async function serveApp(store: Store, options: AppOptions = {}): Promise<TestApp> {
  const home = mkdtempSync(join(tmpdir(), 'kith-app-'))
  const keys = new KeyRing(home)
  const secret = options.access === 'keys' ? undefined : prepareLocalSecret(home)
  const own: Record<string, string> = secret ? { authorization: `Bearer ${secret.text}` } : {}
  const closing = new AbortController()
  const console = openConsole(options.connection ?? inject('neo4j'), store.reach, options.console)
  const kith = openKith(store, {
    mint: mintId,
    now: options.now ?? (() => new Date()),
    ...(options.addresses ? { addresses: options.addresses } : {}),
    uploads: { folder: join(home, 'uploads'), churnBudget: 0.05 },
  })
  const app = createApp({
    store,
    kith,
    console,
    keys,
    access: options.access ?? 'loopback',
    ...(secret ? { secret } : {}),
    ...(options.trustProxy ? { trustProxy: options.trustProxy } : {}),
    version: '0.0.0-test',
    closing: closing.signal,
    ...(options.web === undefined ? {} : { web: options.web }),
    ...(options.requestsPerMinute === undefined ? {} : { requestsPerMinute: options.requestsPerMinute }),
  })
  const server = createServer(app)
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE}`
  const ask = async (method: string, path: string, { headers = {}, body, text }: Ask = {}): Promise<Answer> => {
    const sent = body === undefined ? text : JSON.stringify(body)
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        ...(Object.keys(headers).some((name) => ABOUT_ACCESS.includes(name.toLowerCase())) ? {} : own),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent }),
    })
    const answer = { status: response.status, headers: response.headers, body: bodyOf(await response.text()) }
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    if (response.ok && isJson) holdAgainstShape(method, path, answer.body)
    return answer
  }
  return {
    url,
    keys,
    home,
    own,
    kith,
    ask,
    get: (path, asked) => ask('GET', path, asked),
    post: (path, body, asked) => ask('POST', path, { ...asked, body }),
    close: async () => {
      closing.abort()
      await stop(server)
      await console.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

function stop(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done())
    server.closeIdleConnections()
  })
}

function bodyOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text)
  } catch {
    return { text }
  }
}

function holdAgainstShape(method: string, path: string, body: unknown): void {
  const bare = path.replace(/\?.*$/, '')
  const route = ROUTES.find((each) => {
    const found = new RegExp(`^${each.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`).exec(bare)
    return each.method.toUpperCase() === method && found && (each.fits?.(found.groups ?? {}) ?? true)
  })
  if (route && typeof route.answer !== 'string' && body !== undefined) route.answer.parse(body)
}
