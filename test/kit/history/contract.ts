import { deepStrictEqual } from 'node:assert'
import type { Change } from '../../../server/model/change.ts'
import { ENTITIES } from '../../../server/model/entities/registry.ts'
import { compareIds, type GoldenId, type RecordId } from '../../../server/model/ids.ts'
import { rebuild } from '../../../server/pipeline/bulk/rebuild.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import { toldOf } from '../../../server/pipeline/feed/told.ts'
import { applyChange, type Told } from '../../../server/publish/replay.ts'
import { checkInvariants } from '../../../server/store/graph/health.ts'
import { changesAfter, headOfFeed } from '../../../server/store/read/change-reads.ts'
import { resolveId } from '../../../server/store/read/id-reads.ts'
import { allGoldens } from '../../../server/store/write/goldens.ts'
import { recordInputs } from '../../../server/store/write/records.ts'
import type { Played } from './play.ts'
import type { World } from './world.ts'

/** The graph as a consumer of the feed knows it, and how far the feed is. */
export type Look = { head: number; told: Map<GoldenId, Told> }

export async function look({ store }: World): Promise<Look> {
  return store.read(async (tx) => {
    const told = new Map<GoldenId, Told>()
    for (const { name } of ENTITIES)
      for (const each of await toldOf(tx, await allGoldens(tx, name))) told.set(each.id, each)
    return { head: (await headOfFeed(tx)).seq, told }
  })
}

/** The contract (docs/architecture.md#identity-the-contract) after any step, whatever it was. Throws where it does not hold. */
export async function holdsAfter(world: World, before: Look, played: Played): Promise<Look> {
  const after = await look(world)
  const { changes } = await world.store.read((tx) => changesAfter(tx, before.head, 10_000))
  same(
    'numbers of the feed',
    changes.map(({ seq }) => seq),
    Array.from({ length: after.head - before.head }, (_, i) => before.head + i + 1),
  )
  same('replay', told(replayed(before, changes)), told(after.told))
  if (played.idle) same('lines of a step that changed nothing', changes, [])
  if (played.undone) same('taken back', homeless(after), homeless(before))
  same(
    'records, each in one golden record',
    [...after.told.values()].flatMap(({ members }) => members).sort(compareIds),
    world.live(),
  )
  await recordsAreWhatCame(world)
  decisionsHold(world, after)
  if (played.once) idsSurvive(world, before, after)
  if (played.promised) asPromised(played.promised, before, after)
  for (const id of after.told.keys()) world.known.add(id)
  await idsLead(world, after)
  const broken = (await checkInvariants(world.store)).filter(({ violations }) => violations.length > 0)
  same('checks', broken, [])
  return after
}

/** After all of it: a rebuild finds nothing to change, and publishes nothing. */
export async function holdsInTheEnd(world: World, { head }: Look): Promise<void> {
  const state = async () => ({ sum: await world.store.read(checksum), doubts: await doubts(world) })
  const before = await state()
  const summaries = await rebuild(world.store, world.context)
  same(
    'changes of a rebuild',
    summaries.map(({ entity, changes }) => ({ entity, changes })),
    summaries.map(({ entity }) => ({ entity, changes: 0 })),
  )
  same('rebuilt', await state(), before)
  same('head after a rebuild', (await look(world)).head, head)
}

export async function doubts({ store }: World): Promise<unknown> {
  return store.autoCommit(
    'MATCH (a)-[m:MAYBE_SAME]->(b) RETURN a.id AS a, b.id AS b, round(m.bits, 6) AS bits ORDER BY a, b',
  )
}

/**
 * A consumer that reads on from the last step. Every line tells it something; one that names no attribute says that the
 * same values stand for other reasons: another record won, or a pin.
 */
function replayed({ told: known }: Look, changes: readonly Change[]): Map<GoldenId, Told> {
  const goldens = new Map(known)
  for (const change of changes) {
    const before = goldens.get(change.golden)
    const after = applyChange(before, change)
    const told = change.attributes.filter((name) => name !== 'rejected')
    if (told.length > 0 && JSON.stringify(plain(before)) === JSON.stringify(plain(after)))
      throw new Error(`a line that says nothing new: ${JSON.stringify(change)}`)
    if (after) goldens.set(after.id, after)
    else goldens.delete(change.golden)
  }
  return goldens
}

async function recordsAreWhatCame({ store, said }: World): Promise<void> {
  const ids = [...said.keys()].sort(compareIds)
  const rows = await store.read((tx) => recordInputs.run(tx, { ids }))
  const stored = rows
    .map(({ id, input }) => ({ id, fields: input.fields, updatedAt: input.updatedAt }))
    .sort((a, b) => compareIds(a.id, b.id))
  const came = ids.map((id) => ({ id, fields: said.get(id)?.fields, updatedAt: said.get(id)?.updatedAt }))
  same('records as they came', stored, came)
}

