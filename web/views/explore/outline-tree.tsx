import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { Looks } from '../../canvas/elements.ts'
import { type OutlineItem, outlineOf } from '../../canvas/outline.ts'
import { type Drawing, isCollapsible } from '../../canvas/scene.ts'
import { useApp, useSelect } from '../../state/app-context.ts'
import { markTurned } from '../../state/canvas-state.ts'
import { collapsed, hidden, select } from '../../state/state.ts'
import { KindMark } from '../parts/marks.tsx'
import type { MenuPlace } from './node-menu.tsx'

type Props = { drawing: Drawing; looks: Looks; onMenu: (at: MenuPlace) => void }

/**
 * The canvas as a tree in the page: arrows move, Enter selects and then opens, + and − expand and collapse, Delete hides,
 * X picks, the menu key tells all that can be done.
 */
export function OutlineTree({ drawing, looks, onMenu }: Props) {
  const { update, actions } = useApp()
  const scene = useSelect((s) => s.scene)
  const selected = useSelect((s) => s.selected)
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const [current, setCurrent] = useState<string>()
  const tree = useRef<HTMLDivElement>(null)
  const items = useMemo(() => outlineOf(drawing, toggled, looks), [drawing, toggled, looks])
  const at = Math.max(
    0,
    items.findIndex((item) => item.key === current),
  )
  useFollow(selected, items, setCurrent)

  const moveTo = (index: number) => {
    const item = items[Math.max(0, Math.min(items.length - 1, index))]
    if (!item) return
    setCurrent(item.key)
    tree.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(item.key)}"]`)?.focus()
  }
  const toggle = (key: string) =>
    setToggled((before) => new Set(before.has(key) ? [...before].filter((k) => k !== key) : [...before, key]))
  const onKeyDown = (event: KeyboardEvent) => {
    const item = items[at]
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return
    const done = onKey(event.shiftKey && event.key === 'F10' ? 'ContextMenu' : event.key, item, {
      move: (by) => moveTo(at + by),
      edge: (end) => moveTo(end === 'first' ? 0 : items.length - 1),
      parent: () => moveTo(items.findIndex((other) => other.key === item.parent)),
      toggle: () => toggle(item.key),
      select: (id) => {
        // Enter on what is selected already does what a double click does.
        if (id === selected && item.node) void actions.unfold(id)
        else update(select(id))
      },
      unfold: (id) => void actions.unfold(id),
      mark: (id) => update(markTurned(id)),
      menu: (id) => {
        const line = tree.current?.querySelector(`[data-key="${CSS.escape(item.key)}"]`)?.getBoundingClientRect()
        onMenu({ id, x: line?.left ?? 0, y: line?.bottom ?? 0, spot: undefined })
      },
      expand: (id) => void actions.expand(id),
      collapse: (id) => isCollapsible(scene, id) && update(collapsed(id)),
      hide: (id) => {
        moveTo(at - 1)
        update(hidden(id))
      },
    })
    if (done) event.preventDefault()
  }
  return (
    <aside className="outline" aria-label="Outline of the graph">
      <h2>On the canvas</h2>
      <div role="tree" aria-label="Nodes and edges" ref={tree} onKeyDown={onKeyDown} tabIndex={-1}>
        {items.map((item, index) => (
          <Line
            key={item.key}
            item={item}
            tabbable={index === at}
            marked={item.node !== undefined && looks.marked.has(item.node.id)}
            chosen={item.selects !== undefined && item.selects === selected}
            onFocus={() => setCurrent(item.key)}
            onPick={() => {
              setCurrent(item.key)
              if (item.selects === undefined) toggle(item.key)
              else update(select(item.selects))
            }}
            onToggle={() => toggle(item.key)}
          />
        ))}
      </div>
      <p className="outline-help">
        <kbd>↑</kbd> <kbd>↓</kbd> move · <kbd>Enter</kbd> select · <kbd>O</kbd> records · <kbd>→</kbd> links ·{' '}
        <kbd>+</kbd> expand · <kbd>X</kbd> pick · <kbd>⇧F10</kbd> more
      </p>
    </aside>
  )
}

