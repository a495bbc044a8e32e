import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { neo4jCache } from '../../server/cli/places.ts'
import { PROJECT, readEnv } from '../../server/env.ts'
import { findClassArchive } from '../../server/neo4j/class-archive.ts'
import { embeddedVersion } from '../../server/neo4j/fetch-neo4j.ts'
import { type LaunchOptions, type RunningNeo4j, startNeo4j } from '../../server/neo4j/launch-neo4j.ts'
import { LaunchProblem } from '../../server/neo4j/launch-problem.ts'
import { passwordFile } from '../../server/neo4j/password.ts'
import { findPidFile, pidFileOf } from '../../server/neo4j/pid-file.ts'
import { boltAnswers } from '../../server/neo4j/ports.ts'
import { findJava } from '../../server/neo4j/tools.ts'
import { FULL } from '../kit/size.ts'

const cache = neo4jCache(readEnv())
const java = await findJava({ java: readEnv().KITH_JAVA, javaHome: readEnv().JAVA_HOME })
let home: string
let holder: ChildProcess | undefined

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'kith-launch-'))
})
afterEach(async () => {
  holder?.kill('SIGKILL')
  holder = undefined
  await untilGone()
})
afterAll(() => rm(home, { recursive: true, force: true }))

const options = (more: Partial<LaunchOptions> = {}): LaunchOptions => ({
  home,
  cache,
  heap: '512m',
  pageCache: '64m',
  anyPort: true,
  ...more,
})

describe.skipIf(!java)('the embedded Neo4j', () => {
  test('starts, keeps its password private, refuses a second start, stops without a trace', async () => {
    const lines: string[] = []
    const server = await startNeo4j(options({ log: (line) => lines.push(line) }))
    expect(await boltAnswers(portOf(server.uri))).toBe(true)
    expect(lines).toEqual([`starting Neo4j ${server.version}`])
    expect(statSync(passwordFile(home)).mode & 0o777).toBe(0o600)

    const second = await problemOf(startNeo4j(options()))
    expect(second.code).toBe('already.running')
    expect(second.message).toContain(`process ${process.pid}`)

    await server.stop()
    expect(await server.exited).toEqual({ stopped: true, code: 0 })
    expect(isAlive(server.pid)).toBe(false)
    expect(await findPidFile(home)).toBeUndefined()
  })

  test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('%s of the parent ends the server', async (signal) => {
    const { pid, uri } = await hold()
    holder?.kill(signal)
    await untilGone()
    expect(isAlive(pid)).toBe(false)
    expect(await boltAnswers(portOf(uri))).toBe(false)
    expect(await findPidFile(home)).toBeUndefined()
  })

  test('an orphan left by a killed supervisor and a killed parent is ended by the next start', async () => {
    const { pid } = await hold()
    const held = await findPidFile(home)
    process.kill(held?.supervisor ?? 0, 'SIGSTOP') // so that it cannot end Java before it is killed itself
    holder?.kill('SIGKILL')
    process.kill(held?.supervisor ?? 0, 'SIGKILL')
    await sleep(300)
    expect(isAlive(pid)).toBe(true)

    const server = await startNeo4j(options())
    expect(isAlive(pid)).toBe(false)
    await server.stop()
  })

  test('a pid file whose number now belongs to another program is no obstacle', async () => {
    const stale = {
      claim: 'old',
      owner: 999_999,
      at: new Date(0).toISOString(),
      supervisor: process.pid,
      java: process.pid,
    }
    await writeFile(pidFileOf(home), JSON.stringify(stale))
    const server = await startNeo4j(options())
    await server.stop()
  })

  test('a server that dies is reported', async () => {
    const server = await startNeo4j(options())
    process.kill(server.pid, 'SIGKILL')
    expect(await server.exited).toMatchObject({ stopped: false })
  })

  test('a port in use is named, with the variable that changes it', async () => {
    const other = createServer()
    const port = await new Promise<number>((done) => {
      other.listen(0, '127.0.0.1', () => done((other.address() as { port: number }).port))
    })
    const problem = await problemOf(startNeo4j(options({ boltPort: port })))
    other.close()
    expect(problem.code).toBe('port.taken')
    expect(problem.message).toMatch(new RegExp(`Port ${port} .* KITH_BOLT_PORT`))
    expect(await findPidFile(home)).toBeUndefined()
  })

  test('a server that cannot start says why, and gives the home back', async () => {
    const problem = await problemOf(startNeo4j(options({ heap: '900000g' })))
    expect(problem.code).toBe('start.failed')
    expect(problem.message).toContain('KITH_NEO4J_HEAP')
    expect(await findPidFile(home)).toBeUndefined()
  })

  test('a graph whose password is lost is not opened', async () => {
    const kept = await readFile(passwordFile(home), 'utf8')
    await rm(passwordFile(home))
    const problem = await problemOf(startNeo4j(options()))
    await writeFile(passwordFile(home), kept, { mode: 0o600 })
    expect(problem.code).toBe('home.unusable')
    expect(problem.message).toContain(passwordFile(home))
  })

  test('its classes are kept ready by the first rehearsal, and never again', async () => {
    const own = await freshCache('cache')
    const asked: string[] = []
    const rehearse = async ({ uri }: RunningNeo4j) => void asked.push(uri)
    const lines: string[] = []
    const start = () => startNeo4j(options({ cache: own, rehearse, log: (line) => lines.push(line) }))
    for (let round = 0; round < 2; round++) await (await start()).stop()
    expect(asked).toHaveLength(1)
    expect(lines.filter((line) => line.startsWith('preparing'))).toHaveLength(1)
    const { state } = await findClassArchive(join(own, await embeddedVersion(), 'lib'), java?.version ?? '')
    expect(state).toBe('ready')
  }, 180_000)

  // test/neo4j/launch-failure.test.ts tells the reason without a server.
  if (FULL)
    test('a heap that is too little to start with is doubled until it is enough', async () => {
      const lines: string[] = []
      const server = await startNeo4j(options({ heap: '32m', pageCache: '32m', log: (line) => lines.push(line) }))
      await server.stop()
      expect(lines).toContainEqual(expect.stringMatching(/^32m of heap were too little .* with 64m for this once/))
    }, 180_000)

  // test/neo4j/class-archive.test.ts does it without a server.
  if (FULL)
    test('a rehearsal that fails is told, and not repeated', async () => {
      const own = await freshCache('other-cache')
      const lines: string[] = []
      const rehearse = () => Promise.reject(new Error('no answer'))
      const start = () => startNeo4j(options({ cache: own, rehearse, log: (line) => lines.push(line) }))
      for (let round = 0; round < 2; round++) await (await start()).stop()
      expect(lines.filter((line) => line.includes('no answer'))).toHaveLength(1)
    }, 180_000)

  test('an unusable home is named', async () => {
    const file = join(home, 'a-file')
    await writeFile(file, '')
    expect((await problemOf(startNeo4j(options({ home: join(file, 'graph') })))).code).toBe('home.unusable')
  })
})

