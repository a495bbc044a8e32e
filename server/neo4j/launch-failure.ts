import { readdir, readFile, stat, statfs } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { bytesOf, foldersOf, type ServerSettings } from './config.ts'
import { type LaunchCode, LaunchProblem } from './launch-problem.ts'

const MIB = 1024 ** 2
/** With less than this free a server is not started, and stopped while it starts: on a full disk it hangs for minutes. */
const FLOOR = 32 * MIB
/** Most of the machine's memory that a heap is raised to. */
const MOST_HEAP = 0.5

const KNOWN: [pattern: RegExp, code: LaunchCode, reason: (settings: ServerSettings) => string][] = [
  [
    /Address already in use|PortBindException/,
    'start.failed',
    ({ boltPort, httpPort }) => `port ${boltPort} or ${httpPort} was taken meanwhile; start again`,
  ],
  [
    /Lock file has been locked|FileLockException/,
    'start.failed',
    ({ home }) => `another server uses ${home}; end that one`,
  ],
  [
    /Could not reserve enough space|Invalid maximum heap/,
    'start.failed',
    ({ heap }) => `${heap} of heap do not fit; set KITH_NEO4J_HEAP`,
  ],
  [
    /OutOfMemory/,
    'memory.short',
    ({ heap }) => `${heap} of heap are too little for this graph; set KITH_NEO4J_HEAP higher`,
  ],
  [/No space left on device/, 'disk.full', () => 'the disk is full'],
  [/UnsupportedClassVersionError/, 'start.failed', () => 'this Java is too old for it'],
]

/** Where everything the server prints goes. */
export function consoleLog(home: string): string {
  return join(foldersOf(home).logs, 'console.log')
}

/** What of a log was there before a start: only what comes after is of this one. */
export async function lengthOf(log: string): Promise<number> {
  return stat(log).then(
    ({ size }) => size,
    () => 0,
  )
}

export function serverLog(home: string): string {
  return join(foldersOf(home).logs, 'neo4j.log')
}

/** The reason a server gave for not starting, in words that say what to do. */
export async function failureOf(settings: ServerSettings, said: string, before: number): Promise<LaunchProblem> {
  const logs = [consoleLog(settings.home), serverLog(settings.home)] as const
  const read = (log: string) => readFile(log, 'utf8').catch(() => '')
  const text = [said, await read(logs[0]), (await read(logs[1])).slice(before)].join('\n')
  const known = KNOWN.find(([pattern]) => pattern.test(text))
  if (known?.[1] === 'disk.full') return diskFull(settings.home, settings.data)
  const lines = text.split('\n').filter((line) => /ERROR|Exception|Error:|Caused by/.test(line))
  const reason = known?.[2](settings) ?? lines.slice(0, 3).join('\n  ')
  return new LaunchProblem(
    known?.[1] ?? 'start.failed',
    `The embedded Neo4j ended while starting: ${reason}\nSee ${logs.join(' and ')}.`,
  )
}

/** A problem where the home's disk has no room to start on. */
export async function findFull(home: string, data?: string): Promise<LaunchProblem | undefined> {
  return (await freeOf(home)) < FLOOR ? diskFull(home, data) : undefined
}

/** Free bytes of the file system that a folder lies on. */
export async function freeOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** The error of a full disk as the problem that it is; any other as it is. */
export async function asProblem(error: unknown, home: string, data?: string): Promise<unknown> {
  const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC'
  return full ? diskFull(home, data) : error
}

/** What is in the transaction logs goes into the store once more when the server recovers. */
async function diskFull(home: string, data?: string): Promise<LaunchProblem> {
  const logs = join(foldersOf(home, data).data, 'transactions', 'neo4j')
  const sizes = (await readdir(logs).catch(() => [])).map((name) => lengthOf(join(logs, name)))
  const needs = FLOOR + (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  const [free, wanted] = [await freeOf(home), needs].map((bytes) => Math.ceil(bytes / MIB))
  const detail = `The disk of ${home} is full: the embedded Neo4j needs about ${wanted} MiB to start, ${free} are free. Make room; nothing that was acknowledged is lost.`
  return new LaunchProblem('disk.full', detail, needs)
}

/** The next heap to try where one was too little; undefined where the machine has no more. */
export function moreHeap(heap: string): string | undefined {
  const doubled = 2 * bytesOf(heap)
  return doubled <= MOST_HEAP * totalmem() ? `${doubled / MIB}m` : undefined
}
