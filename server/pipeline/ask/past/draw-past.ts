import { addressLine } from '../../../model/address-line.ts'
import type { Golden } from '../../../model/golden.ts'
import { GoldenId } from '../../../model/ids.ts'
import type { When } from '../../../model/moment.ts'
import { RELATION_NAMES } from '../../../model/relation.ts'
import type { GraphEdge, GraphNode, GraphView } from '../../../model/views.ts'
import type { Engine } from '../../../rules/engine.ts'
import type { Tx } from '../../../store/graph/driver.ts'
import { graphEdge, graphNode } from '../../../store/read/graph-node.ts'
import {
  type GoldenThen,
  goldensAt,
  goldensOfRecordsAt,
  placesByKey,
  recordsAt,
} from '../../../store/read/history-reads.ts'
import { householdNames } from '../../../store/read/household-reads.ts'
import { retiredInto } from '../../../store/read/id-reads.ts'
import { type RelationsThen, relationsThen } from '../../../store/read/past/relations-then.ts'
import { decisionsAboutAt } from '../../../store/write/links.ts'
import { recordName } from '../../resolve/nodes.ts'
import { linksThen, type Then } from '../as-of.ts'
import { nameThen } from './household-then.ts'

/** A moment, and the rules that were in force then. */
export type PastAsked = { tx: Tx; when: When; engine: Engine }

/** What is to be drawn: `full` are golden records with their records and addresses, `goldens` others, by themselves. */
export type PastSubject = { focus: string; full: Then[]; goldens: GoldenId[]; households: string[] }

/** As on the canvas of today: more is no longer read by anybody. */
const MOST = { nodes: 300, records: 120, addresses: 30, decided: 20, former: 10 }
const LABELS = { person: 'Customer', company: 'Company', contact: 'Contact' } as const
const DRAWN = Object.entries(RELATION_NAMES).filter(([type]) => type !== 'REFUSED_PARENT')

/**
 * A piece of the graph as it was: nodes with the ids and edges of the types that the present has. Of each golden record that is drawn in
 * full the state is that of the moment, and of the time of the world that was asked about.
 */
export async function drawPast(asked: PastAsked, subject: PastSubject, most = MOST.nodes): Promise<GraphView> {
  const { tx, when } = asked
  const states = subject.full.map((state) => ({ ...state, records: state.records.slice(0, MOST.records) }))
  const others = await goldensAt(tx, subject.goldens, when.known.seq)
  const known = new Map<string, GoldenThen>([...others, ...states.map((state) => [state.golden.id, state] as const)])
  const relations = await relationsThen(tx, goldensOf(known), when.known.seq)
  const placeOf = await placesOf(tx, [...known.values()])
  const homes = subject.households.length === 0 ? [] : await householdNames.run(tx, { ids: subject.households })
  const decided = await decidedThen(asked, states)
  const former = await formerIds(asked, states)
  const nodes = unique([
    ...[...known.values()].map(goldenNode),
    ...states.flatMap(({ records }) => records.map(recordNode)),
    ...states.flatMap(({ golden }) =>
      golden.addresses.slice(0, MOST.addresses).flatMap(({ key }) => placeOf.get(key) ?? []),
    ),
    ...homes.flatMap((home) => householdNode(home, known, relations)),
    ...homes.flatMap(({ id, place }) => (place && id === subject.focus ? [placeNode(place)] : [])),
    ...decided.nodes,
    ...former.nodes,
  ])
  const shown = nodes.slice(0, most)
  const there = new Set(shown.map(({ id }) => id))
  const edges = [
    ...(await clusterEdges(asked, states)),
    ...decided.edges,
    ...former.edges,
    ...[...known.values()].flatMap(({ golden }) => addressEdges(golden, placeOf, when)),
    ...[...relations].flatMap(([id, then]) => relationEdges(id, then)),
    ...homes.flatMap(({ id, place }) => (place ? [graphEdge(id, placeNode(place).id, 'AT', {})] : [])),
  ]
  return {
    focus: subject.focus,
    nodes: shown,
    edges: unique(edges.filter(({ from, to }) => there.has(from) && there.has(to))),
    truncated: shown.length < nodes.length,
  }
}

type Drawn = Pick<GraphView, 'nodes' | 'edges'>

async function clusterEdges({ tx, when, engine }: PastAsked, states: readonly Then[]): Promise<GraphEdge[]> {
  const edges: GraphEdge[] = []
  for (const state of states) {
    edges.push(...state.records.map(({ id }) => graphEdge(id, state.golden.id, 'MEMBER_OF', {})))
    for (const { low, high, bits, probability } of await linksThen(tx, state, when, engine))
      edges.push(graphEdge(low, high, 'SAME_AS', { bits, probability }))
  }
  return edges
}