/** Pairs decided distinct are apart; pairs decided to be one are together, unless a chain of such words meets a distinct one. */
function decisionsHold({ decided, said }: World, { told: goldens }: Look): void {
  const owner = ownersIn(goldens)
  const standing = [...decided.values()].filter(({ low, high }) => said.has(low) && said.has(high))
  const apart = standing.filter(({ verdict }) => verdict === 'distinct')
  for (const { low, high } of apart)
    if (owner.get(low) === owner.get(high)) throw new Error(`${low} and ${high} were decided distinct and are one`)
  const ties = standing.filter(({ verdict }) => verdict === 'same')
  const chain = chains(ties)
  const torn = new Set(apart.filter(({ low, high }) => chain(low) === chain(high)).map(({ low }) => chain(low)))
  for (const { low, high } of ties)
    if (owner.get(low) !== owner.get(high) && !torn.has(chain(low)))
      throw new Error(`${low} and ${high} were decided to be one and are two`)
}

function chains(ties: readonly { low: RecordId; high: RecordId }[]): (id: RecordId) => RecordId {
  const to = new Map<RecordId, RecordId>()
  const end = (id: RecordId): RecordId => {
    const next = to.get(id)
    return next === undefined ? id : end(next)
  }
  for (const { low, high } of ties) if (end(low) !== end(high)) to.set(end(low), end(high))
  return end
}

/**
 * One golden record that became several keeps its id on the part with most of its records; of several that became one,
 * the one that brings most gives its id. Ties: the oldest record. Where more than that happened at once, a standing id at
 * least still has a record of its own.
 */
function idsSurvive({ said }: World, { told: before }: Look, { told: after }: Look): void {
  const owner = ownersIn(after)
  const former = ownersIn(before)
  const oldest = (records: readonly RecordId[]) =>
    records.map((id) => `${said.get(id)?.createdAt ?? '9999'} ${id}`).sort(compareIds)[0] ?? ''
  const best = (shares: [GoldenId, RecordId[]][]) =>
    shares.sort(([, a], [, b]) => b.length - a.length || compareIds(oldest(a), oldest(b)))[0]?.[0]
  for (const [id, { members }] of before) {
    const parts = shared(members, owner)
    const own = after.get(id)
    if (own && parts.size > 0 && !parts.has(id)) throw new Error(`${id} stands and has none of its records`)
    const alone = [...parts.keys()].every((part) => shared(after.get(part)?.members ?? [], former).size === 1)
    if (parts.size > 0 && alone) same(`id that survives when ${id} parts`, best([...parts]), id)
  }
  for (const [id, { members }] of after) {
    const givers = shared(members, former)
    const alone = [...givers.keys()].every((giver) => shared(before.get(giver)?.members ?? [], owner).size === 1)
    if (givers.size > 0 && alone) same(`id that survives a merge into ${id}`, id, best([...givers]))
  }
}

/** Records by the golden record that another look finds them in; those it does not find are left out. */
function shared(members: readonly RecordId[], owner: ReadonlyMap<RecordId, GoldenId>): Map<GoldenId, RecordId[]> {
  const shares = new Map<GoldenId, RecordId[]>()
  for (const record of members) {
    const golden = owner.get(record)
    if (golden) shares.set(golden, [...(shares.get(golden) ?? []), record])
  }
  return shares
}

function ownersIn(goldens: ReadonlyMap<GoldenId, Told>): Map<RecordId, GoldenId> {
  return new Map([...goldens.values()].flatMap(({ id, members }) => members.map((record) => [record, id] as const)))
}

/** Exactly what a plan said happens to ids. */
function asPromised(
  { effects, kind }: NonNullable<Played['promised']>,
  { told: before }: Look,
  { told: after }: Look,
): void {
  const came = [...after.keys()].filter((id) => !before.has(id)).sort(compareIds)
  const went = [...before.keys()].filter((id) => !after.has(id)).sort(compareIds)
  same(`ids that a ${kind} plan said it would make`, effects.created.map(({ golden }) => golden).sort(compareIds), came)
  same(
    `ids that a ${kind} plan said it would retire`,
    effects.retired.map(({ golden }) => golden).sort(compareIds),
    went,
  )
}

/** Every id there ever was leads to golden records of today, or says that nothing is left of it. */
async function idsLead({ store, known }: World, { told: goldens }: Look): Promise<void> {
  await store.read(async (tx) => {
    for (const id of known) {
      if (goldens.has(id)) continue
      const found = await resolveId(tx, id)
      if (found?.state !== 'retired') throw new Error(`${id} is gone and resolves to ${JSON.stringify(found)}`)
      const lost = found.current.filter((heir) => !goldens.has(heir as GoldenId))
      if (lost.length > 0) throw new Error(`${id} leads to ${lost.join()}, which is not there`)
    }
  })
}

function told(goldens: ReadonlyMap<GoldenId, Told>): unknown[] {
  return [...goldens.values()].sort((a, b) => compareIds(a.id, b.id)).map(plain)
}

/** Without the ids of households: one that a merge ended is another one when its members part again. */
function homeless({ told: goldens }: Look): unknown[] {
  return [...goldens.values()]
    .sort((a, b) => compareIds(a.id, b.id))
    .map(({ values: { household, ...values }, ...told }) =>
      plain({ ...told, values: { ...values, housed: household ? 'yes' : 'no' } }),
    )
}

function plain(told: Told | undefined): unknown {
  if (!told) return undefined
  const { id, entity, members, values } = told
  return {
    id,
    entity,
    members,
    values: Object.fromEntries(Object.entries(values).sort(([a], [b]) => compareIds(a, b))),
  }
}

/** Equal, or an error that says what was looked at. */
export function same(what: string, found: unknown, wanted: unknown): void {
  deepStrictEqual({ [what]: found }, { [what]: wanted })
}
