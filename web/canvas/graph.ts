import cytoscape, { type Core } from 'cytoscape'
import dagre from 'cytoscape-dagre'
import fcose from 'cytoscape-fcose'
import type { Arrangement } from '../state/state.ts'
import { elementsOf, type Looks } from './elements.ts'
import { type GraphEvents, listen } from './graph-events.ts'
import { keepLabels } from './graph-labels.ts'
import { type Palette, readPalette, stylesheetOf } from './graph-style.ts'
import { layoutOf, layTree } from './layouts.ts'
import { type Point, place } from './place.ts'
import type { Drawing } from './scene.ts'

/** The canvas. It keeps positions; everything else it is told. */
export type Graph = {
  /** Draws what is new, drops what is gone, leaves the rest where it lies. Lays out only a scene it has not seen. */
  draw: (drawing: Drawing, focus: string | undefined, arrangement: Arrangement, looks: Looks) => void
  choose: (id: string | undefined) => void
  /** Where nodes stay, whatever is laid out. */
  pin: (pinned: Readonly<Record<string, Point>>) => void
  /** Whether a drag draws a box around nodes rather than moving the canvas; with Shift it always does. */
  boxing: (on: boolean) => void
  /** Lays everything out anew. */
  arrange: (arrangement: Arrangement) => void
  fit: () => void
  zoom: (factor: number) => void
  /** Brings an element into view if it is outside. */
  reveal: (id: string) => void
  /** Where a node is on the screen, in pixels of the page. */
  onScreen: (id: string) => Point | undefined
  /** Where each node lies. */
  spots: () => ReadonlyMap<string, Point>
  palette: () => Palette
  png: () => Promise<Blob>
  destroy: () => void
}

/** A handful of nodes is not blown up to fill the canvas. */
const MAX_FIT_ZOOM = 1.1
const PADDING = 48
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
    boxSelectionEnabled: true,
    autounselectify: true,
    hideEdgesOnViewport: false,
    textureOnViewport: false,
  })
  const places = new Map<string, Point>()
  let focusNow: string | undefined
  let chosen: string | undefined
  let pins: Readonly<Record<string, Point>> = {}
  /** Whether all is in view because it was brought there, and nobody has looked elsewhere since. */
  let fitted = true
  listen(cy, container, events)
  cy.on('dragpan scrollzoom pinchzoom', () => {
    fitted = false
  })
  const labels = keepLabels(cy)
  const resized = new ResizeObserver(() => {
    cy.resize()
    if (fitted && cy.nodes().nonempty()) fitNow(cy)
  })
  resized.observe(container)
  const theme = watchTheme(() =>
    cy
      .style()
      .fromJson(stylesheetOf(readPalette(container)))
      .update(),
  )

  const pin = () => {
    cy.batch(() => {
      for (const [id, at] of Object.entries(pins)) cy.getElementById(id).position({ ...at })
    })
  }

  const arrange = (arrangement: Arrangement) => {
    if (cy.nodes().empty()) return
    cy.stop(true)
    if (arrangement === 'tree') layTree(cy, focusNow)
    else cy.layout(layoutOf(arrangement, cy.nodes().length, focusNow)).run()
    pin()
    for (const node of cy.nodes()) places.set(node.id(), { ...node.position() })
    fitted = true
    fitNow(cy)
    labels.write()
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
    labels.write()
  }

  return {
    draw: (drawing, focus, arrangement, looks) => {
      const fresh = focus !== focusNow || cy.nodes().empty()
      focusNow = focus
      if (fresh) places.clear()
      for (const node of cy.nodes()) if (!fresh) places.set(node.id(), { ...node.position() })
      const elements = elementsOf(drawing, focus, looks)
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
          if (there.nonempty()) there.data(element.data).classes(classesKept(there.hasClass('quiet'), element.classes))
          else if (element.group === 'nodes')
            cy.add({ ...element, position: { ...(spots.get(id) ?? places.get(id) ?? { x: 0, y: 0 }) } })
          else cy.add(element)
        }
      })
      if (fresh) arrange(arrangement)
      else showAdded(cy, added)
      pin()
      choose(chosen)
    },
    choose,
    arrange,
    pin: (pinned) => {
      pins = pinned
      pin()
    },
    boxing: (on) => {
      cy.userPanningEnabled(!on)
    },
    fit: () => {
      fitted = true
      cy.animate({ fit: { eles: cy.elements(), padding: PADDING }, duration: quick(220) })
    },
    zoom: (factor) => {
      fitted = false
      cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } })
    },
    onScreen: (id) => {
      const node = cy.getElementById(id)
      if (node.empty() || !node.isNode()) return undefined
      const { left, top } = container.getBoundingClientRect()
      const { x, y } = node.renderedPosition()
      return { x: left + x, y: top + y }
    },
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
      labels.stop()
      resized.disconnect()
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

/** A class that the canvas itself gave stays until labels are written anew. */
function classesKept(quiet: boolean, classes: unknown): string {
  return `${String(classes ?? '')}${quiet ? ' quiet' : ''}`
}

/** All in view, a handful of nodes no larger than they are. */
function fitNow(cy: Core): void {
  cy.fit(cy.elements(), PADDING)
  if (cy.zoom() <= MAX_FIT_ZOOM) return
  cy.zoom({ level: MAX_FIT_ZOOM, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } })
  cy.center()
}

/** Zooms out, never in, until what an expansion brought can be seen. */
function showAdded(cy: Core, added: readonly string[]): void {
  const some = cy.nodes().filter((node) => added.includes(node.id()))
  if (some.empty() || inside(cy, some.renderedBoundingBox())) return
  cy.stop(true)
  cy.animate({ fit: { eles: cy.elements(), padding: PADDING }, duration: quick(260) })
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
