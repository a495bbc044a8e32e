import { z } from 'zod'

// Since when something has been said, worked out from the versions that are known, in whatever order they came.

/** What tells a version of a record from others, and as of when it speaks. */
export const Stamp = z.strictObject({
  version: z.int().optional(),
  updatedAt: z.string().optional(),
  /** Where it states no time of change. */
  createdAt: z.string().optional(),
})
export type Stamp = z.infer<typeof Stamp>

/**
 * As much of a record's history as tells since when it has said what it says, in whatever order its versions came: when its
 * versions were, and from which of them on each present value was stated without a gap. No former value is in it.
 */
export const ValueTimes = z.strictObject({
  /** Known versions, oldest first; the last is the present one. */
  stamps: z.array(Stamp).min(1),
  /**
   * By field, for each of its values in order the place of the stamp it has been stated from. One past the last says that
   * versions of the present one's own time contradict each other. A field that is absent was first stated by the present one.
   */
  starts: z.record(z.string(), z.array(z.int())).default({}),
})
export type ValueTimes = z.infer<typeof ValueTimes>

/** What is said in one place: two that are one say the same, however it is written now or was written then. */
export type Statement = { readonly folded: string; readonly original: string; readonly since?: string | undefined }
/** By field, what is said there in order. */
export type Statements = Readonly<Record<string, readonly Statement[]>>

type Versioned = { version?: number | undefined; updatedAt?: string | undefined }

/** Negative: `a` is older than `b`. */
export function compareVersions(a: Versioned, b: Versioned): number {
  if (a.version !== undefined && b.version !== undefined) return a.version - b.version
  if (a.updatedAt !== undefined && b.updatedAt !== undefined) return Date.parse(a.updatedAt) - Date.parse(b.updatedAt)
  return 0
}

export function isSame(a: Statement, b: Statement): boolean {
  return a.folded === b.folded || a.original === b.original
}

/** Versions and where each present statement begins among them: one past the last says that versions of one time contradict. */
export type Begun = { stamps: Stamp[]; startOf: (slot: string, said: Statement, at: number) => number }

type Before = { readonly said: Statements; readonly times: ValueTimes }

/** A newer version, or one of the same time that takes the place of the former word. */
export function succeeding({ said: was, times: { stamps, starts } }: Before, now: Stamp): Begun {
  const isNewer = compareVersions(now, stamps.at(-1) ?? {}) > 0
  const known = isNewer ? stamps : stamps.slice(0, -1)
  const fresh = isNewer ? known.length : known.length + 1
  return {
    stamps: [...known, now],
    startOf: (slot, said) => startIn(said, was[slot], starts[slot], stamps) ?? fresh,
  }
}

/** The same version, read anew: what it says now is as old as what it was read from. */
export function rereading({ said: was, times: { stamps, starts } }: Before): Begun {
  return {
    stamps: [...stamps],
    startOf: (slot, said) => startIn(said, was[slot], starts[slot], stamps) ?? stamps.length - 1,
  }
}

/** An older version that came late: what it says too is as old as it, and what it contradicts is younger. */
export function preceding({ stamps, starts }: ValueTimes, then: Statements, late: Stamp): Begun {
  const { place, isKnown } = placeOf(late, stamps)
  const startOf: Begun['startOf'] = (slot, said, at) => {
    const stood = starts[slot]?.[at] ?? stamps.length - 1
    const start = isKnown || stood < place ? stood : stood + 1
    const stated = (then[slot] ?? []).some((other) => isSame(said, other))
    if (start <= place) return stated ? start : place + 1
    return stated && !isKnown && start === place + 1 ? place : start
  }
  return { stamps: isKnown ? [...stamps] : [...stamps.slice(0, place), late, ...stamps.slice(place)], startOf }
}

/** Stamps that are kept whatever they tell; of older ones those that values begin at. */
const MOST_STAMPS = 500

/**
 * Where everything that is said begins, and as much of it as later versions have to know: nothing where no other version is
 * known. Of very many versions the older ones go that no value begins at or right behind.
 */
export function timesOf(
  said: Statements,
  { stamps, startOf }: Begun,
): { starts: ValueTimes['starts']; times?: ValueTimes } {
  const last = stamps.length - 1
  const starts = Object.fromEntries(
    Object.entries(said).map(([slot, all]) => [slot, all.map((each, at) => startOf(slot, each, at))] as const),
  )
  const told = Object.entries(starts).filter(([, places]) => places.some((place) => place !== last))
  const isAlone = stamps.length === 1 && (told.length === 0 || isUndated(stamps[0]))
  return isAlone ? { starts } : { starts, times: thinned(stamps, Object.fromEntries(told)) }
}

/** For each stamp the first time that it or a later one states. */
export function earliest(stamps: readonly Stamp[]): (string | undefined)[] {
  const first = stamps.map(timeOf)
  for (let place = first.length - 2; place >= 0; place--) {
    const [own, next] = [first[place], first[place + 1]]
    if (own === undefined || (next !== undefined && next < own)) first[place] = next
  }
  return first
}

export function stampOf({ version, updatedAt, createdAt }: Versioned & { createdAt?: string | undefined }): Stamp {
  const time = updatedAt === undefined ? (createdAt === undefined ? {} : { createdAt }) : { updatedAt }
  return version === undefined ? time : { version, ...time }
}

/** Instants of one form, so that their texts stand in the order of time. */
export function timeOf({ updatedAt, createdAt }: Pick<Stamp, 'updatedAt' | 'createdAt'>): string | undefined {
  const text = updatedAt ?? createdAt
  return text === undefined ? undefined : new Date(text).toISOString()
}

/** From where on a version that is followed says what its follower says; undefined where it does not. */
function startIn(
  said: Statement,
  was: readonly Statement[] = [],
  starts: readonly number[] | undefined,
  stamps: readonly Stamp[],
): number | undefined {
  const found = was.flatMap((other, at) => (isSame(said, other) ? [starts?.[at] ?? stamps.length - 1] : []))
  return found.length === 0 ? undefined : Math.min(...found)
}

function placeOf(late: Stamp, stamps: readonly Stamp[]): { place: number; isKnown: boolean } {
  for (let place = stamps.length - 1; place >= 0; place--) {
    const order = compareVersions(late, stamps[place] ?? {})
    if (order >= 0) return order === 0 ? { place, isKnown: true } : { place: place + 1, isKnown: false }
  }
  return { place: 0, isKnown: false }
}

function thinned(stamps: readonly Stamp[], starts: ValueTimes['starts']): ValueTimes {
  const spare = stamps.length - MOST_STAMPS
  if (spare <= 0) return { stamps: [...stamps], starts }
  const needed = new Set(Object.values(starts).flatMap((places) => places.flatMap((place) => [place, place - 1])))
  const kept = stamps.map((_, place) => place).filter((place) => place >= spare || needed.has(place))
  const now = new Map(kept.map((place, at) => [place, at]))
  const moved = (place: number) => now.get(place) ?? kept.length
  return {
    stamps: kept.flatMap((place) => stamps[place] ?? []),
    starts: Object.fromEntries(Object.entries(starts).map(([slot, places]) => [slot, places.map(moved)])),
  }
}

function isUndated(stamp: Stamp | undefined): boolean {
  return stamp?.version === undefined && stamp?.updatedAt === undefined
}
