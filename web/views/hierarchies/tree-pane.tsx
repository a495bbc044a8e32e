import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef } from 'react'
import { layoutTree, rowsWithin } from '../../hierarchies/layout.ts'
import type { Direction } from '../../hierarchies/place.ts'
import { type Row, rowsOf, type Standing } from '../../hierarchies/tree.ts'
import { plural } from '../../words/words.ts'
import { TreeCard } from './tree-card.tsx'
import { usePart } from './use-part.ts'
import type { Side } from './use-side.ts'

type PaneDoes = {
  /** A node becomes the one that is looked at. */
  onPick: (row: Row) => void
  /** Takes it in hand. */
  onTake: (row: Row) => void
  /** Puts what is in hand under it. */
  onDrop: (row: Row) => void
  /** Lets go of what is in hand. */
  onRelease: () => void
  onRemove: (row: Row) => void
}

type Props = {
  side: Side
  direction: Direction
  standing: ReadonlyMap<string, Standing>
  /** What the other tree is called; without one nothing is compared. */
  other: string | undefined
  canTake: (row: Row) => boolean
  canDrop: (row: Row) => boolean
  holding: boolean
  does: PaneDoes
}

/** One tree: only the cards in view are in the page, so that thousands stay quick. Keys are those of a tree everywhere. */
export function TreePane({ side, direction, standing, other, canTake, canDrop, holding, does }: Props) {
  const holder = useRef<HTMLDivElement>(null)
  const part = usePart(holder)
  const rows = useMemo(() => rowsOf(side.roots, side.open), [side.roots, side.open])
  const listWidth = Math.max(320, part.inner)
  const layout = useMemo(() => layoutTree(rows, direction, listWidth), [rows, direction, listWidth])
  const found = rows.findIndex(({ branch }) => branch.node.key === side.current)
  const at = Math.max(0, found)
  const shown = useMemo(() => rowsWithin(layout, part), [layout, part])
  const drawn = rows.length === 0 || shown.includes(at) ? shown : [...shown, at]
  const seenLines = useMemo(() => {
    const inView = new Set(shown)
    return layout.lines.flatMap(({ from, to, path }) => (inView.has(from) || inView.has(to) ? path : [])).join('')
  }, [layout, shown])
  useReveal(holder, side)

  const moveTo = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))]
    if (!row) return
    side.goTo(row.branch.node.key, true)
    does.onPick(row)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at]
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return
    const act = actOf(event.key, row, {
      move: (by) => moveTo(at + by),
      end: (last) => moveTo(last ? rows.length - 1 : 0),
      parent: () => moveTo(rows.findIndex(({ branch }) => branch === row.branch.parent)),
      toggle: () => side.toggle(row.branch.node.key),
      take: () => (holding ? canDrop(row) && does.onDrop(row) : canTake(row) && does.onTake(row)),
      pick: () => (holding ? canDrop(row) && does.onDrop(row) : does.onPick(row)),
      release: does.onRelease,
      remove: () => does.onRemove(row),
    })
    if (!act) return
    event.preventDefault()
    act()
  }
  return (
    <div className={`tree tree-${direction}`} ref={holder}>
      <div
        role="tree"
        aria-label={`${side.title}, ${plural(side.size, 'node')}`}
        className="tree-plane"
        style={{ width: `${layout.width}px`, height: `${layout.height}px` }}
        onKeyDown={onKeyDown}
        tabIndex={-1}
      >
        <svg className="tree-lines" width={layout.width} height={layout.height} aria-hidden="true">
          <path d={seenLines} />
        </svg>
        {drawn.map((i) => {
          const row = rows[i]
          const spot = layout.spots[i]
          if (!row || !spot) return null
          const { key } = row.branch.node
          return (
            <TreeCard
              key={key}
              row={row}
              box={{ ...spot, ...layout.card, width: layout.card.width - (direction === 'list' ? spot.x : 0) }}
              asList={direction === 'list'}
              standing={standing.get(key)}
              other={other}
              current={i === at}
              chosen={key === side.current}
              draggable={canTake(row)}
              droppable={holding && canDrop(row)}
              onFocus={() => key !== side.current && side.goTo(key, false)}
              onToggle={() => side.toggle(key)}
              onPick={() => {
                side.goTo(key, true)
                does.onPick(row)
              }}
              onTake={() => does.onTake(row)}
              onDrop={() => does.onDrop(row)}
              onRelease={does.onRelease}
            />
          )
        })}
      </div>
    </div>
  )
}

/** Brings the node that is looked at into view, and the focus to it where a key or a click asked for it; once each time. */
function useReveal(holder: RefObject<HTMLDivElement | null>, { current, turn, wantsFocus }: Side): void {
  const done = useRef(0)
  useEffect(() => {
    if (current === undefined || done.current === turn) return
    const card = holder.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(current)}"]`)
    if (!card) return
    done.current = turn
    card.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    if (wantsFocus) card.focus({ preventScroll: true })
  })
}

type Does = {
  move: (by: number) => void
  end: (last: boolean) => void
  parent: () => void
  toggle: () => void
  take: () => void
  pick: () => void
  release: () => void
  remove: () => void
}

/** The keys of a tree, after the ARIA practice, and M to take a node in hand and to put it down. */
function actOf(key: string, { open, branch }: Row, does: Does): (() => void) | undefined {
  switch (key) {
    case 'ArrowDown':
      return () => does.move(1)
    case 'ArrowUp':
      return () => does.move(-1)
    case 'Home':
      return () => does.end(false)
    case 'End':
      return () => does.end(true)
    case 'ArrowRight':
      return open === false ? does.toggle : open ? () => does.move(1) : undefined
    case 'ArrowLeft':
      return open ? does.toggle : branch.parent && does.parent
    case ' ':
      return open === undefined ? does.pick : does.toggle
    case 'Enter':
      return does.pick
    case 'm':
    case 'M':
      return does.take
    case 'Escape':
      return does.release
    case 'Delete':
      return does.remove
    default:
      return undefined
  }
}
