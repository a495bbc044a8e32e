import type { Direction } from './place.ts'
import type { Row } from './tree.ts'

/** Places of cards in pixels, and the lines between them, each with the rows it joins. */
export type TreeLayout = {
  readonly spots: readonly { readonly x: number; readonly y: number }[]
  readonly lines: readonly { readonly from: number; readonly to: number; readonly path: string }[]
  readonly width: number
  readonly height: number
  readonly card: { readonly width: number; readonly height: number }
}

/** Of the drawings. Rows of a list take the width there is. */
const CARD = { width: 196, height: 62 }
const LIST_ROW = 44
const INDENT = 20
const BESIDE = { across: 14, along: 46 }
const MARGIN = 12

/**
 * Lays out the rows that are shown. A node stands in the middle of its children, every level on a line of its own;
 * a list has one row a node. The same rows give the same picture.
 */
export function layoutTree(rows: readonly Row[], direction: Direction, listWidth: number): TreeLayout {
  return direction === 'list' ? asList(rows, listWidth) : asDrawing(rows, direction)
}

function asList(rows: readonly Row[], width: number): TreeLayout {
  const spots = rows.map(({ depth }, i) => ({ x: depth * INDENT, y: i * LIST_ROW }))
  const lines = childLinks(rows).map(({ from, to }) => {
    const [a, b] = [spots[from], spots[to]]
    const x = (a?.x ?? 0) + 9
    return { from, to, path: `M${x} ${(a?.y ?? 0) + LIST_ROW - 8}V${(b?.y ?? 0) + LIST_ROW / 2}H${(b?.x ?? 0) + 2}` }
  })
  return { spots, lines, width, height: rows.length * LIST_ROW, card: { width, height: LIST_ROW } }
}

function asDrawing(rows: readonly Row[], direction: Exclude<Direction, 'list'>): TreeLayout {
  const sideways = direction === 'right' || direction === 'left'
  const [wide, deep] = sideways ? [CARD.height, CARD.width] : [CARD.width, CARD.height]
  const links = childLinks(rows)
  const across = middles(rows, links).map((slot) => slot * (wide + BESIDE.across))
  const levels = Math.max(0, ...rows.map(({ depth }) => depth))
  const turned = direction === 'up' || direction === 'left'
  const along = rows.map(({ depth }) => (turned ? levels - depth : depth) * (deep + BESIDE.along))
  const spots = rows.map((_, i) => {
    const [a, b] = [(across[i] ?? 0) + MARGIN, (along[i] ?? 0) + MARGIN]
    return sideways ? { x: b, y: a } : { x: a, y: b }
  })
  const total = { across: Math.max(0, ...across) + wide, along: levels * (deep + BESIDE.along) + deep }
  const [width, height] = sideways ? [total.along, total.across] : [total.across, total.along]
  const lines = links.map(({ from, to }) => ({ from, to, path: elbow(spots[from], spots[to], direction) }))
  return { spots, lines, width: width + 2 * MARGIN, height: height + 2 * MARGIN, card: CARD }
}

/** Slots across the drawing: leaves one after another, whoever has children in their middle. */
function middles(rows: readonly Row[], links: readonly { from: number; to: number }[]): number[] {
  const parents = new Set(links.map(({ from }) => from))
  const slots = rows.map(() => 0)
  let next = 0
  for (const i of rows.keys()) if (!parents.has(i)) slots[i] = next++
  const ends = new Map<number, { first: number; last: number }>()
  // Children come after their parents, so from the end every child has its place before its parent asks.
  for (const { from, to } of [...links].reverse()) {
    const own = ends.get(to)
    if (own) slots[to] = ((slots[own.first] ?? 0) + (slots[own.last] ?? 0)) / 2
    const known = ends.get(from)
    ends.set(from, known ? { ...known, first: to } : { first: to, last: to })
  }
  for (const [i, { first, last }] of ends)
    if (rows[i]?.depth === 0) slots[i] = ((slots[first] ?? 0) + (slots[last] ?? 0)) / 2
  return slots
}

function childLinks(rows: readonly Row[]): { from: number; to: number }[] {
  const last: number[] = []
  return rows.flatMap(({ depth }, i) => {
    last[depth] = i
    const from = depth === 0 ? undefined : last[depth - 1]
    return from === undefined ? [] : [{ from, to: i }]
  })
}

type Spot = { readonly x: number; readonly y: number } | undefined

function elbow(from: Spot, to: Spot, direction: Exclude<Direction, 'list'>): string {
  const [a, b] = [from ?? { x: 0, y: 0 }, to ?? { x: 0, y: 0 }]
  const half = BESIDE.along / 2
  switch (direction) {
    case 'down':
      return `M${a.x + CARD.width / 2} ${a.y + CARD.height}v${half}H${b.x + CARD.width / 2}V${b.y}`
    case 'up':
      return `M${a.x + CARD.width / 2} ${a.y}v${-half}H${b.x + CARD.width / 2}V${b.y + CARD.height}`
    case 'right':
      return `M${a.x + CARD.width} ${a.y + CARD.height / 2}h${half}V${b.y + CARD.height / 2}H${b.x}`
    case 'left':
      return `M${a.x} ${a.y + CARD.height / 2}h${-half}V${b.y + CARD.height / 2}H${b.x + CARD.width}`
  }
}

/** Rows of which something lies in a part of the drawing. */
export function rowsWithin(
  { spots, card }: TreeLayout,
  part: { left: number; top: number; width: number; height: number },
): number[] {
  const [right, bottom] = [part.left + part.width, part.top + part.height]
  return [...spots.keys()].filter((i) => {
    const { x, y } = spots[i] ?? { x: 0, y: 0 }
    return x <= right && x + card.width >= part.left && y <= bottom && y + card.height >= part.top
  })
}
