import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { promisify } from 'node:util'
import { KeyRing } from '../../access/key-file.ts'
import { type Env, PROJECT } from '../../env.ts'
import { ProblemError } from '../../model/problem.ts'
import { bytesOf } from '../../neo4j/config.ts'
import { embeddedVersion, findFetched } from '../../neo4j/fetch-neo4j.ts'
import { findRunning } from '../../neo4j/pid-file.ts'
import { isTaken } from '../../neo4j/ports.ts'
import { findJava, findMaven, majorOf } from '../../neo4j/tools.ts'
import { nodeProblem } from '../bootstrap.mjs'
import { graphHome, neo4jCache } from '../places.ts'

/** One thing `doctor` looked at. `missing` needs doing only if nothing else stands in for it, `advice` helps; `problem` always needs doing. */
export type Finding = { name: string; state: 'ok' | 'missing' | 'advice' | 'problem'; detail: string; wayOut?: string }

const FREE_GIB = 2 // an embedded Neo4j with the demo needs 0.5; a million records about 10
const GIB = 1024 ** 3

/** Looks at this machine without starting anything. */
export async function lookAround(env: Env): Promise<Finding[]> {
  const findings = await Promise.all([
    node(),
    java(env),
    maven(),
    jars(env),
    docker(),
    browser(env),
    memory(env),
    disk(env),
    port(env),
    keyFinding(env.KITH_HOME),
  ])
  return findings.flat()
}

/** The ways to a Neo4j that would work here. None means `kith start` cannot run. */
export function waysToNeo4j(env: Env, findings: readonly Finding[]): string[] {
  const good = (name: string) => findings.some((finding) => finding.name === name && finding.state === 'ok')
  return [
    ...(env.NEO4J_URI ? ['NEO4J_URI'] : []),
    ...(good('java') && (good('maven') || good('neo4j jars')) ? ['embedded'] : []),
    ...(good('docker') ? ['docker compose'] : []),
  ]
}

async function node(): Promise<Finding> {
  const problem = nodeProblem(process.versions.node)
  return problem
    ? { name: 'node', state: 'problem', detail: process.versions.node, wayOut: problem }
    : { name: 'node', state: 'ok', detail: process.versions.node }
}

async function java(env: Env): Promise<Finding> {
  const found = await findJava({ java: env.KITH_JAVA, javaHome: env.JAVA_HOME })
  const wayOut = 'install Java 17 or newer, or set KITH_JAVA; needed only for the embedded Neo4j'
  if (!found) return { name: 'java', state: 'missing', detail: 'not found', wayOut }
  const detail = `${found.version} at ${found.command}`
  return majorOf(found.version) >= 17
    ? { name: 'java', state: 'ok', detail }
    : { name: 'java', state: 'missing', detail, wayOut }
}

async function maven(): Promise<Finding> {
  const found = await findMaven()
  if (found) return { name: 'maven', state: 'ok', detail: found.version }
  return {
    name: 'maven',
    state: 'missing',
    detail: 'not found',
    wayOut: 'install Maven; needed once, to fetch the embedded Neo4j',
  }
}

async function jars(env: Env): Promise<Finding> {
  const version = await embeddedVersion()
  const lib = await findFetched(neo4jCache(env))
  return lib
    ? { name: 'neo4j jars', state: 'ok', detail: `${version} in ${lib}` }
    : { name: 'neo4j jars', state: 'missing', detail: 'not fetched yet', wayOut: 'the first kith start fetches them' }
}

async function docker(): Promise<Finding> {
  const wayOut = 'only for docker compose up'
  try {
    const { stdout } = await promisify(execFile)('docker', ['version', '--format', '{{.Server.Version}}'], {
      timeout: 10_000,
    })
    return { name: 'docker', state: 'ok', detail: stdout.trim() }
  } catch (error) {
    const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return { name: 'docker', state: 'missing', detail: absent ? 'not found' : 'no engine answers', wayOut }
  }
}

async function browser(env: Env): Promise<Finding> {
  const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  const found = [...(env.KITH_CHROMIUM ? [env.KITH_CHROMIUM] : []), ...places].find((place) => existsSync(place))
  if (found) return { name: 'chromium', state: 'ok', detail: found }
  const wayOut = 'install chromium or set KITH_CHROMIUM; only for screenshots and browser tests'
  return { name: 'chromium', state: 'missing', detail: 'not found', wayOut }
}

async function memory(env: Env): Promise<Finding> {
  const wanted = bytesOf(env.KITH_NEO4J_HEAP) + bytesOf(env.KITH_NEO4J_PAGECACHE) + GIB
  const detail = `${gib(totalmem())} GiB in all; Kith with its embedded Neo4j takes about ${gib(wanted)}`
  if (env.NEO4J_URI || totalmem() >= wanted) return { name: 'memory', state: 'ok', detail }
  return {
    name: 'memory',
    state: 'problem',
    detail,
    wayOut: 'set KITH_NEO4J_HEAP and KITH_NEO4J_PAGECACHE lower, 512m each for instance',
  }
}

async function disk(env: Env): Promise<Finding> {
  const place = existsSync(env.KITH_HOME) ? env.KITH_HOME : PROJECT
  const { bavail, bsize } = await statfs(place)
  const [free, reserve] = [bavail * bsize, env.KITH_DISK_RESERVE]
  const name = 'disk'
  const detail = `${gib(free)} GiB free for ${env.KITH_HOME}`
  const wayOut = 'free some space or point KITH_HOME to another disk'
  if (env.NEO4J_URI) return { name, state: 'ok', detail: `${detail}; that of Neo4j itself is not seen from here` }
  if (free < bytesOf(reserve)) {
    const full = `${Math.floor(free / 1024 ** 2)} MiB free for ${env.KITH_HOME}, less than KITH_DISK_RESERVE=${reserve}: nothing is written any more`
    return { name, state: 'problem', detail: full, wayOut }
  }
  return { name, state: free >= FREE_GIB * GIB ? 'ok' : 'advice', detail, wayOut }
}

async function port(env: Env): Promise<Finding> {
  const running = await findRunning(graphHome(env))
  const name = 'port'
  if (!(await isTaken(env.KITH_PORT))) return { name, state: 'ok', detail: `${env.KITH_PORT} is free` }
  if (running) return { name, state: 'ok', detail: `${env.KITH_PORT} is in use; Kith runs as process ${running.owner}` }
  return { name, state: 'problem', detail: `${env.KITH_PORT} is in use by another program`, wayOut: 'set KITH_PORT' }
}

/** Whether the API keys of a home can be read: if not, nobody's works. */
export function keyFinding(home: string): Finding {
  const name = 'keys'
  try {
    const keys = new KeyRing(home)
    const [all, working] = [keys.list().length, keys.list().filter((key) => keys.works(key)).length]
    return { name, state: 'ok', detail: all === 0 ? 'none made' : `${working} of ${all} work` }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return { name, state: 'problem', detail: error.problem.detail }
  }
}

function gib(size: number): string {
  return (size / GIB).toFixed(1)
}
