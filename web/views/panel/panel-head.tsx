import type { ReactNode } from 'react'
import type { GraphNode } from '../../../server/model/views.ts'
import { NODE_KINDS, nodeName } from '../../canvas/elements.ts'
import { isGolden } from '../../canvas/folding.ts'
import { isExpanded } from '../../canvas/scene.ts'
import { useApp, useSelect } from '../../state/app-context.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { KindMark } from '../parts/marks.tsx'

/** Name, kind and id of the selected node, and what can be done with it on the canvas. */
export function PanelHead({ node, children }: { node: GraphNode; children?: ReactNode }) {
  const { actions } = useApp()
  const scene = useSelect((s) => s.scene)
  return (
    <div className="panel-head">
      <div className="panel-title">
        <KindMark kind={node.kind} />
        <div>
          <h2>{nodeName(node)}</h2>
          <p className="muted panel-id">
            {NODE_KINDS[node.kind].one} ·{' '}
            <span className="mono" title={node.id}>
              {node.id}
            </span>
            <CopyButton text={node.id} />
          </p>
        </div>
      </div>
      <div className="actions">
        {children}
        <span className="actions-gap" />
        {isGolden(node) && (
          <button
            type="button"
            aria-pressed={scene.opened.includes(node.id)}
            title="Show its records on the canvas (O)"
            onClick={() => void actions.unfold(node.id)}
          >
            Records
          </button>
        )}
        {!isExpanded(scene, node.id) && (
          <button type="button" onClick={() => void actions.expand(node.id)}>
            Expand
          </button>
        )}
        {node.id !== scene.focus && (
          <button type="button" onClick={() => void actions.open(node.id)}>
            Focus here
          </button>
        )}
      </div>
    </div>
  )
}
