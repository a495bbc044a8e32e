import { groupBy } from '../collections/group-by.ts'
import { compareIds, type RecordId } from '../model/ids.ts'
import { firstClaim, referenceIn, type StandardRecord } from '../model/record.ts'
import type { ParentClaim } from '../model/relation.ts'
import type { HierarchyRules } from './rules.ts'
import { newestFirst } from './source-time.ts'

/** A company's place under another, by golden id, and the claim it rests on. */
export type ParentEdge = { readonly child: string; readonly parent: string; readonly claim: ParentClaim }

/** An edge that was not taken, and the standing path it would contradict, child first. */
export type RefusedEdge = ParentEdge & { readonly why: 'cycle' | 'secondParent'; readonly path: readonly string[] }

/**
 * What the records of one company say of its parent, strongest first. A record of the company itself is no parent of it.
 * @param kinds of systems, by source
 */
export function parentClaims(
  members: readonly StandardRecord[],
  rules: HierarchyRules,
  kinds: ReadonlyMap<string, string> = new Map(),
): ParentClaim[] {
  const own = new Set<string>(members.map((record) => record.id))
  const claims = members.flatMap((record): ParentClaim[] => {
    const parent = referenceIn(record, rules.parent, 'company')
    const sources: Readonly<Record<string, number>> = rules.trust.sources
    const trust = sources[record.source] ?? sources[kinds.get(record.source) ?? ''] ?? rules.trust.default
    if (parent === undefined || own.has(parent)) return []
    const updatedAt = firstClaim(record, rules.parent)?.since ?? record.updatedAt ?? record.createdAt ?? ''
    return [{ parent, record: record.id, trust, updatedAt, ...termsOf(record, rules) }]
  })
  return claims.sort(strongestFirst)
}

/** The share and the dates that a record states. */
function termsOf(record: StandardRecord, rules: HierarchyRules): Pick<ParentClaim, 'share' | 'from' | 'to'> {
  const [share, from, to] = [rules.share, rules.from, rules.to].map((field) => {
    const claim = firstClaim(record, field)
    return claim?.folded ? claim.value : undefined
  })
  return { ...(share && { share: Number(share) }), ...(from && { from }), ...(to && { to }) }
}

/**
 * Where a company belongs by its claims, strongest first: under the strongest one that leads to another company and has
 * not ended by `today`; a parent whose strongest claim states an end that is past is a former one. Of one parent the
 * strongest claim stands; the share and the start that it does not state come from weaker ones, an end does not.
 * @param companyOf identity of the company a record stands for; undefined where it is not known.
 */
export function placeUnder<Id extends string>(
  child: Id,
  claims: readonly ParentClaim[],
  companyOf: (record: RecordId) => Id | undefined,
  today: string,
): { current?: ParentEdge; former: ParentEdge[] } {
  const leading = claims.flatMap((claim) => {
    const parent = companyOf(claim.parent)
    return parent === undefined || parent === child ? [] : [{ parent, claim }]
  })
  const edges = [...groupBy(leading, ({ parent }) => parent)].flatMap(([parent, said]): ParentEdge[] => {
    const [lead] = said.map(({ claim }) => claim)
    if (!lead) return []
    const share = said.find(({ claim }) => claim.share !== undefined)?.claim.share
    const from = said.find(({ claim }) => claim.from !== undefined)?.claim.from
    return [{ child, parent, claim: { ...lead, ...(share !== undefined && { share }), ...(from && { from }) } }]
  })
  const former = edges.filter(({ claim }) => claim.to !== undefined && claim.to <= today)
  const current = edges.find((edge) => !former.includes(edge))
  return { former, ...(current && { current }) }
}

/**
 * The forest that stands: most trusted claims first, and of these the oldest, each company under at most one parent and never
 * under itself. In every cycle it is thus the least trusted claim that is refused, the newest where they are trusted alike: one
 * that comes later does not turn over what stands. Depends on the edges alone, and on each connected part of them alone.
 */
export function breakCycles(edges: readonly ParentEdge[]): { kept: ParentEdge[]; refused: RefusedEdge[] } {
  const parentOf = new Map<string, string>()
  const above = new Map<string, string>()
  const kept: ParentEdge[] = []
  const refused: RefusedEdge[] = []
  for (const edge of [...edges].sort(strongestEdgeFirst)) {
    const standing = parentOf.get(edge.child)
    if (standing === edge.parent) continue
    if (edge.child === edge.parent || rootOf(edge.parent, above) === edge.child)
      refused.push({ ...edge, why: 'cycle', path: [edge.child, ...pathUp(edge.parent, parentOf)] })
    else if (standing !== undefined) refused.push({ ...edge, why: 'secondParent', path: [edge.child, standing] })
    else {
      parentOf.set(edge.child, edge.parent)
      above.set(edge.child, edge.parent)
      kept.push(edge)
    }
  }
  return { kept, refused }
}

/** Top of the tree. `above` holds shortcuts to ancestors and is shortened on the way, so that long chains stay cheap. */
function rootOf(node: string, above: Map<string, string>): string {
  let at = node
  for (let up = above.get(at); up !== undefined; up = above.get(at)) {
    const further = above.get(up)
    if (further !== undefined) above.set(at, further)
    at = up
  }
  return at
}

function pathUp(node: string, parentOf: ReadonlyMap<string, string>): string[] {
  const path = [node]
  for (let up = parentOf.get(node); up !== undefined; up = parentOf.get(up)) path.push(up)
  return path
}

function strongestFirst(a: ParentClaim, b: ParentClaim): number {
  return b.trust - a.trust || newestFirst(instant(a), instant(b)) || compareIds(a.record, b.record)
}

/** A circle is no place to follow the newest word in: it would be cut elsewhere with every one. */
function strongestEdgeFirst(a: ParentEdge, b: ParentEdge): number {
  return (
    b.claim.trust - a.claim.trust ||
    newestFirst(instant(b.claim), instant(a.claim)) ||
    compareIds(a.claim.record, b.claim.record) ||
    compareIds(a.child, b.child) ||
    compareIds(a.parent, b.parent)
  )
}

function instant({ updatedAt }: ParentClaim): number {
  const time = Date.parse(updatedAt)
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time
}
