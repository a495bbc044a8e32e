import type { GraphNode } from '../../../server/model/views.ts'
import type { Bundle } from '../../canvas/bundles.ts'
import type { NodeKind } from '../../canvas/elements.ts'
import type { Drawing } from '../../canvas/scene.ts'
import { useSelect } from '../../state/app-context.ts'
import { BundlePanel } from './bundle-panel.tsx'
import { EdgePanel } from './edge-panel.tsx'
import { GoldenPanel } from './golden-panel.tsx'
import { HouseholdPanel } from './household-panel.tsx'
import { PlainPanel } from './plain-panel.tsx'
import { RecordPanel } from './record-panel.tsx'
import { RetiredPanel } from './retired-panel.tsx'

const PANELS: Record<NodeKind, (props: { node: GraphNode; drawing: Drawing }) => React.ReactNode> = {
  customer: GoldenPanel,
  company: GoldenPanel,
  contact: GoldenPanel,
  household: HouseholdPanel,
  record: RecordPanel,
  address: PlainPanel,
  contactPoint: PlainPanel,
  order: PlainPanel,
  product: PlainPanel,
  retired: RetiredPanel,
}

/** What is selected, in full. */
export function SidePanel({ drawing, bundles }: { drawing: Drawing; bundles: readonly Bundle[] }) {
  const selected = useSelect((s) => s.selected)
  const node = drawing.nodes.find((n) => n.id === selected)
  const edge = node ? undefined : drawing.edges.find((e) => e.key === selected)
  const bundle = bundles.find(({ id }) => id === selected)
  const Panel = node && PANELS[node.kind]
  return (
    <aside className="panel" aria-label="Details of the selection">
      {node && Panel && <Panel key={node.id} node={node} drawing={drawing} />}
      {edge && <EdgePanel key={edge.key} edge={edge} drawing={drawing} />}
      {bundle && <BundlePanel key={bundle.id} bundle={bundle} />}
      {!node && !edge && !bundle && <p className="notice empty">Select a node or a line to see what is behind it.</p>}
    </aside>
  )
}
