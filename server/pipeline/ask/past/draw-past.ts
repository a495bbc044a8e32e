import { addressLine } from '../../../model/address-line.ts'
import { GoldenId } from '../../../model/ids.ts'
import type { When } from '../../../model/moment.ts'
import { RELATION_NAMES } from '../../../model/relation.ts'
import type { GraphEdge, GraphNode, GraphView } from '../../../model/views.ts'
import type { Engine } from '../../../rules/engine.ts'
import type { Tx } from '../../../store/graph/driver.ts'
import { graphEdge, graphNode } from '../../../store/read/graph-node.ts'
import { type GoldenThen, goldensAt, placesByKey } from '../../../store/read/history-reads.ts'
import { householdNames } from '../../../store/read/household-reads.ts'
import { type RelationsThen, relationsThen } from '../../../store/read/past/relations-then.ts'
import { decisionsAboutAt } from '../../../store/write/links.ts'
import { recordName } from '../../resolve/nodes.ts'
import { linksThen, type Then } from '../as-of.ts'

/** A moment, and the rules that were in force then. */
export type PastAsked = { tx: Tx; when: When; engine: Engine }

/** What is to be drawn: `full` are golden records with their records and addresses, `goldens` others, by themselves. */
export type PastSubject = { focus: string; full: Then[]; goldens: GoldenId[]; households: string[] }

/** As on the canvas of today: more is no longer read by anybody. */
const MOST = { nodes: 300, records: 120, addresses: 30 }
const LABELS = { person: 'Customer', company: 'Company', contact: 'Contact' } as const
const DRAWN = Object.entries(RELATION_NAMES).filter(([type]) => type !== 'REFUSED_PARENT')

/**
 * A piece of the graph as it was: nodes with the ids and edges of the types that the present has. Of each golden record that is drawn in
 * full the state is that of the moment, and of the time of the world that was asked about.
 */
export async function drawPast(asked: PastAsked, subject: PastSubject, most = MOST.nodes): Promise<GraphView> {
  const { tx, when } = asked
  const { seq } = when.known
  const states = subject.full
  const others = await goldensAt(tx, subject.goldens, seq)
  const known = new Map<string, GoldenThen>([...others, ...states.map((state) => [state.golden.id, state] as const)])
  const relations = await relationsThen(tx, goldensOf(known), seq)
  const placeOf = await placesOf(tx, [...known.values()])
  const households = subject.households.length === 0 ? [] : await householdNames.run(tx, { ids: subject.households })
  const nodes = unique([
    ...[...known.values()].map(goldenNode),
    ...states.flatMap(({ records }) => records.slice(0, MOST.records).map(recordNode)),
    ...states.flatMap(({ golden }) =>
      golden.addresses.slice(0, MOST.addresses).flatMap(({ key }) => placeOf.get(key)?.node ?? []),
    ),
    ...households.map(({ id, name, reason }) => node(['Household'], { id, name, reason, size: sizeOf(id, relations) })),
  ])
  const shown = nodes.slice(0, most)
  const there = new Set(shown.map(({ id }) => id))
  const edges = [
    ...(await clusterEdges(asked, states)),
    ...[...known.values()].flatMap(({ golden }) =>
      golden.addresses.flatMap(({ key, to }) => {
        const place = placeOf.get(key)
        const type = to === undefined || to > (when.world ?? when.known.at) ? 'HAS_ADDRESS' : 'WAS_HAS_ADDRESS'
        return place ? [graphEdge(golden.id, place.node.id, type, {})] : []
      }),
    ),
    ...[...relations].flatMap(([id, then]) => relationEdges(id, then)),
    ...households.flatMap(({ id, place }) => (place ? [graphEdge(id, `addr:${place}`, 'AT', {})] : [])),
  ]
  return {
    focus: subject.focus,
    nodes: shown,
    edges: unique(edges.filter(({ from, to }) => there.has(from) && there.has(to))),
    truncated: shown.length < nodes.length,
  }
}

async function clusterEdges({ tx, when, engine }: PastAsked, states: readonly Then[]): Promise<GraphEdge[]> {
  const edges: GraphEdge[] = []
  for (const state of states) {
    const drawn = { ...state, records: state.records.slice(0, MOST.records) }
    edges.push(...drawn.records.map(({ id }) => graphEdge(id, state.golden.id, 'MEMBER_OF', {})))
    for (const { low, high, bits, probability } of await linksThen(tx, drawn, when, engine))
      edges.push(graphEdge(low, high, 'SAME_AS', { bits, probability }))
  }
  const ids = states.flatMap(({ records }) => records.slice(0, MOST.records).map(({ id }) => id))
  const decided = ids.length === 0 ? [] : await decisionsAboutAt.run(tx, { ids, at: when.known.at })
  for (const { low, high, verdict } of decided)
    edges.push(graphEdge(low, high, verdict === 'same' ? 'ALWAYS_SAME' : 'NEVER_SAME', {}))
  return edges
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
async function placesOf(tx: Tx, states: readonly GoldenThen[]): Promise<Map<string, { node: GraphNode }>> {
  const keys = [...new Set(states.flatMap(({ golden }) => golden.addresses.map(({ key }) => key)))]
  const rows = keys.length === 0 ? [] : await placesByKey.run(tx, { keys })
  return new Map(
    rows.map(({ address, ...place }) => [address, { node: node(['Address'], { ...place, text: addressLine(place) }) }]),
  )
}

function sizeOf(household: string, relations: ReadonlyMap<string, RelationsThen>): number {
  return [...relations.values()].filter((then) => then.household?.includes(household)).length
}

function goldensOf(known: ReadonlyMap<string, unknown>): GoldenId[] {
  return [...known.keys()].map((id) => GoldenId.parse(id))
}

function unique<T extends { readonly id: string }>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [item.id, item])).values()]
}
