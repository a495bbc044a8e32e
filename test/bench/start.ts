import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { neo4jCache } from '../../server/cli/places.ts'
import { childEnv, PROJECT, readEnv } from '../../server/env.ts'
import { serverArgs } from '../../server/neo4j/config.ts'
import { fetchNeo4j } from '../../server/neo4j/fetch-neo4j.ts'
import { boltAnswers, freePort } from '../../server/neo4j/ports.ts'
import { getJava } from '../../server/neo4j/tools.ts'
import { type Figure, median, seconds } from './figure.ts'

const ROUNDS = 3

/** How long `kith start` takes to be healthy on a graph it knows, against the bare embedded Neo4j answering on Bolt. */
export async function measure(): Promise<Figure[]> {
  const env = readEnv()
  const home = await mkdtemp(join(tmpdir(), 'kith-bench-start-'))
  try {
    const cache = neo4jCache(env)
    const lib = await fetchNeo4j(cache)
    const java = await getJava({ java: env.KITH_JAVA, javaHome: env.JAVA_HOME })
    const [port, boltPort, httpPort] = [await freePort(), await freePort(), await freePort()]
    const kith = () => startKith({ home, cache, port, boltPort, httpPort })

    const first = await seconds(async () => ended(await kith()))
    await silent(boltPort)
    const settings = {
      home: join(home, 'graph'),
      heap: env.KITH_NEO4J_HEAP,
      pageCache: env.KITH_NEO4J_PAGECACHE,
      boltPort,
      httpPort,
    }
    const [bare, healthy]: [number[], number[]] = [[], []]
    for (let round = 0; round < ROUNDS; round++) {
      let process: ChildProcess | undefined
      bare.push(
        await seconds(async () => {
          process = startBare(java.command, serverArgs(lib, settings), home)
          while (!(await boltAnswers(boltPort))) await sleep(50)
        }),
      )
      if (process) await ended(process)
      await silent(boltPort)
      healthy.push(
        await seconds(async () => {
          process = await kith()
        }),
      )
      if (process) await ended(process)
      await silent(boltPort)
    }
    const against = { name: 'bare Neo4j answers on Bolt', value: median(bare) }
    return [
      { name: 'first start, demo loaded', value: first, unit: 's', against },
      { name: 'second start is healthy', value: median(healthy), unit: 's', against, goal: 2 },
    ]
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

type Kith = { home: string; cache: string; port: number; boltPort: number; httpPort: number }

async function startKith({ home, port, boltPort, httpPort }: Kith): Promise<ChildProcess> {
  const env = childEnv({
    NEO4J_URI: '',
    KITH_HOME: home,
    KITH_NEO4J_CACHE: neo4jCache(readEnv()),
    KITH_PORT: String(port),
    KITH_BOLT_PORT: String(boltPort),
    KITH_BROWSER_PORT: String(httpPort),
    KITH_LOG_LEVEL: 'silent',
  })
  const kith = spawn(process.execPath, ['server/cli/kith.js', 'start'], {
    cwd: PROJECT,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  while (kith.exitCode === null) {
    const healthy = await fetch(`http://127.0.0.1:${port}/health`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (healthy) return kith
    await sleep(50)
  }
  throw new Error(`kith start ended with ${kith.exitCode}`)
}

/** What still answers from the round before would be taken for the next one. */
async function silent(port: number): Promise<void> {
  while (await boltAnswers(port)) await sleep(50)
}

function startBare(java: string, args: string[], home: string): ChildProcess {
  const log = openSync(join(home, 'bare.log'), 'a')
  const child = spawn(java, args, { stdio: ['ignore', log, log] })
  closeSync(log)
  return child
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null) return done()
    child.once('exit', () => done())
    child.kill('SIGTERM')
  })
}
