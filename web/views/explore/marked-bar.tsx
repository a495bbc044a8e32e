import { useId, useLayoutEffect, useRef, useState } from 'react'
import type { GraphNode } from '../../../server/model/views.ts'
import { isGolden } from '../../canvas/folding.ts'
import type { Drawing } from '../../canvas/scene.ts'
import { useApp, useSelect } from '../../state/app-context.ts'
import { marked, onlyMarked } from '../../state/canvas-state.ts'
import { hidden } from '../../state/state.ts'
import { number } from '../../words/words.ts'
import { Paths } from '../record/connection-dialog.tsx'

/** What can be done with several nodes that were picked: in a box, with Shift, or by X in the outline. */
export function MarkedBar({ drawing }: { drawing: Drawing }) {
  const { update } = useApp()
  const ids = useSelect((s) => s.marked)
  const [asking, setAsking] = useState(false)
  const nodes = drawing.nodes.filter(({ id }) => ids.includes(id))
  const [one, other, ...more] = nodes
  if (!one) return null
  const two = other && more.length === 0 && isGolden(one) && isGolden(other)
  return (
    <section className="marked-bar" aria-label="Picked nodes">
      <span>{number(nodes.length)} picked</span>
      <button type="button" onClick={() => update(hidden(...ids))}>
        Hide
      </button>
      <button type="button" onClick={() => update(onlyMarked)}>
        Only these
      </button>
      <button
        type="button"
        disabled={!two}
        title={two ? undefined : 'Pick two customers, companies or contacts'}
        onClick={() => setAsking(true)}
      >
        How are they connected?
      </button>
      <button type="button" onClick={() => update(marked([]))}>
        Let go
      </button>
      {asking && two && <TwoDialog one={one} other={other} onClose={() => setAsking(false)} />}
    </section>
  )
}

type TwoProps = { one: GraphNode; other: GraphNode; onClose: () => void }

/** The ways between two nodes, in words and on the canvas. */
function TwoDialog({ one, other, onClose }: TwoProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayoutEffect(() => {
    const node = dialog.current
    node?.showModal()
    return () => node?.close()
  }, [])
  return (
    <dialog className="dialog dialog-wide" ref={dialog} aria-labelledby={id} onCancel={onClose}>
      <h2 id={id}>
        How are {one.label} and {other.label} connected?
      </h2>
      <Paths from={one.id} to={{ id: other.id, name: other.label }} past={false} onShown={onClose} />
      <div className="actions">
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
    </dialog>
  )
}