test('without Java the message says the three ways out', async () => {
  const problem = await problemOf(startNeo4j(options({ java: '/nowhere/java' })))
  expect(problem.code).toBe('java.missing')
  expect(problem.message).toMatch(/install Java[\s\S]*docker compose[\s\S]*NEO4J_URI/)
})

test('an old Java is refused by its version', async () => {
  const folder = join(home, 'old')
  await mkdir(folder)
  const fake = join(folder, 'java')
  await writeFile(fake, '#!/bin/sh\necho \'openjdk version "11.0.2"\' >&2\n', { mode: 0o755 })
  const problem = await problemOf(startNeo4j(options({ java: fake })))
  expect(problem.code).toBe('java.old')
  expect(problem.message).toContain('11.0.2')
})

/** The fetched jars, seen from a folder of its own without what was prepared of them. */
async function freshCache(name: string): Promise<string> {
  const version = await embeddedVersion()
  const copied = join(home, name)
  await mkdir(join(copied, version), { recursive: true })
  await symlink(join(cache, version, 'lib'), join(copied, version, 'lib'))
  await copyFile(join(cache, version, 'pom.sha256'), join(copied, version, 'pom.sha256'))
  return copied
}

async function hold(): Promise<{ uri: string; pid: number }> {
  const started = spawn(process.execPath, ['--import', 'tsx', join(PROJECT, 'test/neo4j/hold.ts'), home, cache], {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  holder = started
  const line = await new Promise<string>((done, fail) => {
    createInterface({ input: started.stdout }).once('line', done)
    started.once('exit', (code) => fail(new Error(`hold.ts ended with ${code}`)))
  })
  return JSON.parse(line)
}

async function problemOf(start: Promise<unknown>): Promise<LaunchProblem> {
  const outcome = await start.then(
    () => new Error('it started'),
    (error: unknown) => error,
  )
  if (outcome instanceof LaunchProblem) return outcome
  throw outcome
}

async function untilGone(): Promise<void> {
  for (let tries = 0; tries < 300 && (await findPidFile(home)); tries++) await sleep(100)
}

function portOf(uri: string): number {
  return Number(new URL(uri).port)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !existsSync('/proc/self') || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
