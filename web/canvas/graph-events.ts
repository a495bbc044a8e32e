import type { Core, EventObject, NodeSingular } from 'cytoscape'

export type GraphEvents = {
  onSelect: (id: string | undefined) => void
  /** The plus of a node. */
  onExpand: (id: string) => void
  /** A double click on a node. */
  onUnfold: (id: string) => void
  /** One node more or less of several that are picked. */
  onMark: (id: string) => void
  /** All nodes in a box that was drawn. */
  onBox: (ids: readonly string[]) => void
  /** Asked what can be done with a node, and where on the canvas. */
  onMenu: (at: { id: string; x: number; y: number }) => void
  /** The element under the pointer and where it is on the canvas. */
  onHover: (hover: { id: string; x: number; y: number } | undefined) => void
}

/** Tells what a pointer does on the canvas. */
export function listen(cy: Core, container: HTMLElement, events: GraphEvents): void {
  cy.on('tap', (event: EventObject) => {
    // The plus of a round node lies outside its shape, so it is looked for wherever the click went.
    const badge = cy.nodes('.more').filter((node) => onBadge(node, event.position))[0]
    if (badge) events.onExpand(badge.id())
    else if (event.target === cy) events.onSelect(undefined)
    else if (severalWanted(event.originalEvent) && event.target.isNode()) events.onMark(event.target.id())
    else events.onSelect(event.target.id())
  })
  cy.on('dbltap', 'node', (event: EventObject) => {
    if (!onBadge(event.target, event.position)) events.onUnfold(event.target.id())
  })
  cy.on('cxttap', 'node', (event: EventObject) => {
    events.onMenu({ id: event.target.id(), ...event.renderedPosition })
  })
  boxes(cy, events)
  cy.on('mouseover', 'node, edge', (event: EventObject) => {
    event.target.addClass('hover')
    container.classList.add('pointing')
    events.onHover({ id: event.target.id(), ...event.renderedPosition })
  })
  cy.on('mouseout', 'node, edge', (event: EventObject) => {
    event.target.removeClass('hover')
    container.classList.remove('pointing')
    events.onHover(undefined)
  })
  cy.on('pan zoom grab', () => events.onHover(undefined))
}

/** A box tells of each node in it; all of them are told of at once. */
function boxes(cy: Core, events: GraphEvents): void {
  let inside: string[] = []
  cy.on('box', 'node', (event: EventObject) => {
    if (inside.length === 0)
      queueMicrotask(() => {
        events.onBox(inside)
        inside = []
      })
    inside.push(event.target.id())
  })
}

function severalWanted(event: Event | undefined): boolean {
  return event instanceof MouseEvent && (event.shiftKey || event.ctrlKey || event.metaKey)
}

/** Whether a click went to the plus at the node's upper right. */
function onBadge(node: NodeSingular, at: { x: number; y: number }): boolean {
  if (!node.hasClass('more')) return false
  const { x, y } = node.position()
  const badge = { x: x + node.width() / 2 - 2.5, y: y - node.height() / 2 + 2.5 }
  return Math.hypot(at.x - badge.x, at.y - badge.y) <= 9
}
