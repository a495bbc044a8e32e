import { z } from 'zod'
import type { Decision, Link } from '../model/evidence.ts'
import { compareIds, type Pair, type RecordId } from '../model/ids.ts'
import { agglomerate } from './agglomerate.ts'
import { componentsOf, type LinkGraph, type PlacedPairs } from './components.ts'
import { eachSpeaks, profilesOf } from './profiles.ts'
import { type Pairs, Says } from './says.ts'

export type { Pairs }

/** How links become clusters. Bits are log2 odds, as in the links. */
export const ClusterRules = z.strictObject({
  /** Two parts join when the mean bits over the pairs between them reach this. */
  join: z.number(),
  /** A pair counts for no more than this, so that one strong link cannot carry many doubts. */
  most: z.number().positive(),
  /** A pair counts against no more than this. */
  least: z.number().negative(),
  /**
   * Bits by which a part has to fit one better than another, where these two cannot be one. A part that fits both alike
   * joins neither.
   */
  alike: z.number().min(0).default(0),
  /**
   * A record that says nothing but what another says goes where that one goes and counts for nothing else. Not for
   * companies: two of a group differ in what they say, and who says little of it may be either.
   */
  spoken: z.boolean().default(false),
  /** Days within which records that were deleted return to the id they had; 90 where it is not said. */
  idsReturnDays: z.int().min(0).optional(),
  /** Pairs looked at between two parts; beyond it, the first by id stand for the rest. */
  sample: z.int().positive(),
  /** What makes a cluster suspicious: it is held and published in the parts that a stricter join leaves. */
  held: z.strictObject({
    /** Bits of a pair inside, at or under which its two records contradict each other. */
    conflict: z.number().negative(),
    /** Records from which on a cluster is judged by some of its pairs; one in as many of them may contradict each other by chance. */
    size: z.int().positive(),
    /** Share of a cluster's pairs, from `sparseFrom` records on, that are no better than `doubt` bits. */
    doubtful: z.number().min(0).max(1),
    doubt: z.number(),
    sparseFrom: z.int().min(3),
    /** Mean bits that parts need to stay together in a held cluster. */
    join: z.number(),
  }),
})
export type ClusterRules = z.infer<typeof ClusterRules>

export type ClusterDraft = {
  /** Sorted. */
  members: RecordId[]
  status: 'active' | 'held'
  reasons: string[]
  /** Links, and decisions that say `same`, that were not followed: they end in two clusters. Sorted. */
  suspended: Pair[]
}

/** A cluster with the places of its members among the ids. */
export type PlacedDraft = ClusterDraft & { readonly places: readonly number[] }

/** `L`: pairs at or above the match threshold. */
export type ClusterInput<L = readonly Link[]> = {
  ids: readonly RecordId[]
  links: L
  decisions: readonly Decision[]
  /** What any two records say: lets pairs that no key proposed speak against a join. Absent: they say nothing. */
  pairs?: Pairs | undefined
}

/**
 * Partitions records into clusters, every record in exactly one. Works per connected component, so a part of the graph
 * gives the same whether it is looked at alone or with all the rest. Deterministic: input order does not matter.
 */
export function cluster(input: ClusterInput, rules: ClusterRules): ClusterDraft[] {
  const placed = { ...input, links: placedLinks(input) }
  const drafts = clusterJoined(placed, rules).map(({ places: _, ...draft }): ClusterDraft => draft)
  const together = new Set(drafts.flatMap(({ members }) => members))
  for (const id of input.ids)
    if (!together.has(id)) drafts.push({ members: [id], status: 'active', reasons: [], suspended: [] })
  return drafts.sort(byFirst)
}

/** Links between the ids, by their places. */
function placedLinks({ ids, links }: ClusterInput): PlacedPairs {
  const place = new Map(ids.map((id, i) => [id, i]))
  const known = links.filter(({ low, high }) => place.has(low) && place.has(high))
  return {
    a: Uint32Array.from(known, ({ low }) => place.get(low) ?? 0),
    b: Uint32Array.from(known, ({ high }) => place.get(high) ?? 0),
    bits: Float64Array.from(known, ({ bits }) => bits),
  }
}

