import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import type { Change } from '../../model/change.ts'
import { ENTITIES, type EntityName } from '../../model/entities/registry.ts'
import { compareIds, type GoldenId } from '../../model/ids.ts'
import type { SnapshotHead } from '../../model/service-views.ts'
import { applyChange, type Told } from '../../publish/replay.ts'
import type { Store } from '../../store/graph/driver.ts'
import { changesAfter } from '../../store/read/change-reads.ts'
import { householdNames } from '../../store/read/household-reads.ts'
import { settledHead } from '../../store/write/changes.ts'
import { goldenPage } from '../../store/write/goldens.ts'
import { canonicalJson } from '../../text/hash.ts'
import { toldOf } from './told.ts'

const PAGE = 2_000

/**
 * Everything a consumer of the feed knows, as of one line of it, while others go on writing: the golden records are read
 * page by page, and what was written meanwhile is put right from the feed, which names every value that changed. Lines
 * are NDJSON: the head, golden records by entity and id, households. They wait in a file until the head is known.
 */
export async function* snapshot(store: Store): AsyncGenerator<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-snapshot-'))
  try {
    const [read, settled] = [join(folder, 'read'), join(folder, 'settled')]
    const from = await settledSeq(store)
    await write(read, pagesOf(store))
    const seq = await settledSeq(store)
    const changes = await changesBetween(store, from.seq, seq.seq)
    const sum = new Sum()
    await write(settled, rolledForward(linesOf(read), changes, sum))
    const head: SnapshotHead = { type: 'snapshot', ...seq, ...sum.result() }
    yield `${JSON.stringify(head)}\n`
    for await (const line of linesOf(settled)) yield `${line}\n`
    yield* householdLines(store, sum.households)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * One hash of what a consumer of the feed knows: of golden records by entity and id. Snapshot, replay from zero and
 * snapshot with the lines after it end in the same.
 */
export function toldChecksum(goldens: Iterable<Told>): string {
  const sum = new Sum()
  for (const told of [...goldens].sort(byPlace)) sum.add(told)
  return sum.result().feedChecksum
}

class Sum {
  readonly #hash: Hash = createHash('sha256')
  readonly #goldens: Partial<Record<EntityName, number>> = {}
  readonly households = new Map<string, GoldenId[]>()

  add({ id, entity, members, values }: Told): void {
    this.#hash.update(canonicalJson({ id, entity, members, values })).update('\n')
    this.#goldens[entity] = (this.#goldens[entity] ?? 0) + 1
    const home = values.household
    if (typeof home === 'string') this.households.set(home, [...(this.households.get(home) ?? []), id])
  }

  result(): Pick<SnapshotHead, 'goldens' | 'households' | 'feedChecksum'> {
    const goldens = Object.fromEntries(ENTITIES.map(({ name }) => [name, this.#goldens[name] ?? 0]))
    const feedChecksum = this.#hash.copy().digest('hex').slice(0, 32)
    return { goldens: goldens as SnapshotHead['goldens'], households: this.households.size, feedChecksum }
  }
}

const ENTITY_PLACE = new Map(ENTITIES.map(({ name }, place) => [name as EntityName, place]))

/** The order of golden records in a snapshot. */
function byPlace(a: Pick<Told, 'entity' | 'id'>, b: Pick<Told, 'entity' | 'id'>): number {
  return (ENTITY_PLACE.get(a.entity) ?? 0) - (ENTITY_PLACE.get(b.entity) ?? 0) || compareIds(a.id, b.id)
}

async function settledSeq(store: Store): Promise<{ seq: number; at: string }> {
  return (await store.write((tx) => settledHead.run(tx, {})))[0] ?? { seq: 0, at: '' }
}

async function* pagesOf(store: Store): AsyncGenerator<Told> {
  for (const { name } of ENTITIES) {
    for (let after = ''; ; ) {
      const page = await store.read(async (tx) => toldOf(tx, await goldenPage(tx, name, after, PAGE)))
      yield* page
      const last = page.at(-1)
      if (!last || page.length < PAGE) break
      after = last.id
    }
  }
}

async function changesBetween(store: Store, from: number, upto: number): Promise<Map<GoldenId, Change[]>> {
  const byGolden = new Map<GoldenId, Change[]>()
  for (let after = from; after < upto; ) {
    const page = await store.read((tx) => changesAfter(tx, after, Math.min(PAGE, upto - after)))
    for (const change of page.changes) byGolden.set(change.golden, [...(byGolden.get(change.golden) ?? []), change])
    after = page.next
  }
  return byGolden
}

/** Golden records as they were read, in order, brought up to one line of the feed; those that came meanwhile in their places. */
async function* rolledForward(
  read: AsyncIterable<string>,
  changes: ReadonlyMap<GoldenId, readonly Change[]>,
  sum: Sum,
): AsyncGenerator<Told> {
  const forward = (told: Told | undefined, id: GoldenId) =>
    (changes.get(id) ?? []).reduce<Told | undefined>(applyChange, told)
  const touched = [...changes].map(([id, [first]]) => ({ id, entity: first?.entity ?? 'person' })).sort(byPlace)
  let place = 0
  const put = function* (told: Told | undefined) {
    if (!told) return
    sum.add(told)
    yield told
  }
  for await (const line of read) {
    const told = JSON.parse(line) as Told
    for (let next = touched[place]; next && byPlace(next, told) < 0; next = touched[++place])
      yield* put(forward(undefined, next.id))
    if (touched[place]?.id === told.id) place++
    yield* put(forward(told, told.id))
  }
  for (const { id } of touched.slice(place)) yield* put(forward(undefined, id))
}

/** Households are who lives in them; name and address are as last read. */
async function* householdLines(store: Store, households: ReadonlyMap<string, GoldenId[]>): AsyncGenerator<string> {
  const ids = [...households.keys()].sort(compareIds)
  for (let i = 0; i < ids.length; i += PAGE) {
    const page = ids.slice(i, i + PAGE)
    const named = new Map((await store.read((tx) => householdNames.run(tx, { ids: page }))).map((row) => [row.id, row]))
    for (const id of page) {
      const { name, reason, address } = named.get(id) ?? {}
      yield `${JSON.stringify({ type: 'household', id, name, reason, address, members: households.get(id) })}\n`
    }
  }
}

function write(path: string, goldens: AsyncIterable<Told>): Promise<void> {
  const lines = async function* () {
    for await (const { id, entity, members, values } of goldens)
      yield `${JSON.stringify({ type: 'golden', id, entity, members, values })}\n`
  }
  return pipeline(lines, createWriteStream(path, { mode: 0o600 }))
}

async function* linesOf(path: string): AsyncGenerator<string> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY }))
    yield line
}
