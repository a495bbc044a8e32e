import type { LinkGraph } from './components.ts'
import type { Says } from './says.ts'

/** Records that say nothing of their own, and who speaks for them. */
export type Profiles = {
  /** Places of those who speak, sorted. */
  speakers: number[]
  /** Links between speakers, also where only those behind them are linked. */
  graph: LinkGraph
  /** All records of a part of speakers, sorted. */
  whole(part: readonly number[]): number[]
}

/**
 * A record that says nothing but what another says goes where that one goes, and does not count a second time: what it
 * leaves unsaid is no evidence against anybody. Not where it is linked to somebody with whom the other would not be one:
 * then it is a question whose record it is. Nor where a person has decided about it.
 */
export function profilesOf(graph: LinkGraph, says: Says, join: number): Profiles {
  const size = graph.ids.length
  const behind = speakerOf(graph, says, join)
  if (behind.size === 0) return eachSpeaks(graph)
  const rootOf = (i: number): number => {
    let at = i
    for (let next = behind.get(at); next !== undefined; next = behind.get(at)) at = next
    return at
  }
  const own = new Map<number, number[]>()
  for (const i of behind.keys()) {
    const known = own.get(rootOf(i))
    if (known) known.push(i)
    else own.set(rootOf(i), [i])
  }
  const bits = new Map<number, number>()
  for (const key of graph.bits.keys()) {
    const [i, j] = [rootOf(Math.floor(key / size)), rootOf(key % size)]
    if (i !== j) bits.set(i < j ? i * size + j : j * size + i, 0)
  }
  return {
    speakers: graph.ids.flatMap((_, i) => (behind.has(i) ? [] : [i])),
    graph: { ...graph, bits },
    whole: (part) => part.flatMap((i) => [i, ...(own.get(i) ?? [])]).sort((a, b) => a - b),
  }
}

/** Every record speaks for itself. */
export function eachSpeaks(graph: LinkGraph): Profiles {
  return { speakers: graph.ids.map((_, i) => i), graph, whole: (part) => [...part] }
}

/** Of each record that says nothing of its own, one who says all of it. */
function speakerOf(graph: LinkGraph, says: Says, join: number): Map<number, number> {
  const size = graph.ids.length
  const linked = new Map<number, number[]>()
  const link = (i: number, j: number) => {
    const known = linked.get(i)
    if (known) known.push(j)
    else linked.set(i, [j])
  }
  for (const key of graph.bits.keys()) {
    link(Math.floor(key / size), key % size)
    link(key % size, Math.floor(key / size))
  }
  const decided = new Set(graph.same.flat())
  for (const key of graph.apart) decided.add(Math.floor(key / size)).add(key % size)
  const speakers = new Map<number, number>()
  for (const [i, others] of linked) {
    if (decided.has(i)) continue
    const fitting = others.filter((j) => says.within(i, j) && (i > j || !says.within(j, i)))
    fitting.sort((a, b) => says.bits(i, b) - says.bits(i, a) || a - b)
    const speaker = fitting[0]
    if (speaker === undefined) continue
    const isOne = (j: number) => j === speaker || (says.against(speaker, j) === 0 && says.bits(speaker, j) >= join)
    if (others.every(isOne)) speakers.set(i, speaker)
  }
  return speakers
}
