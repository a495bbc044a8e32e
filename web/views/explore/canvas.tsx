import { useEffect, useRef, useState } from 'react'
import { edgeLabel, edgeLook, LOOK_WORDS, type Looks, nodeName, standsFor } from '../../canvas/elements.ts'
import type { Graph } from '../../canvas/graph.ts'
import type { Picture } from '../../canvas/picture.ts'
import { type Drawing, ELEMENT_LIMIT } from '../../canvas/scene.ts'
import { useApp, useSelect } from '../../state/app-context.ts'
import { marked, markTurned } from '../../state/canvas-state.ts'
import { select } from '../../state/state.ts'
import { number, plural } from '../../words/words.ts'
import { CanvasTools } from './canvas-tools.tsx'
import { MarkedBar } from './marked-bar.tsx'
import type { MenuPlace } from './node-menu.tsx'

type Hover = { id: string; x: number; y: number }

type Props = { picture: Picture; whole: Drawing; looks: Looks; onMenu: (at: MenuPlace) => void }

/** The picture. Everything it shows and does can be reached by keyboard in the outline beside it. */
export function Canvas({ picture, whole, looks, onMenu }: Props) {
  const focus = useSelect((s) => s.scene.focus)
  const pinned = useSelect((s) => s.scene.pinned)
  const selected = useSelect((s) => s.selected)
  const arrangement = useSelect((s) => s.arrangement)
  const holder = useRef<HTMLDivElement>(null)
  const { graph, hover, failure } = useGraph(holder, onMenu)
  const arranged = useRef(arrangement)

  useEffect(() => graph?.pin(pinned), [graph, pinned])
  useEffect(() => graph?.draw(picture, focus, arranged.current, looks), [graph, picture, focus, looks])
  useEffect(() => {
    if (arranged.current === arrangement) return
    arranged.current = arrangement
    graph?.arrange(arrangement)
  }, [graph, arrangement])
  useEffect(() => {
    graph?.choose(selected)
    if (selected !== undefined) graph?.reveal(selected)
  }, [graph, selected])

  const summary = `Graph of ${plural(picture.nodes.length, 'node')} and ${plural(picture.edges.length, 'edge')}. The outline beside it lists the same.`
  return (
    <div className="canvas-frame">
      <div className="canvas" ref={holder} role="img" aria-label={summary} />
      {failure && <p className="canvas-message canvas-message-error">{failure}</p>}
      <CanvasTools graph={graph} drawing={picture} whole={whole} />
      <Messages drawing={picture} />
      <MarkedBar drawing={picture} />
      {hover && <Tooltip hover={hover} drawing={picture} looks={looks} />}
    </div>
  )
}

/** Mounts Cytoscape, which is fetched with the first picture. */
function useGraph(holder: React.RefObject<HTMLDivElement | null>, onMenu: (at: MenuPlace) => void) {
  const { actions, update } = useApp()
  const [graph, setGraph] = useState<Graph>()
  const [hover, setHover] = useState<Hover>()
  const [failure, setFailure] = useState<string>()
  useEffect(() => {
    let mounted: Graph | undefined
    let gone = false
    import('../../canvas/graph.ts').then(
      ({ mountGraph }) => {
        const { current } = holder
        if (gone || !current) return
        mounted = mountGraph(current, {
          onSelect: (id) => update(select(id)),
          onExpand: (id) => void actions.expand(id),
          onUnfold: (id) => void actions.unfold(id),
          onMark: (id) => update(markTurned(id)),
          onBox: (ids) => update(marked(ids)),
          onMenu: ({ id, x, y }) => {
            const { left, top } = current.getBoundingClientRect()
            onMenu({ id, x: left + x, y: top + y, spot: mounted?.spots().get(id) })
          },
          onHover: setHover,
        })
        setGraph(mounted)
      },
      () => setFailure('The drawing part of this page could not be fetched. Reload to try again.'),
    )
    return () => {
      gone = true
      mounted?.destroy()
    }
  }, [holder, actions, update, onMenu])
  return { graph, hover, failure }
}

function Messages({ drawing }: { drawing: Drawing }) {
  if (drawing.left > 0) {
    return (
      <p className="canvas-message" role="status">
        The canvas holds {number(ELEMENT_LIMIT)} elements. {plural(drawing.left, 'node')} not drawn: collapse or hide
        something to make room.
      </p>
    )
  }
  if (drawing.truncated.length > 0) {
    return (
      <p className="canvas-message" role="status">
        Only the first neighbours are shown; there are more than fit. Search for the one you want.
      </p>
    )
  }
  return null
}

function Tooltip({ hover, drawing, looks }: { hover: Hover; drawing: Drawing; looks: Looks }) {
  const box = useRef<HTMLDivElement>(null)
  const node = drawing.nodes.find((n) => n.id === hover.id)
  const edge = node ? undefined : drawing.edges.find((e) => e.key === hover.id)
  useEffect(() => {
    box.current?.style.setProperty(
      'transform',
      `translate(${Math.round(hover.x + 14)}px, ${Math.round(hover.y + 14)}px)`,
    )
  })
  if (!node && !edge) return null
  return (
    <div className="tooltip" ref={box} aria-hidden="true">
      {node && (
        <>
          <strong>{nodeName(node)}</strong>
          {node.detail !== '' && <span>{node.detail}</span>}
          {standsFor(node.id, looks) > 0 && <span className="muted">double-click to see its records</span>}
          {node.more > 0 && <span className="muted">more behind it: click its plus, or press +</span>}
        </>
      )}
      {edge && (
        <>
          <strong>{LOOK_WORDS[edgeLook(edge.type)]}</strong>
          <span>{edgeLabel(edge)}</span>
        </>
      )}
    </div>
  )
}
