import { edgeLook, LOOK_WORDS, NODE_KINDS, type NodeKind, nodeLabel } from '../canvas/elements.ts'
import { LINES, type Palette, SHAPES, SIZES } from '../canvas/graph-style.ts'
import type { Point } from '../canvas/place.ts'
import type { Drawing, DrawnEdge } from '../canvas/scene.ts'
import { xml } from './texts.ts'

const MARGIN = 60
const HEAD = 64
const LEGEND_ROW = 22
const FONT = 'Inter, system-ui, sans-serif'

type Picture = { drawing: Drawing; spots: ReadonlyMap<string, Point>; palette: Palette; title: string }

/** The canvas as SVG with its title and a legend, from what is drawn and where it lies. */
export function graphSvg({ drawing, spots, palette, title }: Picture): string {
  const points = drawing.nodes.flatMap(({ id }) => spots.get(id) ?? [])
  const [left, right] = bounds(points.map(({ x }) => x))
  const [top, bottom] = bounds(points.map(({ y }) => y))
  const legend = legendOf(drawing)
  const width = Math.round(Math.max(520, right - left + 2 * MARGIN + 80))
  const body = Math.round(bottom - top + 2 * MARGIN + 30)
  const height = HEAD + body + legend.length * LEGEND_ROW + 24
  const at = (id: string): Point | undefined => {
    const spot = spots.get(id)
    return (
      spot && {
        x: Math.round(spot.x - left + (width - (right - left)) / 2),
        y: Math.round(spot.y - top + HEAD + MARGIN),
      }
    )
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}">`,
    `<title>${xml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${palette.page}"/>`,
    text({ x: 24, y: 38 }, title, palette.text, 20, 'start'),
    ...drawing.edges.map((edge) => lineOf(edge, at(edge.from), at(edge.to), palette)),
    ...drawing.nodes.map((node) => {
      const spot = at(node.id)
      if (!spot) return ''
      const [, tall] = SIZES[node.kind]
      const words = nodeLabel(node).split('\n')
      const label = words.map((word, i) =>
        text({ x: spot.x, y: spot.y + tall / 2 + 16 + i * 14 }, shortened(word), palette.text, 12, 'middle'),
      )
      return `${shapeOf(node.kind, spot, palette)}${label.join('')}`
    }),
    ...legend.map((entry, i) => {
      const y = HEAD + body + i * LEGEND_ROW
      const words = text({ x: 64, y: y + 4 }, entry.words, palette.muted, 12, 'start')
      if (entry.kind) return shapeOf(entry.kind, { x: 38, y }, palette, 0.36) + words
      return stroke({ x: 24, y }, { x: 52, y }, entry.look, palette) + words
    }),
    '</svg>',
    '',
  ].join('\n')
}

/** Least and greatest; a picture of nothing is a point. */
function bounds(values: readonly number[]): [number, number] {
  let [least, greatest] = [values[0] ?? 0, values[0] ?? 0]
  for (const value of values) {
    least = Math.min(least, value)
    greatest = Math.max(greatest, value)
  }
  return [least, greatest]
}

type Look = keyof typeof LINES
type Entry = { words: string; kind?: NodeKind; look: Look }

/** What shapes and lines mean, for those that are drawn. */
export function legendOf({ nodes, edges }: Drawing): Entry[] {
  const kinds = new Set(nodes.map(({ kind }) => kind))
  const looks = new Set(edges.map(({ type }) => edgeLook(type)))
  return [
    ...(Object.keys(NODE_KINDS) as NodeKind[])
      .filter((kind) => kinds.has(kind))
      .map((kind): Entry => ({ words: NODE_KINDS[kind].one, kind, look: 'relation' })),
    ...(Object.keys(LOOK_WORDS) as Look[])
      .filter((look) => looks.has(look))
      .map((look): Entry => ({ words: LOOK_WORDS[look], look })),
  ]
}

function lineOf({ type }: DrawnEdge, from: Point | undefined, to: Point | undefined, palette: Palette): string {
  return from && to ? stroke(from, to, edgeLook(type), palette) : ''
}

function stroke(from: Point, to: Point, look: Look, palette: Palette): string {
  const { style, dash, z } = LINES[look]
  const pattern = dash ?? (style === 'dotted' ? [2, 4] : undefined)
  const dashes = pattern ? ` stroke-dasharray="${pattern.join(' ')}"` : ''
  return `<line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}" stroke="${palette[`edge-${look}`]}" stroke-width="${z > 2 ? 3 : 1.5}"${dashes}/>`
}

/** Corners of the shapes that are no box and no round, in shares of width and height. */
const CORNERS: Partial<Record<(typeof SHAPES)[NodeKind], readonly (readonly [number, number])[]>> = {
  hexagon: [
    [-0.5, 0],
    [-0.25, -0.5],
    [0.25, -0.5],
    [0.5, 0],
    [0.25, 0.5],
    [-0.25, 0.5],
  ],
  pentagon: [
    [0, -0.5],
    [0.5, -0.1],
    [0.31, 0.5],
    [-0.31, 0.5],
    [-0.5, -0.1],
  ],
  diamond: [
    [0, -0.5],
    [0.5, 0],
    [0, 0.5],
    [-0.5, 0],
  ],
  octagon: [
    [-0.2, -0.5],
    [0.2, -0.5],
    [0.5, -0.2],
    [0.5, 0.2],
    [0.2, 0.5],
    [-0.2, 0.5],
    [-0.5, 0.2],
    [-0.5, -0.2],
  ],
}

function shapeOf(kind: NodeKind, { x, y }: Point, palette: Palette, scale = 1): string {
  const [width, height] = SIZES[kind].map((size) => size * scale) as [number, number]
  const shape = SHAPES[kind]
  const fill = `fill="${palette[kind]}"`
  const corners = CORNERS[shape]
  if (corners) {
    const points = corners.map(([dx, dy]) => `${round(x + dx * width)},${round(y + dy * height)}`).join(' ')
    return `<polygon points="${points}" ${fill}/>`
  }
  if (shape === 'ellipse')
    return `<ellipse cx="${x}" cy="${y}" rx="${round(width / 2)}" ry="${round(height / 2)}" ${fill}/>`
  const corner = round(Math.min(width, height) / (shape === 'barrel' ? 3 : 5))
  return `<rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${round(height)}" rx="${corner}" ${fill}/>`
}

function text(at: Point, words: string, fill: string, size: number, anchor: 'start' | 'middle'): string {
  return `<text x="${at.x}" y="${at.y}" fill="${fill}" font-size="${size}" text-anchor="${anchor}">${xml(words)}</text>`
}

/** As much of a label as does not run into the next one. */
function shortened(words: string): string {
  return words.length > 34 ? `${words.slice(0, 33)}…` : words
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
