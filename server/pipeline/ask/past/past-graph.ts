import { groupBy } from '../../../collections/group-by.ts'
import { GoldenId, HouseholdId, RecordId, RecordName } from '../../../model/ids.ts'
import type { When } from '../../../model/moment.ts'
import { fail, ProblemError } from '../../../model/problem.ts'
import { RELATION_NAMES } from '../../../model/relation.ts'
import type { GraphEdge, GraphNode, GraphOfIds, GraphView } from '../../../model/views.ts'
import type { Engine } from '../../../rules/engine.ts'
import type { Tx } from '../../../store/graph/driver.ts'
import { goldensAt, goldensOfRecordsAt, recordsAt } from '../../../store/read/history-reads.ts'
import { namedRecords } from '../../../store/read/named-records.ts'
import { maybeRelated, relationsThen } from '../../../store/read/past/relations-then.ts'
import { engineAt } from '../../run/rules-in-force.ts'
import { stateThen, type Then } from '../as-of.ts'
import { heirOf } from '../heir-of.ts'
import { drawPast, type PastAsked } from './draw-past.ts'

/** Companies above one, as many as the canvas of today shows. */
const ABOVE = 5

/**
 * The piece of the graph around a golden record as of a moment: its records with what held them together, its addresses, and whom
 * it was related to. @throws ProblemError `golden.not-found` where there was none
 */
export async function graphAsOf(tx: Tx, id: GoldenId, when: When, today: Engine): Promise<GraphView> {
  const asked = { tx, when, engine: await engineAt(tx, when.known.at, today) }
  const focus = await heirOf(tx, id, when.known)
  const full = [await stateThen(tx, focus, when, asked.engine)]
  return drawPast(asked, { focus, full, ...(await around(asked, focus)) })
}

/**
 * Any node whose past is kept (a golden record, a record, a household) as of a moment, with its direct neighbours or those of
 * one kind. @throws ProblemError `golden.not-found`, `request.invalid` for an address, phone number, order or product
 */
export async function nodeAsOf(
  tx: Tx,
  node: string,
  kind: GraphNode['kind'] | undefined,
  when: When,
  today: Engine,
): Promise<GraphView> {
  return besideFocus(await pictureAsOf(tx, node, when, today), kind)
}

async function pictureAsOf(tx: Tx, node: string, when: When, today: Engine): Promise<GraphView> {
  const golden = GoldenId.safeParse(node)
  if (golden.success) return graphAsOf(tx, golden.data, when, today)
  const asked = { tx, when, engine: await engineAt(tx, when.known.at, today) }
  if (HouseholdId.safeParse(node).success) {
    const goldens = await residents(asked, [node])
    if (goldens.length === 0) return fail('golden.not-found', `nobody lived in ${node} at ${when.known.at}`)
    return drawPast(asked, { focus: node, full: [], goldens, households: [node] })
  }
  if (NO_PAST.test(node) || !RecordName.safeParse(node).success)
    return fail('request.invalid', `the past of ${node} is not kept: ask for a golden record, a record or a household`)
  const [record] = await namedRecords(tx, [RecordName.parse(node)])
  const owner = record && (await goldensOfRecordsAt(tx, [record], when.known.seq)).get(record)
  if (owner === undefined) return fail('golden.not-found', `there was no record ${node} at ${when.known.at}`)
  const full = [await stateThen(tx, GoldenId.parse(owner), when, asked.engine)]
  return drawPast(asked, { focus: record ?? node, full, goldens: [], households: [] })
}

/** Of a picture the middle, and what is joined to it: all of it, or what is of one kind. */
function besideFocus({ focus, nodes, edges, truncated }: GraphView, kind?: GraphNode['kind']): GraphView {
  const wanted = new Set(nodes.flatMap((node) => (kind === undefined || node.kind === kind ? node.id : [])))
  const joined = edges.flatMap(({ from, to }) => (from === focus ? to : to === focus ? from : []))
  const beside = new Set([focus, ...joined.filter((id) => wanted.has(id))])
  const within = ({ from, to }: GraphEdge) => beside.has(from) && beside.has(to)
  return { focus, nodes: nodes.filter(({ id }) => beside.has(id)), edges: edges.filter(within), truncated }
}

const NO_PAST = /^(?:addr|point|order|product):/

