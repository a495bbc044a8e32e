import { useEffect, useRef, useState } from 'react'
import type { Graph } from '../../canvas/graph.ts'
import type { Picture } from '../../canvas/picture.ts'
import { type Drawing, isCollapsible } from '../../canvas/scene.ts'
import { useApp, useSelect } from '../../state/app-context.ts'
import { ARRANGEMENTS, type Arrangement, arranged, collapsed, hidden, undone, unhidden } from '../../state/state.ts'
import { number } from '../../words/words.ts'
import { ExportMenu } from '../export/export-menu.tsx'
import { CanvasFilters } from './canvas-filters.tsx'

const NAMES: Record<Arrangement, string> = { network: 'Network', tree: 'Tree' }

type Props = { graph: Graph | undefined; drawing: Picture; whole: Drawing }

/** Buttons over the canvas: how it is laid out, what is on it, how near one looks. */
export function CanvasTools({ graph, drawing, whole }: Props) {
  const { update, actions } = useApp()
  const scene = useSelect((s) => s.scene)
  const selected = useSelect((s) => s.selected)
  const arrangement = useSelect((s) => s.arrangement)
  const [boxing, setBoxing] = useState(false)
  useEffect(() => graph?.boxing(boxing), [graph, boxing])
  useUndoKey(() => update(undone))
  const node = drawing.nodes.find((n) => n.id === selected)
  return (
    <div className="tools" role="toolbar" aria-label="Canvas">
      <fieldset className="tool-group">
        <legend className="sr-only">Layout</legend>
        {ARRANGEMENTS.map((name) => (
          <button key={name} type="button" aria-pressed={arrangement === name} onClick={() => update(arranged(name))}>
            {NAMES[name]}
          </button>
        ))}
        <button type="button" onClick={() => graph?.arrange(arrangement)} title="Lay everything out anew">
          Tidy
        </button>
      </fieldset>
      <div className="tool-group">
        <button
          type="button"
          disabled={!node}
          onClick={() => node && void actions.expand(node.id)}
          title="Show what is beside the selected node (+)"
        >
          Expand
        </button>
        <button
          type="button"
          disabled={!node || !isCollapsible(scene, node.id)}
          onClick={() => node && update(collapsed(node.id))}
          title="Take back what was expanded from the selected node (−)"
        >
          Collapse
        </button>
        <button
          type="button"
          disabled={!node || node.id === scene.focus}
          onClick={() => node && update(hidden(node.id))}
          title="Hide the selected node (Delete)"
        >
          Hide
        </button>
        {scene.hidden.length > 0 && (
          <button type="button" onClick={() => update(unhidden)}>
            Show {number(scene.hidden.length)} hidden
          </button>
        )}
        <button
          type="button"
          disabled={scene.past.length === 0}
          title="Take back the last step on the canvas (Ctrl+Z)"
          onClick={() => update(undone)}
        >
          Undo
        </button>
      </div>
      <div className="tool-group">
        <button type="button" aria-label="Zoom out" onClick={() => graph?.zoom(1 / 1.3)}>
          −
        </button>
        <button type="button" aria-label="Zoom in" onClick={() => graph?.zoom(1.3)}>
          +
        </button>
        <button type="button" onClick={() => graph?.fit()}>
          Fit
        </button>
      </div>
      <div className="tool-group">
        <button
          type="button"
          aria-pressed={boxing}
          title="Draw a box around nodes to pick them together (Shift and drag does the same; X in the outline picks one)"
          onClick={() => setBoxing(!boxing)}
        >
          Box
        </button>
      </div>
      <div className="tool-group">
        <CanvasFilters picture={drawing} whole={whole} />
      </div>
      <div className="tool-group">
        <ExportMenu graph={graph} drawing={drawing} />
      </div>
    </div>
  )
}

/** Ctrl+Z, or Command+Z, unless the user is typing. */
function useUndoKey(undo: () => void): void {
  const latest = useRef(undo)
  useEffect(() => {
    latest.current = undo
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event
      const typing =
        target instanceof HTMLElement &&
        target.closest('input:not([type=checkbox], [type=radio]), textarea, select, dialog') !== null
      if (typing || event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return
      event.preventDefault()
      latest.current()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}
