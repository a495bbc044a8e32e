import { useMemo } from 'react'
import { type Drawing, drawingOf } from '../../canvas/scene.ts'
import { useApp, useSelect } from '../../state/app-context.ts'
import { asOf } from '../../state/record-state.ts'
import { home } from '../../state/state.ts'
import { day } from '../../words/words.ts'
import { SidePanel } from '../panel/side-panel.tsx'
import { useReplay } from '../record/replay.ts'
import { Canvas } from './canvas.tsx'
import { Legend } from './legend.tsx'
import { OutlineTree } from './outline-tree.tsx'
import { Start } from './start.tsx'

/** Outline, canvas and panel of one scene; the start page without one. */
export function Explore() {
  const { actions, update } = useApp()
  const past = useSelect((s) => s.past)
  const replay = useReplay()
  const scene = useSelect((s) => s.scene)
  const failure = useSelect((s) => s.failure)
  const stale = useSelect((s) => s.stale)
  const drawing: Drawing = useMemo(() => drawingOf(scene), [scene])
  if (failure) {
    return (
      <div className="notice failed failed-page" role="alert">
        <h1>This could not be shown</h1>
        <p>{failure.text}</p>
        <p className="mono muted">{failure.id}</p>
        <div className="actions">
          <button type="button" className="primary" onClick={() => void actions.tryAgain(failure.id)}>
            Try again
          </button>
          <button type="button" onClick={() => update(home)}>
            Start page
          </button>
        </div>
      </div>
    )
  }
  if (scene.focus === undefined) return <Start />
  return (
    <div className="explore">
      <h1 className="sr-only">{nameOf(drawing, scene.focus)}: cluster and neighbours</h1>
      <OutlineTree drawing={replay ?? drawing} />
      <div className={replay ? 'stage stage-past' : 'stage'}>
        <Canvas drawing={replay ?? drawing} />
        <Legend drawing={replay ?? drawing} />
        {replay && past && (
          <div className="stale past-mark">
            <span className="chip chip-past">past</span> {day(past.day)}
            <button type="button" onClick={() => update(asOf(undefined))}>
              Back to today
            </button>
          </div>
        )}
        {stale && !replay && (
          <div className="stale">
            Something here has changed.
            <button type="button" onClick={() => void actions.refresh()}>
              Show the new state
            </button>
          </div>
        )}
      </div>
      <SidePanel drawing={drawing} />
    </div>
  )
}

function nameOf(drawing: Drawing, id: string): string {
  return drawing.nodes.find((node) => node.id === id)?.label ?? id
}
