import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { idOfRecord, type RecordId } from '../../server/model/ids.ts'
import type { RecordInput } from '../../server/model/record.ts'
import { passwordFile } from '../../server/neo4j/password.ts'
import { findPidFile } from '../../server/neo4j/pid-file.ts'
import { openStore, type Store } from '../../server/store/graph/driver.ts'
import { runCheck } from '../../server/store/graph/health.ts'
import { recordInputs } from '../../server/store/write/records.ts'
import { soundChecksum } from './cut-load.ts'
import { pick, seeded } from './seeded.ts'
import { type SmallDisk, smallDisk } from './small-disk.ts'
import { WholeKith } from './whole-kith.ts'
import { crowdedTown } from './world.ts'

/** What befalls the service. A full disk is one of its own; where none can be mounted it does not occur. */
const BLOWS = ['neo4j', 'kith', 'both', 'disk'] as const
export type Blow = (typeof BLOWS)[number]

export type KillsOptions = {
  rounds: number
  seed: number
  /** Blows in this order instead of at random. */
  blows?: readonly Blow[]
  say: (line: string) => void
  /** Longest time from the end of a cause (the kill, the room that was made) until writing works again. */
  backMs?: number
}

const WRITERS = 3
const BACK_MS = 60_000
/** A machine that does much else takes its time to write as many as a round begins with; that is no fault. */
const BEFORE_MS = 10 * 60_000
const RESERVE = 150
const DISK = 1_200
/** What a caller may hear while the service is down: anything else is a fault. */
const DOWN = new Set([503, 507])

/**
 * Writers that never stop, and blows at random moments. After each: the service is back within a minute, every record that
 * was acknowledged is there as it was acknowledged or newer, and the feed has no gap. At the end the whole graph is sound.
 * @throws with the seed where any of it does not hold.
 */
export async function kills({ rounds, seed, blows = BLOWS, say, backMs = BACK_MS }: KillsOptions): Promise<void> {
  const random = seeded(seed)
  const mounted = smallDisk(DISK)
  const disk = 'refused' in mounted ? undefined : mounted
  if ('refused' in mounted) say(`  no disk is filled: ${mounted.refused}`)
  const possible = blows.filter((blow) => disk || blow !== 'disk')
  const home = disk?.folder ?? mkdtempSync(join(tmpdir(), 'kith-kills-'))
  const kith = new WholeKith(home, { KITH_DISK_RESERVE: `${RESERVE}m` })
  const load = new Load(kith, seed)
  try {
    await kith.start()
    load.begin()
    for (let round = 1; round <= rounds; round++) {
      const blow = blows === BLOWS ? pick(possible, random) : (possible[(round - 1) % possible.length] ?? 'neo4j')
      const where = `round ${round} (seed ${seed}): ${blow}`
      try {
        await load.writes(1 + Math.floor(random() * 12))
        await sleep(random() * 2_000)
        const over = await strike(blow, kith, disk, random)
        await load.writes(1, over + backMs)
        const ms = Date.now() - over
        say(`  ${where}, back after ${(ms / 1000).toFixed(1)} s; ${await look(kith, load)}`)
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        throw new Error(`${where}: ${why}\n${kith.said.slice(-2_000)}`)
      }
    }
    await load.end()
    const { code, out } = await kith.run('doctor', '--verify')
    if (code !== 0) throw new Error(`seed ${seed}: doctor --verify ended with ${code}: ${out}`)
    await onStore(home, soundChecksum)
    say(`  ${load.acknowledged.size} records acknowledged, all there; ${out.trim().split('\n').at(-1)}`)
  } finally {
    await load.end()
    await kith.end()
    disk?.drop()
    rmSync(home, { recursive: true, force: true })
  }
}

/** @returns when its cause ended. */
async function strike(blow: Blow, kith: WholeKith, disk: SmallDisk | undefined, random: () => number): Promise<number> {
  if (blow === 'disk') {
    disk?.fill(random() < 0.3 ? RESERVE / 2 : 0)
    await sleep(1_000 + random() * 4_000)
    if (random() < 0.3) await kith.killNeo4j()
    await sleep(1_000 + random() * 2_000)
    disk?.clear()
    return Date.now()
  }
  if (blow !== 'kith') await kith.killNeo4j()
  if (blow !== 'neo4j') await kith.killKith()
  const over = Date.now()
  // As whoever looks after a service would; a database that runs by itself is Kith's own to start.
  if (!kith.runs) await kith.start()
  return over
}

