import { groupBy } from '../../collections/group-by.ts'
import { UnionFind } from '../../collections/union-find.ts'
import type { ReviewCase, ReviewCases, ReviewItem } from '../../model/review.ts'

/**
 * Items that share a golden record, also by way of others, in one case. Items come the most harmful first, and so do the
 * cases and the items of each.
 */
export function casesOf(items: readonly ReviewItem[]): ReviewCase[] {
  const sets = new UnionFind(items.length)
  const firstWith = new Map<string, number>()
  for (const [at, item] of items.entries())
    for (const { id } of goldensOf(item)) {
      const first = firstWith.get(id)
      if (first === undefined) firstWith.set(id, at)
      else sets.join(first, at)
    }
  const cases = groupBy(items.entries(), ([at]) => sets.find(at))
  return [...cases.values()].flatMap((of) => caseOf(of.map(([, item]) => item)) ?? [])
}

/** One page of them. */
export function pageOfCases(
  cases: readonly ReviewCase[],
  { offset, limit }: { offset: number; limit: number },
): ReviewCases {
  const next = offset + limit < cases.length ? { next: offset + limit } : {}
  return { cases: cases.slice(offset, offset + limit), total: cases.length, ...next }
}

function caseOf(items: ReviewItem[]): ReviewCase | undefined {
  const [first] = items
  if (!first) return undefined
  return {
    id: first.id,
    entity: first.entity,
    risk: Math.max(...items.map(({ risk }) => risk)),
    impact: Math.max(...items.map(({ impact }) => impact)),
    goldens: [...new Map(items.flatMap(goldensOf).map((golden) => [golden.id, golden])).values()],
    items,
  }
}

function goldensOf({ low, high, golden, name }: ReviewItem): { id: string; name: string }[] {
  const sides = [low, high].flatMap((side) => (side ? [{ id: side.golden, name: side.name }] : []))
  return golden === undefined ? sides : [{ id: golden, name: name ?? golden }, ...sides]
}
