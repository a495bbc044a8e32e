import type { GraphNode } from '../../../server/model/views.ts'
import { nodeLabel } from '../../canvas/elements.ts'
import { edgeTitle } from '../../canvas/outline.ts'
import type { Drawing } from '../../canvas/scene.ts'
import { useApp } from '../../state/app-context.ts'
import { select } from '../../state/state.ts'
import { KindMark, Section } from '../parts/marks.tsx'

/** A node's edges on the canvas: the line can be looked into, the neighbour visited. */
export function Connections({ node, drawing }: { node: GraphNode; drawing: Drawing }) {
  const { update } = useApp()
  const edges = drawing.edges.filter((edge) => edge.from === node.id || edge.to === node.id)
  if (edges.length === 0) return null
  return (
    <Section title="Connections" count={edges.length}>
      <ul className="rows">
        {edges.map((edge) => {
          const other = drawing.nodes.find((n) => n.id === (edge.from === node.id ? edge.to : edge.from))
          return (
            other && (
              <li key={edge.key}>
                <KindMark kind={other.kind} small named />
                <button type="button" className="row-link" onClick={() => update(select(other.id))}>
                  {nodeLabel(other).replace('\n', ' · ')}
                </button>
                <button type="button" className="link row-note" onClick={() => update(select(edge.key))}>
                  {edgeTitle(edge)}
                </button>
              </li>
            )
          )
        })}
      </ul>
    </Section>
  )
}