async function look(kith: WholeKith, { acknowledged }: Load): Promise<string> {
  return onStore(kith.home, async (store) => {
    const ids = [...acknowledged.keys()]
    const stored = new Map<RecordId, RecordInput>()
    for (let i = 0; i < ids.length; i += 500)
      for (const row of await store.read((tx) => recordInputs.run(tx, { ids: ids.slice(i, i + 500) })))
        stored.set(row.id, row.input)
    for (const [id, version] of acknowledged) {
      const now = Number(stored.get(id)?.version ?? -1)
      if (now < version)
        throw new Error(`${id} was acknowledged as version ${version} and is ${now < 0 ? 'lost' : now}`)
    }
    for (const name of ['feed-gapless', 'feed-in-time-order', 'one-golden-a-record']) {
      const { violations } = await runCheck(store, name)
      if (violations.length > 0) throw new Error(`${name} is broken: ${JSON.stringify(violations.slice(0, 3))}`)
    }
    return `${ids.length} records acknowledged, all there`
  })
}

async function onStore<T>(home: string, work: (store: Store) => Promise<T>): Promise<T> {
  const graph = join(home, 'graph')
  const password = readFileSync(passwordFile(graph), 'utf8').trim()
  const { boltPort } = (await findPidFile(graph)) ?? {}
  const store = await openStore({ uri: `bolt://127.0.0.1:${boltPort}`, user: 'neo4j', password }, BACK_MS)
  return work(store).finally(() => store.close())
}

/** Writers who send new records and new versions, and note what was acknowledged. */
class Load {
  /** Newest version that was acknowledged, by record. */
  readonly acknowledged = new Map<RecordId, number>()
  readonly #kith: WholeKith
  readonly #town: readonly RecordInput[]
  #done = false
  #answers = 0
  /** What the latest of all writers heard that was no acknowledgement. */
  #heard = 'nothing'
  #failed: Error | undefined
  #writers: Promise<unknown> = Promise.resolve()

  constructor(kith: WholeKith, seed: number) {
    this.#kith = kith
    this.#town = crowdedTown(4_000, seeded(seed + 1))
  }

  begin(): void {
    this.#writers = Promise.all(
      Array.from({ length: WRITERS }, (_, i) =>
        this.#write(i).catch((error: unknown) => {
          this.#failed = error instanceof Error ? error : new Error(String(error))
        }),
      ),
    )
  }

  /** Waits for so many more acknowledgements. */
  async writes(count: number, until = Date.now() + BEFORE_MS): Promise<void> {
    for (const from = this.#answers; this.#answers < from + count; await sleep(20)) {
      if (this.#failed) throw this.#failed
      if (Date.now() > until) throw new Error(`no write was acknowledged in time; heard last: ${this.#heard}`)
    }
  }

  async end(): Promise<void> {
    this.#done = true
    await this.#writers
    if (this.#failed) throw this.#failed
  }

  /** Each has records of its own: one new and then another version of an earlier one, in turn. */
  async #write(writer: number): Promise<void> {
    const own = this.#town.filter((_, i) => i % WRITERS === writer)
    const versions = own.map(() => 0)
    for (let turn = 0; !this.#done; turn++) {
      const place = (turn % 2 === 0 ? turn / 2 : Math.floor(turn / 3)) % own.length
      const record = own[place]
      if (!record) continue
      const version = (versions[place] ?? 0) + 1
      versions[place] = version
      const { source, sourceId, entity, fields, addresses } = record
      const sent = { source, sourceId, entity, version, fields, addresses }
      const since = performance.now()
      const answer = await this.#kith.ask('/records', { records: [sent] }).catch(() => undefined)
      if (answer?.status === 200) {
        this.acknowledged.set(idOfRecord(record), version)
        this.#answers += 1
      } else if (answer && !DOWN.has(answer.status)) {
        throw new Error(`a write was answered ${answer.status}: ${JSON.stringify(answer.body)}`)
      } else {
        const words = answer ? `${answer.status} ${String(answer.body.detail)}` : 'nobody there'
        this.#heard = `${words}, after ${Math.round(performance.now() - since)} ms, at ${new Date().toISOString()}`
        await sleep(250)
      }
      await sleep(10)
    }
  }
}
