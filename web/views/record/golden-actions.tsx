import { useState } from 'react'
import type { GoldenView } from '../../../server/model/views.ts'
import { useWhyNot } from '../../rights.ts'
import type { Drawing } from '../../scene.ts'
import { kindOfEntity } from '../marks.tsx'
import { MergeDialog, SplitDialog } from '../plan/change-golden.tsx'
import type { Picked } from '../plan/pick-golden.tsx'
import { ConnectionDialog } from './connection-dialog.tsx'

type Open = 'merge' | 'split' | 'connect'

/** What can be asked and done about a golden record as a whole; each change is shown before it is made. */
export function GoldenActions({ view, drawing }: { view: GoldenView; drawing: Drawing }) {
  const [open, setOpen] = useState<Open>()
  const why = useWhyNot()?.decide
  const close = () => setOpen(undefined)
  const kind = kindOfEntity(view.entity)
  const goldens = drawing.nodes.filter((node) => ['customer', 'company', 'contact'].includes(node.kind))
  const near = (nodes: typeof goldens): Picked[] => nodes.slice(0, 8).map(({ id, label }) => ({ id, name: label }))
  return (
    <div className="actions golden-actions">
      <button type="button" onClick={() => setOpen('connect')}>
        Connection…
      </button>
      <button type="button" disabled={why !== undefined} title={why} onClick={() => setOpen('merge')}>
        Merge…
      </button>
      <button
        type="button"
        disabled={why !== undefined || view.records.length < 2}
        title={why ?? (view.records.length < 2 ? 'It has one record only' : undefined)}
        onClick={() => setOpen('split')}
      >
        Split…
      </button>
      {open === 'merge' && (
        <MergeDialog view={view} near={near(goldens.filter((node) => node.kind === kind))} onClose={close} />
      )}
      {open === 'split' && <SplitDialog view={view} onClose={close} />}
      {open === 'connect' && <ConnectionDialog view={view} near={near(goldens)} onClose={close} />}
    </div>
  )
}
