import { groupBy } from '../../collections/group-by.ts'
import { UnionFind } from '../../collections/union-find.ts'
import type { Decision, Link } from '../../model/evidence.ts'
import type { Golden } from '../../model/golden.ts'
import { compareIds, type RecordId } from '../../model/ids.ts'
import { diffLinks, type Stored, type Whole } from './whole-entity.ts'

/** Records that commit together: whole components of links, must-links and standing goldens. */
export type Parcel = {
  /** Sorted. */
  records: RecordId[]
  links: Link[]
  decisions: Decision[]
  goldens: Golden[]
  gone: Link[]
  fresh: Link[]
}

/** Records a transaction holds, unless one component alone is larger. */
const PARCEL = 500

/**
 * Divides a resolved entity into parcels. Components that cannot have changed are left out, unless everything is
 * wanted. Neighbours by address go together, so that most households are complete when they are first written.
 */
export function parcels(stored: Stored, whole: Whole, everything: boolean): Parcel[] {
  const ids = [...whole.members.keys()].sort(compareIds)
  const groups = new Components(ids)
  for (const { low, high } of [...whole.links, ...stored.links]) groups.join(low, high)
  for (const { low, high, verdict } of stored.decisions) if (verdict === 'same') groups.join(low, high)
  for (const golden of stored.goldens) for (const id of golden.members) groups.join(golden.members[0] ?? id, id)

  const { gone, fresh } = diffLinks(stored.links, whole.links)
  const dirty = new Set<number>()
  for (const id of [...whole.rows.keys(), ...whole.retimed.keys()]) dirty.add(groups.of(id))
  for (const { low } of [...gone, ...fresh]) dirty.add(groups.of(low))
  const parcelOf = new Map<number, Parcel>()
  const work: Parcel[] = []
  for (const component of byPlace(groups.all(), whole)) {
    const number = groups.of(component[0] ?? '')
    if (!everything && !dirty.has(number)) continue
    const last = work.at(-1)
    const parcel = last && last.records.length + component.length <= PARCEL ? last : emptyParcel()
    if (parcel !== last) work.push(parcel)
    parcel.records.push(...component)
    parcelOf.set(number, parcel)
  }
  const at = (id: RecordId) => parcelOf.get(groups.of(id))
  for (const link of whole.links) at(link.low)?.links.push(link)
  for (const link of gone) at(link.low)?.gone.push(link)
  for (const link of fresh) at(link.low)?.fresh.push(link)
  for (const decision of stored.decisions)
    if (groups.of(decision.low) === groups.of(decision.high)) at(decision.low)?.decisions.push(decision)
  for (const golden of stored.goldens) at(golden.members[0] ?? ('' as RecordId))?.goldens.push(golden)
  for (const parcel of work) parcel.records.sort(compareIds)
  return work
}

/** Two halves of a parcel, each of whole components; undefined where it is a single one. */
export function halved(parcel: Parcel): [Parcel, Parcel] | undefined {
  const groups = new Components(parcel.records)
  for (const { low, high } of [...parcel.links, ...parcel.gone]) groups.join(low, high)
  for (const { low, high, verdict } of parcel.decisions) if (verdict === 'same') groups.join(low, high)
  for (const { members } of parcel.goldens) for (const id of members) groups.join(members[0] ?? id, id)
  const components = groups.all()
  if (components.length < 2) return undefined
  const first = new Set(components.slice(0, components.length >> 1).flat())
  const half = (isOf: (id: RecordId | undefined) => boolean): Parcel => {
    const isOfIts = ({ low }: { low: RecordId }) => isOf(low)
    return {
      records: parcel.records.filter(isOf),
      links: parcel.links.filter(isOfIts),
      gone: parcel.gone.filter(isOfIts),
      fresh: parcel.fresh.filter(isOfIts),
      decisions: parcel.decisions.filter(isOfIts),
      goldens: parcel.goldens.filter(({ members }) => isOf(members[0])),
    }
  }
  const isFirst = (id: RecordId | undefined) => id !== undefined && first.has(id)
  return [half(isFirst), half((id) => !isFirst(id))]
}

function emptyParcel(): Parcel {
  return { records: [], links: [], decisions: [], goldens: [], gone: [], fresh: [] }
}

function byPlace(components: RecordId[][], { members }: Whole): RecordId[][] {
  const placeOf = (component: RecordId[]) => {
    const places = component.flatMap((id) => members.get(id)?.record.addresses[0]?.key ?? [])
    return places.sort(compareIds)[0] ?? ''
  }
  return components
    .map((component) => ({ component, place: placeOf(component) }))
    .sort((a, b) => compareIds(a.place, b.place) || compareIds(a.component[0] ?? '', b.component[0] ?? ''))
    .map(({ component }) => component)
}

/** Sets of record ids that grow by joining. */
class Components {
  private readonly place: Map<string, number>
  private readonly groups: UnionFind
  private readonly ids: readonly RecordId[]

  constructor(ids: readonly RecordId[]) {
    this.ids = ids
    this.place = new Map(ids.map((id, i) => [id, i]))
    this.groups = new UnionFind(ids.length)
  }

  /** Number of a record's component; -1 for a record that is not there. */
  of(id: string): number {
    const at = this.place.get(id)
    return at === undefined ? -1 : this.groups.find(at)
  }

  join(a: string, b: string): void {
    const [x, y] = [this.of(a), this.of(b)]
    if (x >= 0 && y >= 0) this.groups.join(x, y)
  }

  all(): RecordId[][] {
    const roots = this.groups.roots()
    return [...groupBy(this.ids.keys(), (i) => roots[i]).values()].map((places) =>
      places.map((i) => this.ids[i] as RecordId),
    )
  }
}