type Does = {
  move: (by: number) => void
  edge: (end: 'first' | 'last') => void
  parent: () => void
  toggle: () => void
  select: (id: string) => void
  unfold: (id: string) => void
  mark: (id: string) => void
  menu: (id: string) => void
  expand: (id: string) => void
  collapse: (id: string) => void
  hide: (id: string) => void
}

/** The keys of a tree, after the ARIA practice. True: the key was for us. */
function onKey(key: string, item: OutlineItem, does: Does): boolean {
  const act = actOf(key, item, does)
  act?.()
  return act !== undefined
}

function actOf(key: string, item: OutlineItem, does: Does): (() => void) | undefined {
  const { node, selects, open, parent } = item
  switch (key) {
    case 'ArrowDown':
      return () => does.move(1)
    case 'ArrowUp':
      return () => does.move(-1)
    case 'Home':
      return () => does.edge('first')
    case 'End':
      return () => does.edge('last')
    case 'ArrowRight':
      return open === false ? does.toggle : open ? () => does.move(1) : undefined
    case 'ArrowLeft':
      return open ? does.toggle : parent === undefined ? undefined : does.parent
    case 'Enter':
    case ' ':
      return selects === undefined ? does.toggle : () => does.select(selects)
    case 'o':
      return node && (() => does.unfold(node.id))
    case 'x':
      return node && (() => does.mark(node.id))
    case 'ContextMenu':
      return node && (() => does.menu(node.id))
    case '+':
      return node && (() => does.expand(node.id))
    case '-':
      return node && (() => does.collapse(node.id))
    case 'Delete':
      return node && (() => does.hide(node.id))
    default:
      return undefined
  }
}

type LineProps = {
  item: OutlineItem
  tabbable: boolean
  chosen: boolean
  marked: boolean
  onFocus: () => void
  onPick: () => void
  onToggle: () => void
}

function Line({ item, tabbable, chosen, marked, onFocus, onPick, onToggle }: LineProps) {
  return (
    // Keys are handled by the tree that owns this line; the line only takes the pointer.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      role="treeitem"
      data-key={item.key}
      className={`line-item level-${item.level}`}
      aria-level={item.level}
      aria-posinset={item.position}
      aria-setsize={item.size}
      aria-expanded={item.open}
      aria-selected={chosen}
      tabIndex={tabbable ? 0 : -1}
      onFocus={onFocus}
      onClick={onPick}
    >
      {item.open === undefined ? (
        <span className="twist" />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: pointer shortcut of the arrow keys
        // biome-ignore lint/a11y/useKeyWithClickEvents: pointer shortcut of the arrow keys
        <span
          className={`twist ${item.open ? 'twist-open' : 'twist-closed'}`}
          onClick={(event) => {
            event.stopPropagation()
            onToggle()
          }}
        />
      )}
      {item.level === 2 && <KindMark kind={item.kind} small />}
      <span className="line-text" title={item.text}>
        {item.text}
      </span>
      {item.detail !== '' && <span className={item.level === 1 ? 'count' : 'line-detail'}>{item.detail}</span>}
      {marked && <span className="picked">picked</span>}
      {item.node !== undefined && item.node.more > 0 && <span className="more" title="can be expanded" />}
    </div>
  )
}

/** The line of what was selected elsewhere becomes the current one, and comes into view. */
function useFollow(
  selected: string | undefined,
  items: readonly OutlineItem[],
  setCurrent: (key: string) => void,
): void {
  const last = useRef<string>(undefined)
  useEffect(() => {
    if (selected === last.current) return
    last.current = selected
    const item = items.find((line) => line.selects === selected)
    if (!item) return
    setCurrent(item.key)
    document.querySelector(`[data-key="${CSS.escape(item.key)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [selected, items, setCurrent])
}