/** Of many nodes those that were there, with what lay between them. `missing` are the others, and those whose past is not kept. */
export async function graphOfIdsAsOf(tx: Tx, ids: readonly string[], when: When, today: Engine): Promise<GraphOfIds> {
  const asked = { tx, when, engine: await engineAt(tx, when.known.at, today) }
  const records = ids.flatMap((id) => (NO_PAST.test(id) ? [] : (RecordId.safeParse(id).data ?? [])))
  const owners = await goldensOfRecordsAt(tx, records, when.known.seq)
  const named = [...owners.values(), ...ids].flatMap((id) => GoldenId.safeParse(id).data ?? [])
  const full = await statesThen(asked, [...new Set(named)])
  const households = ids.filter((id) => HouseholdId.safeParse(id).success)
  const subject = { focus: '', full, goldens: await residents(asked, households), households }
  const all = await drawPast(asked, subject, Number.POSITIVE_INFINITY)
  const wanted = new Set(ids)
  const nodes = all.nodes.filter(({ id }) => wanted.has(id))
  const drawn = new Set(nodes.map(({ id }) => id))
  const edges = all.edges.filter(({ from, to }) => drawn.has(from) && drawn.has(to))
  const missing = [...wanted].filter((id) => !drawn.has(id))
  return { focus: ids.find((id) => drawn.has(id)) ?? '', nodes, edges, truncated: false, missing }
}

/** Those that there were, of the time of the world that is asked about. */
async function statesThen({ tx, when, engine }: PastAsked, ids: readonly GoldenId[]): Promise<Then[]> {
  const there = await goldensAt(tx, ids, when.known.seq)
  if (when.world === undefined) {
    const ownerOf = new Map(
      [...there].flatMap(([id, { golden }]) => golden.members.map((record) => [record, id] as const)),
    )
    const records = groupBy(await recordsAt(tx, [...ownerOf.keys()], when.known), ({ id }) => ownerOf.get(id))
    return [...there].map(([id, then]) => ({ ...then, records: records.get(id) ?? [] }))
  }
  const states: Then[] = []
  for (const id of there.keys())
    try {
      states.push(await stateThen(tx, GoldenId.parse(id), when, engine))
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.code !== 'golden.not-found') throw error
    }
  return states
}

type Near = { goldens: GoldenId[]; households: string[] }

/** Whom a golden record was related to, either way: those it lived with, companies above, below and around it, its people. */
async function around({ tx, when }: PastAsked, id: GoldenId): Promise<Near> {
  const { seq } = when.known
  const own = (await relationsThen(tx, [id], seq)).get(id) ?? {}
  const households = [...(own[RELATION_NAMES.IN_HOUSEHOLD] ?? [])]
  const candidates = await maybeRelated(tx, [id, ...households], seq)
  const theirs = await relationsThen(tx, candidates, seq)
  const led = (to: readonly string[]) =>
    candidates.filter((other) => LEADING.some((name) => theirs.get(other)?.[name]?.some((each) => to.includes(each))))
  const above: GoldenId[] = []
  let next = goldensIn([...(own.company ?? []), ...(own.parent ?? [])])
  for (let step = 0; next.length > 0 && step <= ABOVE; step++) {
    above.push(...next)
    const further = [...(await relationsThen(tx, next, seq)).values()].flatMap(({ parent = [] }) => parent)
    next = goldensIn(further).filter((each) => !above.includes(each))
  }
  const goldens = [...goldensIn(own.samePerson ?? []), ...above, ...led([id, ...households])]
  return { goldens: [...new Set(goldens)].filter((other) => other !== id), households }
}

const LEADING = [
  RELATION_NAMES.IN_HOUSEHOLD,
  RELATION_NAMES.WORKS_AT,
  RELATION_NAMES.SUBSIDIARY_OF,
  RELATION_NAMES.SAME_PERSON,
]

const goldensIn = (ids: readonly string[]): GoldenId[] => ids.flatMap((id) => GoldenId.safeParse(id).data ?? [])

async function residents({ tx, when }: PastAsked, households: readonly string[]): Promise<GoldenId[]> {
  const candidates = await maybeRelated(tx, households, when.known.seq)
  const then = await relationsThen(tx, candidates, when.known.seq)
  return candidates.filter((id) => then.get(id)?.household?.some((each) => households.includes(each)))
}
