/**
 * Remembers results of a pure function of text. Cities, streets and given names repeat, so most cleaning is a look-up.
 * Bounded: when full it starts afresh, because a stream's repeats are near each other.
 */
export function remember<T>(make: (text: string) => T, limit = 20_000): (text: string) => T {
  let known = new Map<string, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const made = make(text)
    if (known.size >= limit) known = new Map()
    known.set(text, made)
    return made
  }
}
