import { groupBy } from '../../../collections/group-by.ts'
import { compareIds, GoldenId, type RecordId } from '../../../model/ids.ts'
import type { When } from '../../../model/moment.ts'
import { fail } from '../../../model/problem.ts'
import type { StandardRecord } from '../../../model/record.ts'
import type { TreeView } from '../../../model/views.ts'
import { breakCycles } from '../../../relate/hierarchy.ts'
import type { Engine } from '../../../rules/engine.ts'
import type { Tx } from '../../../store/graph/driver.ts'
import { formerParentsOf, TREE } from '../../../store/read/company-reads.ts'
import { goldensAt, goldensOfRecordsAt, type RecordAt, recordsAt } from '../../../store/read/history-reads.ts'
import { relationsThen } from '../../../store/read/past/relations-then.ts'
import { dayOf, type HierarchyRow, readLegal } from '../../../store/read/roll-up-reads.ts'
import { type ParentPlace, parentRow, placesByClaims } from '../../relate/companies.ts'
import { heirOf } from '../heir-of.ts'

/**
 * The legal hierarchy as of a moment: companies under the parents they had by what was known then; where another time of the world
 * is asked about, under those that the records known then place them under on that day.
 */
export async function legalAsOf(tx: Tx, when: When, engine: Engine): Promise<HierarchyRow[]> {
  const rows = await readLegal(tx, { ...when.known, past: true })
  if (when.world === undefined) return rows
  const places = await placesThen(tx, idsOf(rows), when, engine)
  const { kept } = breakCycles([...places.values()].flatMap(({ current }) => current ?? []))
  const parents = new Map(kept.map(({ child, parent }) => [child, parent]))
  return rows.map(({ parent: _known, ...row }) => {
    const parent = parents.get(row.key)
    return parent === undefined ? row : { ...row, parent }
  })
}

/** The group a company stood in as of a moment. @throws ProblemError `golden.not-found` */
export async function treeAsOf(tx: Tx, id: GoldenId, when: When, engine: Engine): Promise<TreeView> {
  const focus = await heirOf(tx, id, when.known)
  const rows = new Map((await legalAsOf(tx, when, engine)).map((row) => [row.key, row]))
  const path = pathTo(rows, focus)
  const root = path[0] ?? fail('golden.not-found', `there was no company ${id} at ${when.known.at}`)
  const nodes = below(rows, root.key).slice(0, TREE)
  const ids = idsOf(nodes.map(({ row }) => row))
  const states = await goldensAt(tx, ids, when.known.seq)
  const places = await placesThen(tx, ids, when, engine)
  return {
    root: root.key,
    focus,
    asOf: { ...when.known, ...(when.world === undefined ? {} : { world: when.world }) },
    path: path.map(({ key, name }) => ({ id: key, name })),
    standalone: nodes.length === 1,
    nodes: nodes.map(({ row, depth }) => ({
      ...{ id: row.key, name: row.name, depth, sources: sourcesOf(states.get(row.key)?.golden.members ?? []) },
      ...(depth === 0 ? {} : { parent: row.parent }),
      ...termsOf(places.get(GoldenId.parse(row.key)), row.parent),
    })),
    refusedParents: await refusedThen(tx, ids, places, rows, when),
    formerParents: await formerThen(tx, focus, places.get(focus), rows, when),
  }
}

const idsOf = (rows: readonly HierarchyRow[]) => rows.map(({ key }) => GoldenId.parse(key))
const sourcesOf = (members: readonly RecordId[]) => [...new Set(members.map((id) => id.split(':')[0] ?? ''))].sort()

function pathTo(rows: ReadonlyMap<string, HierarchyRow>, id: string): HierarchyRow[] {
  const path: HierarchyRow[] = []
  for (let at = rows.get(id); at && !path.includes(at); at = rows.get(at.parent ?? '')) path.unshift(at)
  return path
}

/** Nearest first, of one depth by name. */
function below(rows: ReadonlyMap<string, HierarchyRow>, root: string): { row: HierarchyRow; depth: number }[] {
  const children = groupBy([...rows.values()], ({ parent = '' }) => parent)
  const all: { row: HierarchyRow; depth: number }[] = []
  let level = [rows.get(root) ?? []].flat()
  for (let depth = 0; level.length > 0; depth++) {
    all.push(...level.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).map((row) => ({ row, depth })))
    level = level.flatMap(({ key }) => children.get(key) ?? [])
  }
  return all
}

