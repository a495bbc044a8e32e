export type Row = Record<string, string>

/** What people typed into a record, version by version, and which of these Kith has heard of. */
export type Typed = {
  versions: Row[]
  heard: Set<number>
  /** By version that was typed over what Kith wrote: what its source said in between, which is nothing. Whoever says the same again says it anew. */
  gaps: Map<number, Row>
  /** By the columns that people typed over what Kith wrote: that, what they had said before, and the version that did so. */
  overtyped: Map<string, { kiths: Row; before: Row; at: number }>
  /** By version that put back what Kith had written: the columns, and what was typed in between. */
  putBack: Map<number, { said: readonly string[]; before: Row; since: number }>
}

export const nothingTyped = (): Typed => ({
  versions: [],
  heard: new Set(),
  gaps: new Map(),
  overtyped: new Map(),
  putBack: new Map(),
})

/**
 * Kith hears of a version. Who typed over what Kith wrote and then put it back says what Kith says, and unless Kith heard of
 * what was there in between nothing tells the one from the other: it stays what Kith wrote.
 */
export function hear(typed: Typed, version: number): void {
  for (const [at, { said, before, since }] of typed.putBack) {
    if (at > version) continue
    typed.putBack.delete(at)
    if (typed.versions.some((_, each) => each >= since && each < at && typed.heard.has(each))) continue
    const of = (row: Row) => JSON.stringify(said.map((column) => row[column] ?? ''))
    const kiths = of(typed.versions[at] ?? {})
    for (let each = at; each < typed.versions.length && of(typed.versions[each] ?? {}) === kiths; each++)
      typed.versions[each] = filledRow({ ...typed.versions[each], ...before })
    typed.gaps.delete(since)
  }
  typed.heard.add(version)
}

/** Versions that Kith has heard of, oldest first. */
export function heardOf({ versions, heard, gaps }: Typed): Row[] {
  let waiting: Row[] = []
  return versions.flatMap((row, at) => {
    const gap = gaps.get(at)
    if (gap) waiting = [gap]
    if (!heard.has(at)) return []
    const all = [...waiting, row]
    waiting = []
    return all
  })
}

export function filledRow(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, text]) => text !== ''))
}