/** What stewards had said of records by then, with the records of others that they are kept apart from. */
async function decidedThen({ tx, when }: PastAsked, states: readonly Then[]): Promise<Drawn> {
  const own = new Set(states.flatMap(({ records }) => records.map(({ id }) => id)))
  const decisions = own.size === 0 ? [] : await decisionsAboutAt.run(tx, { ids: [...own], at: when.known.at })
  const far = [...new Set(decisions.flatMap(({ low, high }) => [low, high]).filter((id) => !own.has(id)))]
  const others = await recordsAt(tx, far.slice(0, MOST.decided), when.known, when.world)
  const owners = await goldensOfRecordsAt(
    tx,
    others.map(({ id }) => id),
    when.known.seq,
  )
  return {
    nodes: others.map(recordNode),
    edges: [
      ...decisions.map(({ low, high, verdict }) =>
        graphEdge(low, high, verdict === 'same' ? 'ALWAYS_SAME' : 'NEVER_SAME', {}),
      ),
      ...[...owners].map(([record, golden]) => graphEdge(record, golden, 'MEMBER_OF', {})),
    ],
  }
}

/** Retired ids that led to golden records then. */
async function formerIds({ tx, when }: PastAsked, states: readonly Then[]): Promise<Drawn> {
  const ids = states.map(({ golden }) => golden.id)
  const former = await retiredInto(tx, ids, when.known, MOST.former)
  return {
    nodes: former.map(({ id, name }) => node(['Retired'], { id, name })),
    edges: former.map(({ id, heir, type }) => graphEdge(id, heir, type, {})),
  }
}

function addressEdges({ id, addresses }: Golden, placeOf: ReadonlyMap<string, GraphNode>, { known, world }: When) {
  return addresses.flatMap(({ key, kind, to }) => {
    const place = placeOf.get(key)
    const type = to === undefined || to > (world ?? known.at) ? 'HAS_ADDRESS' : 'WAS_HAS_ADDRESS'
    return place ? [graphEdge(id, place.id, type, kind === undefined ? {} : { kind })] : []
  })
}

function relationEdges(id: string, then: RelationsThen): GraphEdge[] {
  const share = then.parentShare?.[0]
  return DRAWN.flatMap(([type, name]) =>
    (then[name] ?? []).map((target) =>
      graphEdge(id, target, type, type === 'SUBSIDIARY_OF' && share !== undefined ? { share: Number(share) } : {}),
    ),
  )
}

function goldenNode({ golden, name }: GoldenThen): GraphNode {
  const { id, entity, status, values, members } = golden
  return node([LABELS[entity], 'Golden'], { ...values, id, name, entity, status, size: members.length })
}

function recordNode({ id, standard, updatedAt }: Then['records'][number]): GraphNode {
  const { city, region } = standard.addresses[0] ?? {}
  return node(['SourceRecord'], { id, name: recordName(standard), source: standard.source, updatedAt, city, region })
}

/** What more there was to follow then is not counted. */
function node(labels: readonly string[], properties: Record<string, unknown>): GraphNode {
  const said = Object.entries(properties).filter(([, value]) => value !== undefined)
  return graphNode({ labels, properties: Object.fromEntries(said) }, 0)
}

/** Places by the keys under which golden records knew them; spellings are of the places that there are today. */
async function placesOf(tx: Tx, states: readonly GoldenThen[]): Promise<Map<string, GraphNode>> {
  const keys = [...new Set(states.flatMap(({ golden }) => golden.addresses.map(({ key }) => key)))]
  const rows = keys.length === 0 ? [] : await placesByKey.run(tx, { keys })
  return new Map(rows.map(({ address, ...place }) => [address, placeNode(place)]))
}

const placeNode = (place: Parameters<typeof addressLine>[0] & { key: string }): GraphNode =>
  node(['Address'], { ...place, text: addressLine(place) })

type Home = Awaited<ReturnType<typeof householdNames.run>>[number]

/** A household is called after those who lived there then; why they are one is only known of today. */
function householdNode(
  { id, name, reason }: Home,
  known: ReadonlyMap<string, GoldenThen>,
  relations: ReadonlyMap<string, RelationsThen>,
): GraphNode[] {
  const residents = [...relations].flatMap(([golden, { household = [] }]) =>
    household.includes(id) ? (known.get(golden)?.golden ?? []) : [],
  )
  if (residents.length === 0) return []
  return [node(['Household'], { id, reason, name: nameThen(residents) ?? name, size: residents.length })]
}

function goldensOf(known: ReadonlyMap<string, unknown>): GoldenId[] {
  return [...known.keys()].map((id) => GoldenId.parse(id))
}

function unique<T extends { readonly id: string }>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [item.id, item])).values()]
}
