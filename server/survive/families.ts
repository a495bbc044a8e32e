/** More different values than this in one cluster: no use in finding spellings, and pairs grow with the square. */
const MOST_VALUES = 50

/**
 * Gives every value the newest time of all spellings of it (single link, so that order does not matter). A typo in the
 * newest record then competes with the right spelling by frequency and trust, while a new value still beats an old one.
 */
export function shareTimes<T>(
  times: Map<string, number>,
  samples: ReadonlyMap<string, T>,
  alike: (a: T, b: T) => boolean,
): void {
  if (samples.size < 2 || samples.size > MOST_VALUES) return
  const timeOf = (key: string) => times.get(key) ?? Number.NEGATIVE_INFINITY
  // Newest first, so that each value takes the time of the first it is reached from.
  const queue = [...samples].sort(([a], [b]) => (timeOf(a) === timeOf(b) ? 0 : timeOf(a) > timeOf(b) ? -1 : 1))
  const seen = new Set<string>()
  for (const start of queue) {
    const time = timeOf(start[0])
    const open = seen.has(start[0]) ? [] : [start]
    seen.add(start[0])
    for (let item = open.pop(); item !== undefined; item = open.pop()) {
      times.set(item[0], time)
      for (const other of queue) {
        if (seen.has(other[0]) || !alike(item[1], other[1])) continue
        seen.add(other[0])
        open.push(other)
      }
    }
  }
}