/** The same without the records that nothing joins, each of which is a cluster of its own. */
export function clusterJoined(input: ClusterInput<PlacedPairs>, rules: ClusterRules): PlacedDraft[] {
  const decisions = input.decisions.filter((decision) => decision.revokedAt === undefined)
  const drafts: PlacedDraft[] = []
  for (const graph of componentsOf({ ...input, decisions }))
    for (const draft of clustersOf(graph, rules, input.pairs)) drafts.push(draft)
  return drafts.sort(byFirst)
}

function byFirst(a: ClusterDraft, b: ClusterDraft): number {
  return compareIds(a.members[0] ?? '', b.members[0] ?? '')
}

function clustersOf(graph: LinkGraph, rules: ClusterRules, pairs: Pairs | undefined): PlacedDraft[] {
  const says = new Says(graph, rules, pairs)
  const all = graph.ids.map((_, i) => i)
  if (agree(graph, says, rules.join)) return [draftOf(graph, all, 'active', [])]
  const { speakers, graph: spoken, whole } = rules.spoken ? profilesOf(graph, says, rules.join) : eachSpeaks(graph)
  const drafts: PlacedDraft[] = []
  for (const part of agglomerate(spoken, speakers, says, rules)) {
    // Two records are what their link says, and no cluster that could hide a third.
    const reasons = whole(part).length < 3 ? [] : suspicions(part, says, rules)
    const safe = reasons.length === 0 ? [part] : agglomerate(spoken, part, says, { ...rules, join: rules.held.join })
    for (const each of safe) drafts.push(draftOf(graph, whole(each), reasons.length === 0 ? 'active' : 'held', reasons))
  }
  if (drafts.length === 1) return drafts
  const owner = new Map(drafts.flatMap((draft, at) => draft.members.map((id) => [id, at] as const)))
  for (const [low, high] of graph.pairs) {
    const at = owner.get(low)
    if (at === owner.get(high)) continue
    // Both sides name it: whoever looks at either cluster sees what was cut.
    for (const side of [at, owner.get(high)]) if (side !== undefined) drafts[side]?.suspended.push([low, high])
  }
  return drafts
}

/** Records up to which all pairs are looked at before parts are joined step by step. */
const FEW = 6

/**
 * A few records that nobody decided about and of which every two belong together and do not contradict each other: no order
 * of joins makes them two clusters.
 */
function agree(graph: LinkGraph, says: Says, join: number): boolean {
  const size = graph.ids.length
  if (size > FEW || graph.same.length > 0 || graph.apart.size > 0) return false
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++)
      if (says.bits(i, j) < join || (!says.isLink(i, j) && says.against(i, j) !== 0)) return false
  }
  return true
}

function draftOf(
  graph: LinkGraph,
  part: readonly number[],
  status: ClusterDraft['status'],
  reasons: string[],
): PlacedDraft {
  const places = part.map((i) => graph.places[i] as number)
  return { members: part.map((i) => graph.ids[i] as RecordId), places, status, reasons, suspended: [] }
}

function suspicions(part: readonly number[], says: Says, { held }: ClusterRules): string[] {
  const isLarge = part.length > held.size
  let [looked, doubts, conflicts, worst] = [0, 0, 0, 0]
  for (const [i, j] of isLarge ? somePairs(part) : everyPair(part)) {
    const bits = says.bits(i, j)
    looked++
    if (bits <= held.doubt) doubts++
    if (bits > held.conflict || says.against(i, j) === 0) continue
    conflicts++
    if (bits < worst) worst = bits
  }
  const reasons: string[] = []
  if (conflicts > (isLarge ? looked / held.size : 0)) {
    reasons.push(`two of its records contradict each other (${worst.toFixed(1)} bits)`)
  }
  const share = doubts / Math.max(1, looked)
  if (part.length >= held.sparseFrom && share > held.doubtful) {
    reasons.push(`${Math.round(share * 100)} % of its pairs speak against each other`)
  }
  return reasons
}

function* everyPair(part: readonly number[]): Generator<[number, number]> {
  for (const [x, i] of part.entries()) for (const j of part.slice(x + 1)) yield [i, j]
}

/** Each record with the next, with the one a third further on and with its opposite, in a ring: every one of them speaks as often. */
function* somePairs(part: readonly number[]): Generator<[number, number]> {
  const size = part.length
  for (const step of new Set([1, Math.floor(size / 3), Math.floor(size / 2)]))
    for (const [x, i] of part.entries()) yield [i, part[(x + step) % size] as number]
}
