import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type {} from 'vitest'
import type { TestProject } from 'vitest/node'
import { asAtStart } from '../../server/cli/graph.ts'
import { neo4jCache } from '../../server/cli/places.ts'
import { readEnv } from '../../server/env.ts'
import { startNeo4j } from '../../server/neo4j/launch-neo4j.ts'

/** The server every database test of this run uses. Read it with `inject('neo4j')`. */
export type TestNeo4j = { uri: string; user: string; password: string }

declare module 'vitest' {
  interface ProvidedContext {
    neo4j: TestNeo4j
  }
}

type Started = TestNeo4j & { stop(): Promise<void> }

const IMAGE = 'neo4j:5.26-community'
// Each vitest project loads this file anew; the one server of the run is kept where all of them find it.
const shared = globalThis as { kithNeo4j?: { users: number; started: Promise<Started> } }

/** vitest globalSetup: NEO4J_URI if set, a container where Docker answers, else the embedded server in a temporary home. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  shared.kithNeo4j ??= { users: 0, started: start() }
  const held = shared.kithNeo4j
  held.users += 1
  const { uri, user, password } = await held.started
  provide('neo4j', { uri, user, password })
  return async () => {
    held.users -= 1
    if (held.users > 0) return
    delete shared.kithNeo4j
    await (await held.started).stop()
  }
}

async function start(): Promise<Started> {
  const env = readEnv()
  if (env.NEO4J_URI) {
    if (!env.KITH_TEST_WIPE) {
      throw new Error(
        `The tests wipe the database they use. Set KITH_TEST_WIPE=1 if ${env.NEO4J_URI} may lose everything, or unset NEO4J_URI.`,
      )
    }
    return { uri: env.NEO4J_URI, user: env.NEO4J_USER, password: env.NEO4J_PASSWORD ?? '', stop: async () => undefined }
  }
  return (await dockerAnswers()) ? startContainer() : startEmbedded()
}

async function dockerAnswers(): Promise<boolean> {
  return promisify(execFile)('docker', ['version', '--format', '{{.Server.Version}}'], { timeout: 10_000 }).then(
    ({ stdout }) => stdout.trim() !== '',
    () => false,
  )
}

async function startContainer(): Promise<Started> {
  const { Neo4jContainer } = await import('@testcontainers/neo4j')
  const container = await new Neo4jContainer(IMAGE).start()
  return {
    uri: container.getBoltUri(),
    user: container.getUsername(),
    password: container.getPassword(),
    stop: async () => {
      await container.stop()
    },
  }
}

async function startEmbedded(): Promise<Started> {
  const env = readEnv()
  const home = await mkdtemp(join(tmpdir(), 'kith-test-'))
  try {
    const server = await startNeo4j({
      home,
      cache: neo4jCache(env),
      heap: env.KITH_NEO4J_HEAP,
      pageCache: '256m',
      // Every wipe would let Neo4j plan anew what the next file asks all the same.
      replanAfter: '1h',
      java: env.KITH_JAVA,
      javaHome: env.JAVA_HOME,
      anyPort: true,
      // Once for all servers that tests start with these jars.
      rehearse: asAtStart,
    })
    return {
      ...server,
      stop: async () => {
        await server.stop()
        await rm(home, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(home, { recursive: true, force: true })
    throw error
  }
}
