export type Point = { readonly x: number; readonly y: number }
export type End = { readonly from: string; readonly to: string }

/** Room for a node and its label. */
const GAP = 104
const FIRST_RING = 130
const TURN = Math.PI * 2

/**
 * Positions for new nodes only, beside the neighbour that brought them and clear of what already lies there, so that
 * nothing a user has looked at moves. The same input gives the same picture.
 */
export function place(
  known: ReadonlyMap<string, Point>,
  added: readonly string[],
  edges: readonly End[],
): Map<string, Point> {
  const placed = new Map(known)
  const waiting = new Set(added.filter((id) => !known.has(id)))
  const beside = neighbours(edges)
  const result = new Map<string, Point>()
  while (waiting.size > 0) {
    const anchor = [...placed.keys()].find((id) => beside.get(id)?.some((other) => waiting.has(other)))
    const at = anchor === undefined ? undefined : placed.get(anchor)
    const group = anchor === undefined || !at ? [...waiting].slice(0, 1) : brought(beside, anchor, waiting)
    const spots =
      at && anchor !== undefined ? spotsAround(at, away(anchor, at, placed, beside)) : spotsAround(middle(placed), 0)
    for (const id of group) {
      const spot = firstFree(spots, placed, placed.size === 0)
      placed.set(id, spot)
      result.set(id, spot)
      waiting.delete(id)
    }
  }
  return result
}

function neighbours(edges: readonly End[]): Map<string, string[]> {
  const map = new Map<string, string[]>()
  for (const { from, to } of edges) {
    note(map, from, to)
    note(map, to, from)
  }
  return map
}

function note(map: Map<string, string[]>, from: string, to: string): void {
  const list = map.get(from)
  if (list) list.push(to)
  else map.set(from, [to])
}

function brought(beside: ReadonlyMap<string, string[]>, anchor: string, waiting: ReadonlySet<string>): string[] {
  return [...new Set(beside.get(anchor) ?? [])].filter((id) => waiting.has(id))
}

/** Direction from the anchor's placed neighbours to the anchor: where there is most room. */
function away(
  anchor: string,
  at: Point,
  placed: ReadonlyMap<string, Point>,
  beside: ReadonlyMap<string, string[]>,
): number {
  const around = (beside.get(anchor) ?? []).flatMap((id) => placed.get(id) ?? [])
  if (around.length === 0) return -TURN / 4
  const centre = mean(around)
  return Math.atan2(at.y - centre.y, at.x - centre.x) || 0
}

function* spotsAround(at: Point, heading: number): Generator<Point> {
  for (let ring = 0; ; ring += 1) {
    const radius = FIRST_RING + ring * GAP
    const count = Math.floor((TURN * radius) / GAP)
    for (let i = 0; i < count; i += 1) {
      // Straight ahead first, then alternately to the left and the right of it.
      const step = (i % 2 === 0 ? 1 : -1) * Math.ceil(i / 2)
      const angle = heading + (step * TURN) / count
      yield { x: Math.round(at.x + Math.cos(angle) * radius), y: Math.round(at.y + Math.sin(angle) * radius) }
    }
  }
}

function firstFree(spots: Generator<Point>, placed: ReadonlyMap<string, Point>, empty: boolean): Point {
  if (empty) return { x: 0, y: 0 }
  for (;;) {
    const { value, done } = spots.next()
    if (done) return { x: 0, y: 0 }
    if ([...placed.values()].every((other) => distance(other, value) >= GAP * 0.9)) return value
  }
}

function middle(placed: ReadonlyMap<string, Point>): Point {
  return placed.size === 0 ? { x: 0, y: 0 } : mean([...placed.values()])
}

function mean(points: readonly Point[]): Point {
  const sum = points.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 })
  return { x: sum.x / points.length, y: sum.y / points.length }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
