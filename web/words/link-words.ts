import type { ScoredPair } from '../../server/model/evidence.ts'
import type { ExplainView } from '../../server/model/views.ts'
import { bits, plural, sourceOf } from './words.ts'

type Pair = Pick<ScoredPair, 'low' | 'high'>

/** Links that hold a cluster together, apart from those that it could do without. */
type Links = {
  readonly joining: readonly ScoredPair[]
  readonly further: readonly ScoredPair[]
  /** The smallest number among the links that join. */
  readonly weakest: ScoredPair | undefined
}

/** A link joins where it was one of the steps in which the records came together. */
export function linksOf({ links, joins }: Pick<ExplainView, 'links' | 'joins'>): Links {
  const joining = links.filter((link) => joins.some((join) => isPair(join, link))).toSorted((a, b) => b.bits - a.bits)
  return { joining, further: links.filter((link) => !joining.includes(link)), weakest: joining.at(-1) }
}

export function isPair(a: { low: string; high: string }, b: { low: string; high: string }): boolean {
  return a.low === b.low && a.high === b.high
}

/** How the records came together, in a sentence. */
export function cameTogether({ links, joins, status, reasons, words }: ExplainView): string {
  if (joins.length === 0) return words
  const records = new Set(joins.flatMap(({ low, high }: Pair | { low: string; high: string }) => [low, high]))
  const sources = new Set([...records].map(sourceOf))
  const bySomebody = joins.filter((join) => !links.some((link) => isPair(link, join))).length
  return [
    `${plural(records.size, 'record')} from ${plural(sources.size, 'source')} came together in ${plural(joins.length, 'join')}, strongest first.`,
    bySomebody > 0 && `${plural(bySomebody, 'join')} ${bySomebody === 1 ? 'is' : 'are'} a person’s word.`,
    status === 'held' && `It is held: ${reasons.join('; ')}.`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** What made a join: a person's word, or the weight of a link as it is shown above. */
export function tie(join: { low: string; high: string }, { links }: Pick<ExplainView, 'links'>): string {
  const link = links.find((each) => isPair(each, join))
  return link ? `${bits(link.bits)} bits` : 'a person’s word'
}
