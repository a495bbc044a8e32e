import { useMemo, useState } from 'react'
import type { Looks } from '../../canvas/elements.ts'
import { type Picture, pictureOf, plainPicture } from '../../canvas/picture.ts'
import { type Drawing, type Scene, wholeOf } from '../../canvas/scene.ts'
import { type Tinted, tinted } from '../../canvas/tint.ts'
import { useApp, useSelect } from '../../state/app-context.ts'
import { asOf } from '../../state/record-state.ts'
import { home } from '../../state/state.ts'
import { day } from '../../words/words.ts'
import { SidePanel } from '../panel/side-panel.tsx'
import { useReplay } from '../record/replay.ts'
import { Canvas } from './canvas.tsx'
import { Legend } from './legend.tsx'
import { type MenuPlace, NodeMenu } from './node-menu.tsx'
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
  const [menu, setMenu] = useState<MenuPlace>()
  const whole = useMemo(() => wholeOf(scene), [scene])
  const { picture, looks, tints } = useLooks(scene, whole, replay)
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
      <h1 className="sr-only">{nameOf(whole, scene.focus)}: cluster and neighbours</h1>
      <OutlineTree drawing={picture} looks={looks} onMenu={setMenu} />
      <div className={replay ? 'stage stage-past' : 'stage'}>
        <Canvas picture={picture} whole={replay ?? whole} looks={looks} onMenu={setMenu} />
        <Legend drawing={picture} tints={tints} />
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
      <SidePanel drawing={whole} bundles={picture.bundles} />
      {menu && <NodeMenu key={menu.id} at={menu} picture={picture} onClose={() => setMenu(undefined)} />}
    </div>
  )
}

/** What is seen and how: of today's scene, or of an earlier day, which is shown as it was, with all its records. */
function useLooks(
  scene: Scene,
  whole: Drawing,
  replay: Drawing | undefined,
): { picture: Picture; looks: Looks; tints: Tinted | undefined } {
  const marked = useSelect((s) => s.marked)
  const picture = useMemo(() => (replay ? plainPicture(replay) : pictureOf(scene)), [scene, replay])
  const tints = useMemo(() => tinted(replay ?? whole, scene.tint), [whole, replay, scene.tint])
  const looks = useMemo(
    () => ({
      ...{ records: picture.records, opened: new Set(scene.opened), pinned: new Set(Object.keys(scene.pinned)) },
      ...{ marked: new Set(marked), shades: tints?.shades ?? new Map<string, string>() },
    }),
    [picture, scene.opened, scene.pinned, marked, tints],
  )
  return { picture, looks, tints }
}

function nameOf(drawing: Drawing, id: string): string {
  return drawing.nodes.find((node) => node.id === id)?.label ?? id
}
