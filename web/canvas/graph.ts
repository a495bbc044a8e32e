import cytoscape, { type Core, type EventObject, type NodeSingular } from 'cytoscape'
import dagre from 'cytoscape-dagre'
import fcose from 'cytoscape-fcose'
import type { Arrangement } from '../state/state.ts'
import { elementsOf } from './elements.ts'
import { type Palette, readPalette, stylesheetOf } from './graph-style.ts'
import { layoutOf } from './layouts.ts'
import { type Point, place } from './place.ts'
import type { Drawing } from './scene.ts'

export type GraphEvents = {
  onSelect: (id: string | undefined) => void
  onExpand: (id: string) => void
  /** The element under the pointer and where it is on the canvas. */
  onHover: (hover: { id: string; x: number; y: number } | undefined) => void
}

/** The canvas. It keeps positions; everything else it is told. */
export type Graph = {
  /** Draws what is new, drops what is gone, leaves the rest where it lies. Lays out only a scene it has not seen. */
  draw: (drawing: Drawing, focus: string | undefined, arrangement: Arrangement) => void
  choose: (id: string | undefined) => void
  /** Lays everything out anew. */
  arrange: (arrangement: Arrangement) => void
  fit: () => void
  zoom: (factor: number) => void
  /** Brings an element into view if it is outside. */
  reveal: (id: string) => void
  /** Where each node lies. */
  spots: () => ReadonlyMap<string, Point>
  palette: () => Palette
  png: () => Promise<Blob>
  destroy: () => void
}

/** A handful of nodes is not blown up to fill the canvas. */
const MAX_FIT_ZOOM = 1.1
const PAIR_EDGES = ['same', 'maybe', 'never', 'always'].map((look) => `edge[look="${look}"]`).join()
const STYLE_MARK = '__________cytoscape_stylesheet'
let extended = false

/** Mounts the canvas in an element. WebGL stays off: without a graphics card it is far slower than the plain canvas. */
export function mountGraph(container: HTMLElement, events: GraphEvents): Graph {
  prepare()
  const cy = cytoscape({
    container,
    style: stylesheetOf(readPalette(container)),
    minZoom: 0.08,
    maxZoom: 3,
    boxSelectionEnabled: false,
    autounselectify: true,
    hideEdgesOnViewport: false,
    textureOnViewport: false,
  })
  const places = new Map<string, Point>()
  let focusNow: string | undefined
  let chosen: string | undefined
  listen(cy, container, events)
  const theme = watchTheme(() =>
    cy
      .style()
      .fromJson(stylesheetOf(readPalette(container)))
      .update(),
  )

  const arrange = (arrangement: Arrangement) => {
    if (cy.nodes().empty()) return
    cy.stop(true)
    // Links between records say nothing about above and below, so a tree is laid out without them.
    const telling = arrangement === 'tree' ? cy.elements().not(PAIR_EDGES) : cy.elements()
    telling.layout(layoutOf(arrangement, cy.nodes().length, focusNow)).run()
    for (const node of cy.nodes()) places.set(node.id(), { ...node.position() })
    if (cy.zoom() > MAX_FIT_ZOOM)
      cy.zoom({ level: MAX_FIT_ZOOM, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } })
    cy.center()
  }

  const choose = (id: string | undefined) => {
    chosen = id
    cy.batch(() => {
      cy.elements('.chosen, .near').removeClass('chosen near')
      if (id === undefined) return
      const element = cy.getElementById(id)
      element.addClass('chosen')
      if (element.isNode()) element.connectedEdges().addClass('near')
    })
  }

  return {
    draw: (drawing, focus, arrangement) => {
      const fresh = focus !== focusNow || cy.nodes().empty()
      focusNow = focus
      if (fresh) places.clear()
      for (const node of cy.nodes()) if (!fresh) places.set(node.id(), { ...node.position() })
      const elements = elementsOf(drawing, focus)
      const known = new Map(
        drawing.nodes.flatMap(({ id }) => (places.has(id) ? [[id, places.get(id) ?? { x: 0, y: 0 }]] : [])),
      )
      const added = drawing.nodes.map((node) => node.id).filter((id) => !known.has(id))
      const spots = place(known, added, drawing.edges)
      cy.batch(() => {
        const keep = new Set(elements.map((element) => String(element.data.id)))
        cy.elements()
          .filter((element) => !keep.has(element.id()))
          .remove()
        for (const element of elements) {
          const id = String(element.data.id)
          const there = cy.getElementById(id)
          if (there.nonempty()) there.data(element.data).classes(String(element.classes ?? ''))
          else if (element.group === 'nodes')
            cy.add({ ...element, position: { ...(spots.get(id) ?? places.get(id) ?? { x: 0, y: 0 }) } })
          else cy.add(element)
        }
      })
      if (fresh) arrange(arrangement)
      else showAdded(cy, added)
      choose(chosen)
    },
    choose,
    arrange,
    fit: () => cy.animate({ fit: { eles: cy.elements(), padding: 48 }, duration: quick(220) }),
    zoom: (factor) =>
      cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }),
    reveal: (id) => {
      const element = cy.getElementById(id)
      if (element.nonempty() && !inside(cy, element.renderedBoundingBox())) {
        cy.animate({ center: { eles: element }, duration: quick(220) })
      }
    },
    spots: () => new Map(cy.nodes().map((node) => [node.id(), { ...node.position() }])),
    palette: () => readPalette(container),
    png: () =>
      cy.png({
        output: 'blob-promise',
        full: true,
        scale: 2,
        bg: readPalette(container).page,
        maxWidth: 6000,
        maxHeight: 6000,
      }),
    destroy: () => {
      theme()
      cy.destroy()
    },
  }
}

