/** How a tree is laid out: as an indented list, or as a drawing that grows in one of four directions. */
export const DIRECTIONS = ['list', 'down', 'up', 'right', 'left'] as const
export type Direction = (typeof DIRECTIONS)[number]

/** Which trees are looked at. Names of hierarchies; `legal` is the one the companies' own records make. */
export type HierarchyPlace = {
  readonly left: string
  /** Without one, the left tree stands alone. */
  readonly right: string | undefined
  readonly direction: Direction
  /** Only the group of this company. */
  readonly of: string | undefined
  /** As they were at the end of a day; without one, as they are. */
  readonly day: string | undefined
}

export const FIRST_PLACE: HierarchyPlace = {
  ...{ left: 'legal', right: undefined, direction: 'list', of: undefined, day: undefined },
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Writes a place into the query of an address; what is as usual is left out. */
export function hierarchyQuery({ left, right, direction, of, day }: HierarchyPlace, query: URLSearchParams): void {
  if (left !== FIRST_PLACE.left) query.set('left', left)
  if (right !== undefined) query.set('right', right)
  if (direction !== FIRST_PLACE.direction) query.set('as', direction)
  if (of !== undefined) query.set('of', of)
  if (day !== undefined) query.set('day', day)
}

/** Reads what `hierarchyQuery` wrote. */
export function hierarchyPlaceOf(query: URLSearchParams): HierarchyPlace {
  const day = query.get('day') ?? ''
  return {
    left: query.get('left') ?? FIRST_PLACE.left,
    right: query.get('right') ?? undefined,
    direction: DIRECTIONS.find((each) => each === query.get('as')) ?? FIRST_PLACE.direction,
    of: query.get('of') ?? undefined,
    day: DAY.test(day) ? day : undefined,
  }
}
