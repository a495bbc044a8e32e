import { access, constants, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { findClassArchive, type Recording, recordClasses } from './class-archive.ts'
import { foldersOf, neo4jConf, type ServerSettings, serverArgs } from './config.ts'
import { IMPORTED, settleData } from './data-folder.ts'
import { embeddedVersion, type FetchProgress, fetchNeo4j } from './fetch-neo4j.ts'
import { asProblem, consoleLog, failureOf, findFull, lengthOf, moreHeap, serverLog } from './launch-failure.ts'
import { LaunchProblem } from './launch-problem.ts'
import { preparePassword } from './password.ts'
import { claimHome, endProcess, findPidFile, notePorts, releaseHome } from './pid-file.ts'
import { boltAnswers, freePort, isTaken } from './ports.ts'
import { supervised } from './supervised.ts'
import { getJava } from './tools.ts'

const START_MS = 180_000
const HEAP = '1g'
const LastPorts = z.object({ boltPort: z.int(), httpPort: z.int() })
type LastPorts = z.infer<typeof LastPorts>

export type LaunchOptions = {
  /** Folder of the graph, its logs, its password. One server at a time. */
  home: string
  /** Folder for Neo4j's jars, shared by all homes. */
  cache: string
  /** Runs on the graph that an import left, before it takes its place (see data-folder.ts). */
  imported?: boolean | undefined
  boltPort?: number | undefined
  httpPort?: number | undefined
  heap?: string | undefined
  pageCache?: string | undefined
  /** How long a plan of a statement holds at least; longer for a graph that is emptied again and again. */
  replanAfter?: string | undefined
  /** Take free ports picked by the system instead of trying Neo4j's own or the last ones first. */
  anyPort?: boolean | undefined
  /** Wished for on the first start; later starts use the one kept in the home. */
  password?: string | undefined
  java?: string | undefined
  javaHome?: string | undefined
  /**
   * Before the first start with these jars, a server is started only to keep Neo4j's classes ready for all later ones; this asks
   * it what they will be asked. Without it no such preparation is made.
   */
  rehearse?: ((server: RunningNeo4j) => Promise<void>) | undefined
  /** Where this server writes Neo4j's classes as it stops. */
  archive?: string | undefined
  /** A line for the person waiting. */
  log?: ((line: string) => void) | undefined
  fetchProgress?: FetchProgress | undefined
}

export type RunningNeo4j = {
  uri: string
  user: string
  password: string
  /** Neo4j's HTTP address; Neo4j Browser is at `/browser/`. */
  httpUrl: string
  version: string
  /** Of the Java process. */
  pid: number
  /** Resolves when the server is gone, with how it ended; `stopped` means we asked it to. */
  exited: Promise<{ stopped: boolean; code: number }>
  stop(): Promise<void>
}

/**
 * Starts the Community server as a child of this process and resolves when it answers on Bolt. However this process ends,
 * the server ends too (see supervise.js). A recovery may take more heap than running does: it gets it, for this once.
 * Throws LaunchProblem with a message for the person at the terminal.
 */
export async function startNeo4j(options: LaunchOptions): Promise<RunningNeo4j> {
  try {
    return await start(options)
  } catch (error) {
    const heap = options.heap ?? HEAP
    const more = error instanceof LaunchProblem && error.code === 'memory.short' ? moreHeap(heap) : undefined
    if (more === undefined) throw error
    options.log?.(
      `${heap} of heap were too little to start on this graph; with ${more} for this once (KITH_NEO4J_HEAP)`,
    )
    return startNeo4j({ ...options, heap: more })
  }
}

async function start(options: LaunchOptions): Promise<RunningNeo4j> {
  const home = resolve(options.home)
  const log = options.log ?? (() => {})
  const java = await getJava(options)
  const lib = await fetchNeo4j(options.cache, options.fetchProgress)
  let classes = await findClassArchive(lib, java.version)
  if (options.rehearse && classes.state === 'missing') {
    await rehearse(options, options.rehearse, classes.file)
    classes = await findClassArchive(lib, java.version)
  }
  const data = options.imported ? IMPORTED : undefined
  await prepareHome(home)
  const full = await findFull(home, data)
  if (full) throw full
  await claimHome(home)
  try {
    if (!options.imported) await settleData(home)
    const ports = await choosePorts(home, options)
    // Nobody else is to find a graph that has not been checked.
    if (!options.imported) await notePorts(home, ports)
    const settings: ServerSettings = {
      home,
      data,
      heap: options.heap ?? HEAP,
      pageCache: options.pageCache ?? '1g',
      replanAfter: options.replanAfter,
      ...ports,
    }
    const console = consoleLog(home)
    await rename(console, `${console}.old`).catch(() => undefined) // none yet
    await writeFile(join(foldersOf(home).conf, 'neo4j.conf'), neo4jConf(settings), { mode: 0o600 })
    const password = await preparePassword({ home, data, java: java.command, lib, wish: options.password })
    const version = await embeddedVersion()
    log(`starting Neo4j ${version}`)
    const running = await launch({
      java: java.command,
      args: [
        ...(classes.state === 'ready' ? [`-XX:SharedArchiveFile=${classes.file}`] : []),
        ...serverArgs(lib, settings),
      ],
      settings,
      archive: options.archive ?? '',
    })
    await writeFile(join(home, 'ports.json'), JSON.stringify(ports))
    return {
      ...running,
      uri: `bolt://127.0.0.1:${ports.boltPort}`,
      user: 'neo4j',
      password,
      httpUrl: `http://127.0.0.1:${ports.httpPort}`,
      version,
    }
  } catch (error) {
    if (!(await findPidFile(home))?.supervisor) await releaseHome(home)
    throw await asProblem(error, home, data)
  }
}

function rehearse(options: LaunchOptions, ask: (server: RunningNeo4j) => Promise<void>, file: string): Promise<void> {
  const run = async (recording: Recording) => {
    const server = await startNeo4j({
      ...options,
      ...recording,
      anyPort: true,
      boltPort: 0,
      httpPort: 0,
      log: undefined,
      rehearse: undefined,
    })
    await ask(server).finally(() => server.stop())
  }
  return recordClasses(file, run, options.log ?? (() => {}))
}

async function prepareHome(home: string): Promise<void> {
  try {
    // The data folder is the server's own to make: one that is missing tells of an import that was cut off.
    const { data: _data, ...folders } = foldersOf(home)
    for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true, mode: 0o700 })
    await access(home, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new LaunchProblem(
      'home.unusable',
      `${home} cannot be used: ${why}. Make it writable or choose another KITH_HOME.`,
    )
  }
}

