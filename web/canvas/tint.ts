import type { GraphNode } from '../../server/model/views.ts'
import { ownersIn } from './folding.ts'
import type { Drawing } from './scene.ts'
import { sourcesOf } from './switches.ts'

export const TINTS = ['kind', 'source', 'spend', 'confidence'] as const
/** What the colour of a node tells. */
export type Tint = (typeof TINTS)[number]

/** One entry of the legend of colours: a name of the page's palette and what it stands for. */
type Shade = { readonly shade: string; readonly words: string }

/** Names of `--tint-…` in tokens.css: sources take the first ones in the order of their names. */
const SOURCE_SHADES = ['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8'] as const
const SEVERAL: Shade = { shade: 'several', words: 'several sources' }
const UNKNOWN: Shade = { shade: 'none', words: 'says nothing of it' }

/** Probability of the weakest link from which on a cluster counts as that sure; the first that fits. */
const SURE: readonly [least: number, shade: Shade][] = [
  [0.999, { shade: 'high', words: 'its weakest link is surer than 99.9 %' }],
  [0.99, { shade: 'middle', words: '99 % to 99.9 %' }],
  [0, { shade: 'low', words: 'below 99 %' }],
]

/** Each node's shade, and the legend of those that are there. Undefined: nodes have the colours of their kinds. */
export type Tinted = { readonly shades: ReadonlyMap<string, string>; readonly legend: readonly Shade[] }

/**
 * Colours by what nodes say of themselves, from the whole scene: records behind a closed golden record speak for it.
 * Spend is the sum of a golden record's orders on the canvas, in one currency each.
 */
export function tinted(whole: Drawing, tint: Tint): Tinted | undefined {
  if (tint === 'kind') return undefined
  const shadeOf = { source: bySource, spend: bySpend, confidence: byConfidence }[tint](whole)
  const shades = new Map(whole.nodes.map((node) => [node.id, shadeOf(node) ?? UNKNOWN]))
  const found = new Map([...shades.values()].map((shade) => [shade.words, shade]))
  const legend = [...found.values()].toSorted((a, b) => rank(a) - rank(b) || (a.words < b.words ? -1 : 1))
  return { shades: new Map([...shades].map(([id, { shade }]) => [id, shade])), legend }
}

const ORDER = ['high', 'middle', 'low', 'several', 'none']
function rank({ shade }: Shade): number {
  return ORDER.indexOf(shade)
}

type ShadeOf = (node: GraphNode) => Shade | undefined

function bySource({ nodes }: Drawing): ShadeOf {
  const names = [...new Set(nodes.flatMap(sourcesOf))].toSorted()
  return (node) => {
    const [source, ...others] = sourcesOf(node)
    if (source === undefined) return undefined
    if (others.length > 0) return SEVERAL
    return { shade: SOURCE_SHADES[names.indexOf(source) % SOURCE_SHADES.length] ?? 'none', words: source }
  }
}

function bySpend(whole: Drawing): ShadeOf {
  const owners = ownersIn(whole)
  const amounts = new Map(
    whole.nodes.map(({ id, kind, properties }) => [id, kind === 'order' ? amountIn(properties) : 0]),
  )
  const spent = new Map<string, number>()
  for (const { type, from, to } of whole.edges) {
    const amount = type === 'PLACED' ? (amounts.get(to) ?? 0) : 0
    for (const id of new Set([from, owners.get(from) ?? from])) spent.set(id, (spent.get(id) ?? 0) + amount)
  }
  const value = ({ id }: GraphNode) => amounts.get(id) || spent.get(id) || 0
  const all = whole.nodes
    .map(value)
    .filter((amount) => amount > 0)
    .toSorted((a, b) => a - b)
  const [third, twoThirds] = [all[Math.floor(all.length / 3)] ?? 0, all[Math.floor((all.length * 2) / 3)] ?? 0]
  return (node) => {
    const amount = value(node)
    if (amount <= 0) return undefined
    if (amount >= twoThirds) return { shade: 'high', words: 'most spent, of what is here' }
    return amount >= third ? { shade: 'middle', words: 'in between' } : { shade: 'low', words: 'least spent' }
  }
}

function amountIn({ amount }: GraphNode['properties']): number {
  return typeof amount === 'number' ? amount : 0
}

function byConfidence(whole: Drawing): ShadeOf {
  const owners = ownersIn(whole)
  const weakest = new Map<string, number>()
  for (const { type, from, to, properties } of whole.edges) {
    const { probability } = properties
    if (type !== 'SAME_AS' || typeof probability !== 'number') continue
    for (const id of [from, to, owners.get(from)])
      if (id !== undefined) weakest.set(id, Math.min(weakest.get(id) ?? 1, probability))
  }
  return ({ id }) => {
    const least = weakest.get(id)
    return least === undefined ? undefined : SURE.find(([from]) => least >= from)?.[1]
  }
}
