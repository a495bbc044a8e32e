import type { Core, LayoutOptions } from 'cytoscape'
import type { Arrangement } from '../state/state.ts'
import { place } from './place.ts'

/** Above this force-directed layout takes seconds; concentric rings take a tenth of one. */
const FORCE_LIMIT = 1000
/** Dagre needs seconds for a few thousand nodes; the built-in layered layout does not. */
const DAGRE_LIMIT = 600

/** Layout of a whole canvas. It runs when a scene is opened and when the user asks, never by itself. */
export function layoutOf(arrangement: Arrangement, nodes: number, focus: string | undefined): LayoutOptions {
  const common = { animate: false, fit: true, padding: 48, nodeDimensionsIncludeLabels: true }
  if (arrangement === 'tree') {
    if (nodes > DAGRE_LIMIT) return { ...common, name: 'breadthfirst', directed: true, spacingFactor: 1.1 }
    return dagre({ ...common, name: 'dagre', rankDir: 'TB', nodeSep: 28, rankSep: 72, ranker: 'tight-tree' })
  }
  if (nodes > FORCE_LIMIT) {
    return {
      ...common,
      name: 'concentric',
      minNodeSpacing: 14,
      concentric: (node) => (node.id() === focus ? Number.MAX_SAFE_INTEGER : node.degree(false)),
    }
  }
  return fcose({
    ...common,
    name: 'fcose',
    quality: nodes > 400 ? 'draft' : 'default',
    // From the places already given, so that the same graph looks the same each time.
    randomize: nodes > 400,
    packComponents: false,
    nodeSeparation: 70,
    idealEdgeLength: (edge: { data: (key: string) => unknown }) => (edge.data('look') === 'same' ? 84 : 92),
    nodeRepulsion: () => 6500,
    edgeElasticity: () => 0.4,
    gravity: 0.25,
    numIter: 2200,
  })
}

const PAIR_EDGES = ['same', 'maybe', 'never', 'always'].map((look) => `edge[look="${look}"]`).join()

/**
 * Parents above their subsidiaries. Links between records say nothing about above and below, and records none about
 * a group: those of open golden records are placed beside them afterwards.
 */
export function layTree(cy: Core, focus: string | undefined): void {
  const records = cy.edges('[look="member"]').connectedNodes('[kind="record"]')
  const telling = cy.elements().not(PAIR_EDGES).not(records).not(records.connectedEdges())
  telling.layout(layoutOf('tree', telling.nodes().length, focus)).run()
  const known = new Map(telling.nodes().map((node) => [node.id(), { ...node.position() }]))
  const ends = cy.edges().map((edge) => ({ from: edge.source().id(), to: edge.target().id() }))
  const spots = place(
    known,
    records.map((node) => node.id()),
    ends,
  )
  for (const [id, spot] of spots) cy.getElementById(id).position({ ...spot })
}

type Named = { readonly name: string }

/** Extensions bring options that the core's types do not know. */
function dagre(options: Named & Record<string, unknown>): LayoutOptions {
  return options
}

function fcose(options: Named & Record<string, unknown>): LayoutOptions {
  return options
}