async function choosePorts(home: string, wish: LaunchOptions): Promise<LastPorts> {
  const last = await readFile(join(home, 'ports.json'), 'utf8')
    .then((text) => LastPorts.parse(JSON.parse(text)))
    .catch(() => undefined)
  const pick = async (name: string, given: number | undefined, wishes: number[], avoid: number[]) => {
    if (!given) return freePort(wishes, avoid)
    if (await isTaken(given)) {
      throw new LaunchProblem(
        'port.taken',
        `Port ${given} on 127.0.0.1 is in use by another program. End that one, choose another with ${name}, or leave ${name} unset for any free port.`,
      )
    }
    return given
  }
  const boltPort = await pick(
    'KITH_BOLT_PORT',
    wish.boltPort,
    wish.anyPort ? [] : [...(last ? [last.boltPort] : []), 7687],
    [wish.httpPort ?? 0],
  )
  const httpPort = await pick(
    'KITH_BROWSER_PORT',
    wish.httpPort,
    wish.anyPort ? [] : [...(last ? [last.httpPort] : []), 7474],
    [boltPort],
  )
  return { boltPort, httpPort }
}

type Launched = Pick<RunningNeo4j, 'pid' | 'exited' | 'stop'>

type Launch = { java: string; args: string[]; settings: ServerSettings; archive: string }

async function launch({ java, args, settings, archive }: Launch): Promise<Launched> {
  const { home } = settings
  const before = await lengthOf(serverLog(home))
  const child = supervised({ home, java, args, archive, console: consoleLog(home) })
  let stopping = false
  const over = child.exited.then(async () => {
    throw await failureOf(settings, child.said, before)
  })
  over.catch(() => undefined) // after the start nobody waits for it
  try {
    await Promise.race([over, untilAnswers(settings, () => stopping)])
  } catch (error) {
    stopping = true
    // On a full disk it would try to write for half a minute before it ends.
    if (error instanceof LaunchProblem && error.code === 'disk.full') await endProcess(child.pid, 0)
    await child.stop()
    throw error
  }
  return { pid: child.pid, exited: child.exited, stop: child.stop }
}

async function untilAnswers({ boltPort, home, data }: ServerSettings, cancelled: () => boolean): Promise<void> {
  for (const end = Date.now() + START_MS; Date.now() < end && !cancelled(); await sleep(100)) {
    if (await boltAnswers(boltPort)) return
    const full = await findFull(home, data)
    if (full) throw full
  }
  throw new LaunchProblem(
    'start.failed',
    `Neo4j did not answer on Bolt within ${START_MS / 1000} s. See ${consoleLog(home)}.`,
  )
}
