import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react'
import type { KindsAround } from '../../../server/model/service-views.ts'
import type { GraphNode } from '../../../server/model/views.ts'
import { BUNDLE_STEP, type Bundle } from '../../canvas/bundles.ts'
import { NODE_KINDS, nodeName } from '../../canvas/elements.ts'
import { isGolden } from '../../canvas/folding.ts'
import type { Picture } from '../../canvas/picture.ts'
import type { Point } from '../../canvas/place.ts'
import { isCollapsible } from '../../canvas/scene.ts'
import { shown, useApp, useLoaded, useSelect } from '../../state/app-context.ts'
import { markTurned, pinned, unpacked } from '../../state/canvas-state.ts'
import { collapsed, hidden } from '../../state/state.ts'
import { number } from '../../words/words.ts'

/** Of which node, where on the page in pixels, and where the node lies on the canvas. */
export type MenuPlace = { id: string; x: number; y: number; spot: Point | undefined }

type Props = { at: MenuPlace; picture: Picture; onClose: () => void }

/** What can be done with a node: right click on the canvas, the menu key or Shift+F10 in the outline. */
export function NodeMenu({ at, picture, onClose }: Props) {
  const node = picture.nodes.find(({ id }) => id === at.id)
  const bundle = picture.bundles.find(({ id }) => id === at.id)
  const menu = useRef<HTMLDivElement>(null)
  const before = useRef(document.activeElement)
  const close = () => {
    onClose()
    if (before.current instanceof HTMLElement) before.current.focus()
  }
  useLayoutEffect(() => {
    const box = menu.current
    if (!box) return
    // Beside the node, and wholly on the screen.
    box.style.setProperty('left', `${Math.max(4, Math.min(at.x, innerWidth - box.offsetWidth - 4))}px`)
    box.style.setProperty('top', `${Math.max(4, Math.min(at.y, innerHeight - box.offsetHeight - 4))}px`)
  })
  useEffect(() => {
    items(menu.current)[0]?.focus()
  }, [])
  useEffect(() => {
    const onDown = (event: PointerEvent) => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) onClose()
    }
    addEventListener('pointerdown', onDown, true)
    return () => removeEventListener('pointerdown', onDown, true)
  }, [onClose])
  if (!node) return null
  return (
    <div
      className="node-menu"
      role="menu"
      aria-label={`What to do with ${nodeName(node)}`}
      tabIndex={-1}
      ref={menu}
      onKeyDown={(event) => onKey(event, menu.current, close)}
      // A choice closes the menu, and what was chosen is where to go on.
      onClick={close}
    >
      {bundle ? <BundleItems bundle={bundle} /> : <NodeItems node={node} picture={picture} spot={at.spot} />}
    </div>
  )
}

function NodeItems({ node, picture, spot }: { node: GraphNode; picture: Picture; spot: Point | undefined }) {
  const { api, update, actions } = useApp()
  const scene = useSelect((s) => s.scene)
  const marked = useSelect((s) => s.marked.includes(node.id))
  const around = shown(useLoaded(`kinds ${node.id}`, (signal) => api.kindsAround(node.id, signal)))
  const { id } = node
  const open = scene.opened.includes(id)
  const records = picture.records.get(id) ?? 0
  const held = Object.hasOwn(scene.pinned, id)
  return (
    <>
      {isGolden(node) && (
        <Item keys="Enter" onPick={() => void actions.unfold(id)}>
          {open ? 'Close its records' : `Open its records (${number(records)})`}
        </Item>
      )}
      <Item keys="+" onPick={() => void actions.expand(id)}>
        Expand all
      </Item>
      {isCollapsible(scene, id) && (
        <Item keys="−" onPick={() => update(collapsed(id))}>
          Collapse
        </Item>
      )}
      <Relations node={node} around={around} />
      <hr />
      {id !== scene.focus && <Item onPick={() => void actions.open(id)}>Focus here</Item>}
      {id !== scene.focus && (
        <Item keys="Del" onPick={() => update(hidden(id))}>
          Hide
        </Item>
      )}
      {(held || spot) && (
        <Item onPick={() => update(pinned(id, held ? undefined : spot))}>{held ? 'Let it move' : 'Keep it here'}</Item>
      )}
      <Item keys="X" onPick={() => update(markTurned(id))}>
        {marked ? 'Let go of it' : 'Pick it'}
      </Item>
    </>
  )
}

/** A node's neighbours by kind, each with how many there are. */
function Relations({ node, around }: { node: GraphNode; around: KindsAround | undefined }) {
  const { actions } = useApp()
  if (!around) return <p className="muted small">Counting what is beside it …</p>
  return (
    <>
      <hr />
      {around.kinds.map(({ kind, count }) => (
        <Item key={kind} onPick={() => void actions.expandOnly(node.id, kind)}>
          Show {NODE_KINDS[kind].many.toLowerCase()} <span className="count">{number(count)}</span>
        </Item>
      ))}
      {around.atLeast && <p className="muted small">There are more than were counted.</p>}
    </>
  )
}

function BundleItems({ bundle }: { bundle: Bundle }) {
  const { update } = useApp()
  const count = bundle.inside.length
  return (
    <>
      <Item keys="Enter" onPick={() => update(unpacked(bundle.id))}>
        Show {number(Math.min(BUNDLE_STEP, count))} more
      </Item>
      <Item onPick={() => update(unpacked(bundle.id, true))}>Show all {number(count)}</Item>
      <Item keys="Del" onPick={() => update(hidden(bundle.id))}>
        Hide
      </Item>
    </>
  )
}

type ItemProps = { keys?: string; onPick: () => void; children: React.ReactNode }

function Item({ keys, onPick, children }: ItemProps) {
  return (
    <button type="button" role="menuitem" tabIndex={-1} onClick={onPick}>
      <span>{children}</span>
      {keys !== undefined && <kbd>{keys}</kbd>}
    </button>
  )
}

function items(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
}

/** The keys of a menu, after the ARIA practice. */
function onKey(event: KeyboardEvent, menu: HTMLElement | null, close: () => void): void {
  const all = items(menu)
  const at = all.indexOf(document.activeElement as HTMLElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
  if (to !== undefined) all[(to + all.length) % all.length]?.focus()
  else if (event.key === 'Escape' || event.key === 'Tab') close()
  else return
  event.preventDefault()
  event.stopPropagation()
}
