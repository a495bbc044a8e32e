import type { ReviewCase, ReviewItem } from '../../server/model/review.ts'
import type { GoldenView } from '../../server/model/views.ts'
import { plural } from './words.ts'

export const KIND_WORDS: Record<ReviewItem['kind'], { one: string; many: string }> = {
  pair: { one: 'doubtful pair', many: 'doubtful pairs' },
  cut: { one: 'link that was cut', many: 'links that were cut' },
  held: { one: 'held cluster', many: 'held clusters' },
  policy: { one: 'broken policy', many: 'broken policies' },
  stale: { one: 'decision to look at again', many: 'decisions to look at again' },
  circle: { one: 'circle of owners', many: 'circles of owners' },
  event: { one: 'uncertain life event', many: 'uncertain life events' },
}

/** What a case is about: the names in it, each once. */
export function caseName({ goldens, items }: Pick<ReviewCase, 'goldens' | 'items'>): string {
  const names = [...new Set(goldens.map(({ name }) => name))]
  const [first, second] = names
  if (first === undefined) return items[0]?.words ?? ''
  if (second === undefined) return goldens.length === 2 ? `${first} twice` : first
  return names.length === 2 ? `${first} / ${second}` : `${first} and ${plural(names.length - 1, 'other')}`
}

/** `3 doubtful pairs, 1 broken policy`. */
export function caseKinds(items: readonly Pick<ReviewItem, 'kind'>[]): string {
  const counts = new Map<ReviewItem['kind'], number>()
  for (const { kind } of items) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, n]) => plural(n, KIND_WORDS[kind].one, KIND_WORDS[kind].many)).join(', ')
}

/** The pairs of some cases that one word can decide, each once. */
export function pairsOf(cases: readonly Pick<ReviewCase, 'items'>[]): { low: string; high: string; names: string }[] {
  const pairs = cases
    .flatMap(({ items }) => items)
    .flatMap(({ low, high }) =>
      low && high ? [{ low: low.record, high: high.record, names: `${low.name} / ${high.name}` }] : [],
    )
  return [...new Map(pairs.map((pair) => [`${pair.low}|${pair.high}`, pair])).values()]
}

/** A value that breaks a policy, what is wrong with it, and what might stand instead. */
export type Finding = {
  readonly record: string
  readonly policy: string
  readonly message: string
  /** The attribute that a fix would pin; without one nothing can be fixed here. */
  readonly attribute: string | undefined
  readonly value: string
  /** A person has said what stands; only the source still says otherwise. */
  readonly isSettled: boolean
  /** What another record says, that breaks no policy there. */
  readonly suggestion: { readonly value: string; readonly record: string } | undefined
}

/**
 * What is wrong with a golden record, value by value. Suggested is what the next best record says of the same field,
 * where it is another value and that record breaks no policy with it.
 */
export function findingsOf({ issues, attributes }: Pick<GoldenView, 'issues' | 'attributes'>): Finding[] {
  const telling = issues.filter(({ effect }) => effect !== 'none')
  return telling.map(({ record, policy, message, field }) => {
    // An address stands as a whole: a part of it cannot be said to be another.
    const isPart = field?.startsWith('address') === true
    const attribute = attributes.find((each) => each.attribute === field)
    const wrongIn = new Set(issues.filter((issue) => issue.field === field).map((issue) => issue.record))
    const value = attribute === undefined ? '' : [attribute.value].flat().map(String).join(', ')
    const better = attribute?.runnersUp.find((other) => other.value !== value && !wrongIn.has(other.record))
    return {
      ...{ record, policy, message, value },
      attribute: isPart ? undefined : field,
      isSettled: attribute?.winner?.rule === 'pinned',
      suggestion: better && { value: better.value, record: better.record },
    }
  })
}