/** Where records, as they were known, place companies: by the day of the moment, or by the time of the world asked about. */
async function placesThen(
  tx: Tx,
  ids: readonly GoldenId[],
  when: When,
  { ruleSet }: Engine,
): Promise<Map<GoldenId, ParentPlace>> {
  const { known, world } = when
  const rules = ruleSet.relate.hierarchy
  const ownerOf = new Map<RecordId, GoldenId>()
  for (const { golden } of (await goldensAt(tx, ids, known.seq)).values())
    for (const record of golden.members) ownerOf.set(record, golden.id)
  const all = [...ownerOf.keys()]
  const latest = await recordsAt(tx, all, known)
  const day = dayOf(world ?? known.at)
  const said =
    world === undefined
      ? latest
      : [...latest.filter(dated(day, rules.from)), ...(await recordsAt(tx, all, known, world))]
  const members = said.flatMap((row) => {
    const id = ownerOf.get(row.id)
    return id === undefined || (world !== undefined && startsAfter(row.standard, rules.from, day))
      ? []
      : [{ id, standard: row.standard }]
  })
  return placesByClaims(tx, members, {
    goldensOf: async (parents) =>
      new Map(
        [...(await goldensOfRecordsAt(tx, parents, known.seq))].map(([id, golden]) => [id, GoldenId.parse(golden)]),
      ),
    ...{ rules, today: day },
  })
}

/** Whether a record dates the start of what it says of its parent, by a day: then it holds from there on, whenever it was said. */
const dated =
  (day: string, field: string) =>
  ({ standard }: RecordAt) =>
    (startOf(standard, field) ?? '9999') <= day

const startsAfter = (standard: StandardRecord, field: string, day: string) => (startOf(standard, field) ?? '') > day
const startOf = (standard: StandardRecord, field: string) => standard.values[field]?.[0]?.value

/** Time alone ends nothing: a parent whose end was past may have stood until its records were looked at again. */
function termsOf(place: ParentPlace | undefined, parent: string | undefined) {
  const edge = [place?.current ?? [], place?.former ?? []].flat().find((each) => each.parent === parent)
  if (!edge) return {}
  const { share, from, to } = parentRow(edge).properties
  return {
    ...(typeof share === 'number' ? { share } : {}),
    ...(typeof from === 'string' ? { from } : {}),
    ...(typeof to === 'string' ? { to } : {}),
  }
}

/** Parents that were refused because they stood below, with the way back from them. */
async function refusedThen(
  tx: Tx,
  ids: readonly GoldenId[],
  places: ReadonlyMap<GoldenId, ParentPlace>,
  rows: ReadonlyMap<string, HierarchyRow>,
  { known }: When,
): Promise<TreeView['refusedParents']> {
  const then = await relationsThen(tx, ids, known.seq)
  const found = [...then].flatMap(([company, { refusedParent = [] }]) =>
    refusedParent.map((parent) => {
      const way = pathTo(rows, parent).map(({ key }) => key)
      const record = places.get(company)?.current?.claim.record ?? ''
      return { company, parent, record, path: way.slice(Math.max(0, way.indexOf(company))).reverse() }
    }),
  )
  return found.sort((a, b) => compareIds(a.company, b.company) || compareIds(a.parent, b.parent))
}

/** Those that records call former ones, and those that ended because records changed, by that moment. */
async function formerThen(
  tx: Tx,
  id: GoldenId,
  place: ParentPlace | undefined,
  rows: ReadonlyMap<string, HierarchyRow>,
  { known, world }: When,
): Promise<TreeView['formerParents']> {
  const former = (place?.former ?? []).filter(({ parent }) => parent !== rows.get(id)?.parent)
  const stated = former.map(({ parent, claim: { share, from, to = '' } }) => ({
    ...{ id: parent, name: rows.get(parent)?.name ?? parent, to },
    ...(share === undefined ? {} : { share }),
    ...(from === undefined ? {} : { from }),
  }))
  const ended = (await formerParentsOf(tx, id)).filter((row) => !row.stated && row.to <= (world ?? known.at))
  return [...stated, ...ended.map(({ stated: _no, ...row }) => row)].sort(
    (a, b) => compareIds(b.to, a.to) || compareIds(a.id, b.id),
  )
}
