import { compareIds, type GoldenId, type RecordId } from '../../model/ids.ts'
import type { EntityEngine } from '../../rules/engine.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { goldensOfRecords, lockGoldens, lostGoldens } from '../../store/write/goldens.ts'
import { decisionsAbout, type Ends } from '../../store/write/links.ts'
import { type StoredRecord, standardRecords } from '../../store/write/records.ts'
import { contentOf } from './nodes.ts'
import type { Relinked } from './relink.ts'

// A record that says to the letter what another of its source says, who is linked to it and comes before it, is that one's
// echo. Clusters are made of profiles (cluster/profiles.ts), and the links between profiles are those of the first record of
// each: so an echo that comes or goes changes no cluster but the size of its own, and nothing of that has to be worked out anew.

/** Who comes to a golden record and who goes. */
export type Echoes = ReadonlyMap<GoldenId, { joined: RecordId[]; left: RecordId[] }>

const NOBODYS = '' as GoldenId

type Partner = { id: RecordId; golden: GoldenId | undefined; content: string; company: string | undefined }
type Alone = { id: RecordId; golden: GoldenId; partners: readonly RecordId[] }

/** Records to be deleted that are echoes, before anything is deleted: each with its golden record and whom it is linked to. */
export async function leavingEchoes(
  tx: Tx,
  removed: readonly RecordId[],
  linked: ReadonlyMap<RecordId, readonly RecordId[]>,
  engine: EntityEngine,
): Promise<Alone[] | undefined> {
  if (removed.length === 0) return []
  if (!knowsProfiles(engine)) return undefined
  const ids = [...new Set([...removed, ...[...linked.values()].flat()])].sort(compareIds)
  const stored = partnersBy(await standardRecords.run(tx, { ids }))
  const going = new Set(removed)
  const found = removed.flatMap((id) => {
    const partners = linked.get(id) ?? []
    const own = stored.get(id)
    const others = partners.flatMap((other) => (going.has(other) ? [] : (stored.get(other) ?? [])))
    if (own?.golden === undefined || others.length < partners.length) return []
    const { golden } = own
    const isOne = others.every((other) => other.golden === golden) && others.some((other) => isBefore(other, own))
    return isOne ? [{ id, golden, partners }] : []
  })
  return found.length === removed.length && !(await isDecided(tx, removed)) ? found : undefined
}

/** New records that are echoes, each with its golden record; undefined where any of the records that were written is none. */
export async function comingEchoes(
  tx: Tx,
  live: readonly RecordId[],
  { same, stored }: Relinked,
  engine: EntityEngine,
): Promise<Alone[] | undefined> {
  if (live.length === 0) return []
  if (!knowsProfiles(engine)) return undefined
  const known = partnersBy(stored.values())
  const partnersOf = new Map<RecordId, RecordId[]>(live.map((id) => [id, []]))
  for (const { low, high } of same) {
    partnersOf.get(low)?.push(high)
    partnersOf.get(high)?.push(low)
  }
  const found: Alone[] = []
  const joins = new Map<RecordId, GoldenId>()
  // In order of their ids: an echo may be the echo of one that comes with it.
  for (const id of [...live].sort(compareIds)) {
    const own = known.get(id)
    const partners = partnersOf.get(id) ?? []
    const twin = partners.map((other) => known.get(other)).find((other) => own && other && isBefore(other, own))
    const golden = twin && (joins.get(twin.id) ?? twin.golden)
    if (!golden) return undefined
    joins.set(id, golden)
    found.push({ id, golden, partners })
  }
  const isOne = ({ golden, partners }: Alone) =>
    partners.every((other) => (joins.get(other) ?? known.get(other)?.golden) === golden)
  if (!found.every(isOne) || (await isDecided(tx, live))) return undefined
  // Whose own id came to an end with it may get it back.
  return (await lostGoldens.run(tx, { ids: [...live] })).length === 0 ? found : undefined
}

/**
 * Locks the golden records of echoes and looks whether all that they are linked to is still in them, and so are both ends of
 * every other link that changed.
 */
export async function lockEchoes(
  tx: Tx,
  coming: readonly Alone[],
  leaving: readonly Alone[],
  changed: readonly Ends[],
): Promise<Echoes | undefined> {
  const moves = new Map<GoldenId, { joined: RecordId[]; left: RecordId[] }>()
  const at = (golden: GoldenId) => {
    const known = moves.get(golden) ?? { joined: [], left: [] }
    moves.set(golden, known)
    return known
  }
  for (const { id, golden } of coming) at(golden).joined.push(id)
  for (const { id, golden } of leaving) at(golden).left.push(id)
  await lockGoldens.run(tx, { ids: [...moves.keys()].sort(compareIds) })
  const all = [...coming, ...leaving]
  const ends = new Set([...all.flatMap(({ partners }) => partners), ...changed.flatMap(({ low, high }) => [low, high])])
  const standing = await goldensOfRecords.run(tx, { ids: [...ends].sort(compareIds) })
  const owner = new Map([
    ...standing.map(({ id, golden }) => [id, golden] as const),
    ...all.map(({ id, golden }) => [id, golden] as const),
  ])
  const isWhole =
    all.every(({ golden, partners }) => partners.every((id) => owner.get(id) === golden)) &&
    changed.every(({ low, high }) => owner.get(low) === owner.get(high) && moves.has(owner.get(low) ?? NOBODYS))
  return isWhole ? moves : undefined
}

/** Whether what says nothing of its own counts for nothing in the clusters of an entity. */
function knowsProfiles({ rules }: EntityEngine): boolean {
  return rules.cluster.spoken
}

function partnersBy(rows: Iterable<StoredRecord>): Map<RecordId, Partner> {
  const found = new Map<RecordId, Partner>()
  for (const { id, golden, standard, company } of rows)
    found.set(id, { id, golden, content: `${standard.source} ${contentOf(standard)}`, company })
  return found
}

function isBefore(twin: Partner, own: Partner): boolean {
  return compareIds(twin.id, own.id) < 0 && twin.content === own.content && twin.company === own.company
}

/** Who was decided about speaks for itself, whatever it says. */
async function isDecided(tx: Tx, ids: readonly RecordId[]): Promise<boolean> {
  return (await decisionsAbout.run(tx, { ids: [...ids] })).length > 0
}
