import { useState } from 'react'
import type { GoldenView, GraphNode } from '../../../server/model/views.ts'
import type { Drawing } from '../../canvas/scene.ts'
import { useApp } from '../../state/app-context.ts'
import { type Changing, type Named, planning } from '../../state/record-state.ts'
import { useWhyNot } from '../../state/rights.ts'
import { kindOfEntity } from '../parts/marks.tsx'
import { ConnectionDialog } from './connection-dialog.tsx'

/** Golden records of the canvas that are offered without a search. */
const NEAR = 8

/** What can be asked and done about a golden record as a whole; each change is shown before it is made. */
export function GoldenActions({ view, drawing }: { view: GoldenView; drawing: Drawing }) {
  const { update } = useApp()
  const [connecting, setConnecting] = useState(false)
  const why = useWhyNot()?.decide
  const { id, name, records } = view
  const kind = kindOfEntity(view.entity)
  const goldens = drawing.nodes.filter((node) => ['customer', 'company', 'contact'].includes(node.kind))
  const plan = (change: Changing) => update(planning(change))
  return (
    <div className="actions golden-actions">
      <button type="button" onClick={() => setConnecting(true)}>
        Connection…
      </button>
      <button
        type="button"
        disabled={why !== undefined}
        title={why}
        onClick={() =>
          plan({ kind: 'merge', golden: { id, name }, near: near(goldens.filter((node) => node.kind === kind)) })
        }
      >
        Merge…
      </button>
      <button
        type="button"
        disabled={why !== undefined || records.length < 2}
        title={why ?? (records.length < 2 ? 'It has one record only' : undefined)}
        onClick={() => plan({ kind: 'split', golden: { id, name }, records })}
      >
        Split…
      </button>
      {connecting && <ConnectionDialog view={view} near={near(goldens)} onClose={() => setConnecting(false)} />}
    </div>
  )
}

function near(nodes: readonly GraphNode[]): Named[] {
  return nodes.slice(0, NEAR).map(({ id, label }) => ({ id, name: label }))
}
