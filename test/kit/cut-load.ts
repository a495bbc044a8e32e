import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { neo4jCache } from '../../server/cli/places.ts'
import { childEnv, PROJECT, readEnv } from '../../server/env.ts'
import { ENTITIES } from '../../server/model/entities/registry.ts'
import type { RecordInput } from '../../server/model/record.ts'
import { type RunningNeo4j, startNeo4j } from '../../server/neo4j/launch-neo4j.ts'
import { checksum } from '../../server/pipeline/feed/checksum.ts'
import { toldChecksum } from '../../server/pipeline/feed/snapshot.ts'
import { toldOf } from '../../server/pipeline/feed/told.ts'
import { replay } from '../../server/publish/replay.ts'
import { type Connection, openStore, type Store } from '../../server/store/graph/driver.ts'
import { checkInvariants } from '../../server/store/graph/health.ts'
import { migrate } from '../../server/store/graph/migrate.ts'
import { changesAfter } from '../../server/store/read/change-reads.ts'
import { allGoldens } from '../../server/store/write/goldens.ts'
import { wipe } from './graph.ts'
import { crowdedTown } from './world.ts'

/** How the file of a town is read. */
export const TOWN_MAPPING = {
  source: { column: 'source' },
  entity: 'person',
  id: 'id',
  defaultCountry: 'US',
  fields: {
    givenName: 'givenName',
    familyName: 'familyName',
    birthDate: 'birthDate',
    email: 'email',
    phone: 'phone',
    line1: 'address.line1',
    city: 'address.city',
    region: 'address.region',
    postcode: 'address.postcode',
    createdAt: 'createdAt',
    updatedAt: 'updatedAt',
  },
}

/** A database of one's own that may be killed: an embedded server in a temporary folder. */
export class MortalGraph {
  readonly #home: string
  #neo4j: RunningNeo4j
  store: Store

  private constructor(home: string, neo4j: RunningNeo4j, store: Store) {
    this.#home = home
    this.#neo4j = neo4j
    this.store = store
  }

  static async begin(): Promise<MortalGraph> {
    const home = await mkdtemp(join(tmpdir(), 'kith-mortal-'))
    const neo4j = await start(home, { anyPort: true })
    const store = await openStore(neo4j)
    await migrate(store)
    return new MortalGraph(home, neo4j, store)
  }

  get connection(): Connection {
    return this.#neo4j
  }

  /** Kills the database and starts it again at the same address, as its supervisor would. Returns when it answers. */
  async kill(): Promise<void> {
    const boltPort = Number(new URL(this.#neo4j.uri).port)
    process.kill(this.#neo4j.pid, 'SIGKILL')
    await this.#neo4j.exited
    await this.store.close()
    this.#neo4j = await start(this.#home, { boltPort, httpPort: Number(new URL(this.#neo4j.httpUrl).port) })
    this.store = await openStore(this.#neo4j)
  }

  async end(): Promise<void> {
    await this.store.close()
    await this.#neo4j.stop()
    await rm(this.#home, { recursive: true, force: true })
  }
}

function start(
  home: string,
  ports: { anyPort?: boolean; boltPort?: number; httpPort?: number },
): Promise<RunningNeo4j> {
  return startNeo4j({ home, cache: neo4jCache(readEnv()), heap: '512m', pageCache: '128m', ...ports })
}

/** What dies once the graph holds that share of the records. */
export type Cut = { at: number; kill: 'kith' | 'database' }

/** A file of a crowded town, and the command that loads it. */
export type Town = { records: number; load(connection: Connection): ChildProcess; drop(): void }

/** Records as lines of a town's file. */
export function townLines(records: readonly RecordInput[]): string {
  const rows = records.map(({ source, sourceId, fields, addresses, createdAt, updatedAt }) => ({
    source,
    id: sourceId,
    createdAt,
    updatedAt,
    ...addresses[0],
    ...Object.fromEntries(Object.entries(fields).map(([name, values]) => [name, values[0]])),
  }))
  return rows.map((row) => JSON.stringify(row)).join('\n')
}

export function townFile(records: number, random: () => number): Town {
  const dir = mkdtempSync(join(tmpdir(), 'kith-cut-'))
  const [file, mapping] = [join(dir, 'town.jsonl'), join(dir, 'town.json')]
  writeFileSync(file, townLines(crowdedTown(records, random)))
  writeFileSync(mapping, JSON.stringify(TOWN_MAPPING))
  return {
    records,
    load: (connection) => kithLoad(connection, file, mapping),
    drop: () => rmSync(dir, { recursive: true, force: true }),
  }
}

/** Checksum of the graph that the file makes when nobody interrupts it. */
export async function wholeLoad(graph: MortalGraph, town: Town): Promise<string> {
  await wipe(graph.store)
  await ended(town.load(graph.connection))
  return soundChecksum(graph.store)
}

/**
 * Loads the file with the real command into an empty graph, lets die (SIGKILL) what the cuts say when they say, and lets
 * one more run finish. What is there after each death has to be sound as it is.
 */
export async function cutLoad(
  graph: MortalGraph,
  town: Town,
  cuts: readonly Cut[],
): Promise<{ afterCuts: string; recordsAtCut: number[] }> {
  await wipe(graph.store)
  const recordsAtCut: number[] = []
  for (const cut of cuts) {
    const child = town.load(graph.connection)
    const closed = new Promise((done) => child.once('close', done))
    await reached(graph.store, child, cut.at * town.records)
    if (cut.kill === 'database') await graph.kill()
    else child.kill('SIGKILL')
    // Its database gone, a load tries again for a while: it may finish, or say that it could not.
    await closed
    recordsAtCut.push(await countRecords(graph.store))
    await soundChecksum(graph.store)
  }
  await ended(town.load(graph.connection))
  return { afterCuts: await soundChecksum(graph.store), recordsAtCut }
}

/** @throws where an invariant is broken, or the feed from zero does not end in the live graph. */
export async function soundChecksum(store: Store): Promise<string> {
  const broken = (await checkInvariants(store)).filter(({ violations }) => violations.length > 0)
  if (broken.length > 0) throw new Error(`broken: ${broken.map(({ name }) => name).join(', ')}`)
  return store.read(async (tx) => {
    const live: Awaited<ReturnType<typeof toldOf>> = []
    for (const { name } of ENTITIES) live.push(...(await toldOf(tx, await allGoldens(tx, name))))
    const { changes, next, head } = await changesAfter(tx, 0, 1_000_000)
    if (next !== head) throw new Error(`the feed can be read up to ${next} and is at ${head}`)
    if (toldChecksum(replay(changes).values()) !== toldChecksum(live))
      throw new Error('the feed does not end in the live graph')
    return (await checksum(tx)).checksum
  })
}

function kithLoad({ uri, user, password }: Connection, file: string, mapping: string): ChildProcess {
  const env = childEnv({ NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password })
  return spawn(process.execPath, ['server/cli/kith.js', 'load', file, '-m', mapping, '--json'], {
    cwd: PROJECT,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

async function ended(child: ChildProcess): Promise<void> {
  const code = await new Promise((done) => child.once('close', done))
  if (code !== 0) throw new Error(`kith load ended with ${code}`)
}

async function reached(store: Store, child: ChildProcess, records: number): Promise<void> {
  while (child.exitCode === null && (await countRecords(store)) < records) await sleep(20)
}

async function countRecords(store: Store): Promise<number> {
  const [row] = await store.autoCommit('MATCH (r:SourceRecord) RETURN count(r) AS records')
  return Number(row?.records)
}
