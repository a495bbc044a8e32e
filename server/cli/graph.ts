import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Env } from '../env.ts'
import { fail } from '../model/problem.ts'
import { bytesOf } from '../neo4j/config.ts'
import { type KeptNeo4j, keepRunning } from '../neo4j/keep-running.ts'
import { type LaunchOptions, type RunningNeo4j, startNeo4j } from '../neo4j/launch-neo4j.ts'
import { passwordFile } from '../neo4j/password.ts'
import { findRunning } from '../neo4j/pid-file.ts'
import { boltAnswers } from '../neo4j/ports.ts'
import { connect, type Graph } from '../pipeline/graph.ts'
import { fetchBar } from './fetch-bar.ts'
import { graphHome, neo4jCache } from './places.ts'

/** An embedded server on a busy machine answers before it knows its first password. */
const COMING_UP_MS = 60_000

/** A migrated graph, and what to close when done. */
export type OpenGraph = Graph & {
  /** Set when this process started the embedded server. */
  embedded?: RunningNeo4j
  /** Address of Neo4j Browser, when the server is the embedded one. */
  browserUrl?: string
  /** Migrations that ran just now. */
  applied: string[]
}

export type OpenGraphOptions = {
  /** A line for the person waiting; on standard error, so that `--json` stays clean. */
  log?: (line: string) => void
  /** Only an embedded server of our own will do: `kith start` must not share the one of another start. */
  own?: boolean
  /** Default true. `doctor` only looks. */
  migrate?: boolean
}

/**
 * Opens the graph a command works on: the server of NEO4J_URI, else the embedded one: that of a running `kith start`, or one of
 * our own for as long as the command runs. Brings it to this Kith's shape.
 * @throws LaunchProblem when the embedded server cannot run, ProblemError `graph.unavailable` or `graph.newer`.
 */
export async function openGraph(env: Env, options: OpenGraphOptions = {}): Promise<OpenGraph> {
  const server = await findServer(env, options)
  let graph: Graph | undefined
  const close = async () => {
    await graph?.close()
    await server.embedded?.stop()
  }
  try {
    graph = await connect(server.connection, {
      patienceMs: env.NEO4J_URI ? 0 : COMING_UP_MS,
      clock: { mostDays: env.KITH_CLOCK_LEAP, elsewhere: isElsewhere(server.connection.uri) },
    })
    const { kept } = server
    if (kept) graph.store.reach.onSick(() => void kept.restart())
    const { applied } = options.migrate === false ? { applied: [] } : await graph.migrate(options.log)
    return { ...graph, ...server, applied, close }
  } catch (error) {
    await close()
    throw error
  }
}

type Server = Pick<OpenGraph, 'connection' | 'embedded' | 'browserUrl'> & { kept?: KeptNeo4j }

async function findServer(env: Env, options: OpenGraphOptions): Promise<Server> {
  const database = env.NEO4J_DATABASE
  if (env.NEO4J_URI) {
    if (env.NEO4J_PASSWORD === undefined) fail('graph.unavailable', 'NEO4J_URI is set, but NEO4J_PASSWORD is not')
    return { connection: { uri: env.NEO4J_URI, user: env.NEO4J_USER, password: env.NEO4J_PASSWORD, database } }
  }
  const running = options.own ? undefined : await findEmbedded(env)
  const disk = { folder: graphHome(env), reserve: bytesOf(env.KITH_DISK_RESERVE) }
  if (running) return { ...running, connection: { ...running.connection, database, disk } }
  const kept = options.own ? await startAndKeep(env, options) : undefined
  const embedded = kept ?? (await startNeo4j(launch(env, options)))
  const { uri, user, password } = embedded
  const browserUrl = `${embedded.httpUrl}/browser/`
  return { connection: { uri, user, password, database, disk }, embedded, browserUrl, ...(kept ? { kept } : {}) }
}

function launch(env: Env, { log }: OpenGraphOptions): LaunchOptions {
  return { ...launchOptions(env), log, fetchProgress: fetchBar() }
}

/** A server that is started again when it ends, at the addresses it had: drivers and people know those. */
async function startAndKeep(env: Env, options: OpenGraphOptions): Promise<KeptNeo4j> {
  const first = await startNeo4j({ ...launch(env, options), rehearse: asAtStart })
  const ports = { boltPort: portOf(first.uri), httpPort: portOf(first.httpUrl) }
  return keepRunning(first, {
    again: () => startNeo4j({ ...launchOptions(env), ...ports, log: options.log }),
    home: graphHome(env),
    log: (line) => options.log?.(`kith: ${line}`),
  })
}

function isElsewhere(uri: string): boolean {
  const { hostname } = new URL(uri)
  return !['localhost', '[::1]'].includes(hostname) && !hostname.startsWith('127.')
}

function portOf(url: string): number {
  return Number(new URL(url).port)
}

/** How the environment wants the embedded server to be run. */
export function launchOptions(env: Env): LaunchOptions {
  return {
    home: graphHome(env),
    cache: neo4jCache(env),
    boltPort: env.KITH_BOLT_PORT,
    httpPort: env.KITH_BROWSER_PORT,
    heap: env.KITH_NEO4J_HEAP,
    pageCache: env.KITH_NEO4J_PAGECACHE,
    java: env.KITH_JAVA,
    javaHome: env.JAVA_HOME,
  }
}

/** What every start asks its graph before it answers anyone. */
export async function asAtStart({ uri, user, password }: RunningNeo4j): Promise<void> {
  const graph = await connect({ uri, user, password }, { patienceMs: COMING_UP_MS })
  try {
    await graph.migrate()
    await graph.ask.health()
  } finally {
    await graph.close()
  }
}

/** The embedded server of a `kith start` that runs now, once it answers. */
async function findEmbedded(env: Env): Promise<Server | undefined> {
  const home = graphHome(env)
  for (let tries = 0; tries < 600; tries++) {
    const running = await findRunning(home)
    if (!running?.boltPort) return undefined
    if (await boltAnswers(running.boltPort)) {
      const password = (await readFile(passwordFile(home), 'utf8')).trim()
      const uri = `bolt://127.0.0.1:${running.boltPort}`
      return {
        connection: { uri, user: 'neo4j', password },
        browserUrl: `http://127.0.0.1:${running.httpPort}/browser/`,
      }
    }
    await sleep(100)
  }
  return undefined
}
