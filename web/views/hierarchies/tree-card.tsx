import type { Row, Standing } from '../../hierarchies/tree.ts'
import { STANDING_SHORT, standingWords, totalsWords } from '../../hierarchies/words.ts'
import { number } from '../../words/words.ts'

type Props = {
  row: Row
  box: { x: number; y: number; width: number; height: number }
  asList: boolean
  standing: Standing | undefined
  other: string | undefined
  current: boolean
  chosen: boolean
  draggable: boolean
  droppable: boolean
  onFocus: () => void
  onToggle: () => void
  onPick: () => void
  onTake: () => void
  onDrop: () => void
  onRelease: () => void
}

/** A node with its sums. Keys are handled by the tree that owns it; the card takes the pointer. */
export function TreeCard(props: Props) {
  const { row, box, asList, standing, other, current, chosen, draggable, droppable } = props
  const { node, children } = row.branch
  const differs = standing && standing.kind !== 'same'
  const where = standing && other !== undefined ? standingWords(standing, other) : ''
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles keys
    <div
      role="treeitem"
      data-key={node.key}
      data-standing={standing?.kind}
      className={`tree-card tree-card-${node.type}${asList ? ' tree-row' : ''}${droppable ? ' droppable' : ''}`}
      style={{
        transform: `translate(${box.x}px, ${box.y}px)`,
        width: `${box.width}px`,
        height: `${box.height}px`,
      }}
      aria-level={row.depth + 1}
      aria-posinset={row.position}
      aria-setsize={row.size}
      aria-expanded={row.open}
      aria-selected={chosen}
      tabIndex={current ? 0 : -1}
      draggable={draggable}
      onFocus={props.onFocus}
      onClick={props.onPick}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', node.name)
        props.onTake()
      }}
      onDragEnd={props.onRelease}
      onDragOver={(event) => droppable && event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        props.onDrop()
      }}
    >
      {row.open === undefined ? (
        <span className="twist" />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: pointer shortcut of the arrow keys
        // biome-ignore lint/a11y/useKeyWithClickEvents: pointer shortcut of the arrow keys
        <span
          className={`twist ${row.open ? 'twist-open' : 'twist-closed'}`}
          onClick={(event) => {
            event.stopPropagation()
            props.onToggle()
          }}
        />
      )}
      <span className="tree-text">
        <span className="tree-name" title={node.name}>
          {node.name}
        </span>
        <span className="tree-sums">
          {[
            node.type === 'company' ? '' : node.type,
            row.open === false ? `${number(children.length)} below` : '',
            totalsWords(node.totals),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      {differs && (
        <span className={`chip chip-${standing.kind}`} title={where}>
          {STANDING_SHORT[standing.kind]}
        </span>
      )}
    </div>
  )
}
