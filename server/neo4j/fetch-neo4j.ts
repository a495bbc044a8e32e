import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { LaunchProblem, WAYS_OUT } from './launch-problem.ts'
import { findMaven } from './tools.ts'

const POM = fileURLToPath(new URL('./pom.xml', import.meta.url))
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies'

/** How far a fetch is: jars that have arrived, of so many. */
export type FetchProgress = (arrived: number, expected: number) => void

/** The Neo4j version the pom asks for, `5.26.30` for instance. */
export async function embeddedVersion(): Promise<string> {
  return property(await readFile(POM, 'utf8'), 'neo4j.version')
}

/** The folder with Neo4j's jars if they were fetched before, without fetching. */
export async function findFetched(cache: string): Promise<string | undefined> {
  const pom = await readFile(POM, 'utf8')
  const at = join(cache, property(pom, 'neo4j.version'))
  const mark = await readFile(join(at, 'pom.sha256'), 'utf8').catch(() => '')
  return mark.trim() === hash(pom) ? join(at, 'lib') : undefined
}

/**
 * Makes sure Neo4j's jars lie in `<cache>/<version>/lib` and returns that folder. The first time Maven copies them there;
 * afterwards this only reads one small file. A fetch that is cut off leaves nothing behind that looks complete.
 */
export async function fetchNeo4j(cache: string, progress: FetchProgress = () => {}): Promise<string> {
  const known = await findFetched(cache)
  if (known) return known
  if (!(await findMaven())) {
    throw new LaunchProblem(
      'maven.missing',
      `Fetching the embedded Neo4j needs Maven, and mvn does not answer.\n${WAYS_OUT}`,
    )
  }
  const pom = await readFile(POM, 'utf8')
  const version = property(pom, 'neo4j.version')
  const target = join(cache, version)
  const part = join(cache, `${version}.${randomUUID()}.part`)
  try {
    await mkdir(join(part, 'lib'), { recursive: true })
    await copyJars(join(part, 'lib'), Number(property(pom, 'kith.jars')), progress)
    await writeFile(join(part, 'pom.sha256'), `${hash(pom)}\n`)
    if (!(await findFetched(cache))) await putInPlace(part, target)
  } catch (error) {
    if (error instanceof LaunchProblem) throw error
    throw new LaunchProblem('fetch.failed', `Neo4j could not be put into ${cache}: ${messageOf(error)}`)
  } finally {
    await rm(part, { recursive: true, force: true })
  }
  return join(target, 'lib')
}

/** Maven first downloads jars it has not seen, then copies all of them; both are an arrival, each jar counted once. */
function copyJars(into: string, expected: number, progress: FetchProgress): Promise<void> {
  return new Promise((done, fail) => {
    const maven = spawn('mvn', ['-B', '-f', POM, COPY, '-DincludeScope=runtime', `-DoutputDirectory=${into}`], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const seen = new Set<string>()
    const errors: string[] = []
    progress(0, expected)
    createInterface({ input: maven.stdout }).on('line', (line) => {
      if (line.includes('[ERROR]')) errors.push(line.replace(/^\[ERROR\]\s*/, ''))
      const jar = /(?:Downloaded from \S+ \S+\/|Copying )([^/\s]+\.jar)/.exec(line)?.[1]
      if (jar === undefined || seen.has(jar) || /^(maven|plexus)-/.test(jar)) return
      seen.add(jar)
      progress(Math.min(seen.size, expected), expected)
    })
    maven.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString().trim()))
    maven.once('error', fail)
    maven.once('close', async (code) => {
      const jars = await readdir(into).catch(() => [])
      if (code === 0 && jars.length > 0) {
        progress(expected, expected)
        return done()
      }
      const why =
        errors
          .filter((line) => line !== '')
          .slice(0, 3)
          .join('\n') || `mvn ended with ${code}`
      fail(new LaunchProblem('fetch.failed', `Maven could not fetch the embedded Neo4j:\n${why}\n${WAYS_OUT}`))
    })
  })
}

/** Two starts may fetch at once: whoever comes second finds the folder in place and drops its own. */
async function putInPlace(part: string, target: string): Promise<void> {
  if (existsSync(target)) {
    const old = `${target}.${randomUUID()}.old`
    await rename(target, old)
    await rm(old, { recursive: true, force: true })
  }
  await rename(part, target).catch((error: unknown) => {
    if (!existsSync(join(target, 'pom.sha256'))) throw error
  })
}

function property(pom: string, name: string): string {
  const value = new RegExp(`<${name.replaceAll('.', '\\.')}>([^<]+)<`).exec(pom)?.[1]
  if (value === undefined) throw new Error(`server/neo4j/pom.xml has no property ${name}`)
  return value
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