function prepare(): void {
  if (extended) return
  extended = true
  cytoscape.use(fcose)
  cytoscape.use(dagre)
  // Cytoscape adds a <style> element unless one with this id exists; the policy forbids it and canvas.css says the same.
  const mark = document.createElement('meta')
  mark.id = STYLE_MARK
  document.head.append(mark)
}

function listen(cy: Core, container: HTMLElement, events: GraphEvents): void {
  cy.on('tap', (event: EventObject) => {
    // The plus of a round node lies outside its shape, so it is looked for wherever the click went.
    const badge = cy.nodes('.more').filter((node) => onBadge(node, event.position))[0]
    if (badge) events.onExpand(badge.id())
    else events.onSelect(event.target === cy ? undefined : event.target.id())
  })
  cy.on('dbltap', 'node', (event: EventObject) => {
    if (!onBadge(event.target, event.position)) events.onExpand(event.target.id())
  })
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

/** Whether a click went to the plus at the node's upper right. */
function onBadge(node: NodeSingular, at: Point): boolean {
  if (!node.hasClass('more')) return false
  const { x, y } = node.position()
  const badge = { x: x + node.width() / 2 - 2.5, y: y - node.height() / 2 + 2.5 }
  return Math.hypot(at.x - badge.x, at.y - badge.y) <= 9
}

/** Zooms out, never in, until what an expansion brought can be seen. */
function showAdded(cy: Core, added: readonly string[]): void {
  const some = cy.nodes().filter((node) => added.includes(node.id()))
  if (some.empty() || inside(cy, some.renderedBoundingBox())) return
  cy.stop(true)
  cy.animate({ fit: { eles: cy.elements(), padding: 48 }, duration: quick(260) })
}

function inside(cy: Core, box: { x1: number; y1: number; x2: number; y2: number }): boolean {
  return box.x1 >= 0 && box.y1 >= 0 && box.x2 <= cy.width() && box.y2 <= cy.height()
}

function watchTheme(onChange: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  dark.addEventListener('change', onChange)
  return () => dark.removeEventListener('change', onChange)
}

function quick(milliseconds: number): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : milliseconds
}
