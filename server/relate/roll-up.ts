import { compareIds } from '../model/ids.ts'
import type { Measure, Money, RollUpNode, Totals } from '../model/roll-up.ts'

/** A node of any hierarchy, legal or a department's own. */
export type Placed = {
  key: string
  name: string
  type: string
  parent?: string | undefined
  company?: string | undefined
}

type Sum = { currency?: string | undefined; count: number; amount: number }

/** What is known of each company; what was not asked for is empty. */
export type Facts = {
  spend: ReadonlyMap<string, readonly Sum[]>
  chargeBacks: ReadonlyMap<string, readonly Sum[]>
  products: ReadonlyMap<string, readonly string[]>
  contacts: ReadonlyMap<string, readonly string[]>
  contracts: ReadonlyMap<
    string,
    readonly { contract: string; currency?: string | undefined; amount?: number | undefined }[]
  >
}

/** Sums over companies, each once, however often it is named. */
export function totalsOf(companies: Iterable<string>, facts: Facts, measures: ReadonlySet<Measure>): Totals {
  const distinct = [...new Set(companies)]
  const sums = (of: Facts['spend']) => distinct.flatMap((company) => of.get(company) ?? [])
  const totals: Totals = { companies: distinct.length }
  const revenue = money(sums(facts.spend))
  if (measures.has('revenue')) totals.revenue = revenue
  if (measures.has('orders')) totals.orders = sums(facts.spend).reduce((total, { count }) => total + count, 0)
  if (measures.has('products')) totals.products = distinctOf(distinct, facts.products)
  if (measures.has('contacts')) totals.contacts = distinctOf(distinct, facts.contacts)
  if (measures.has('bonusBase')) {
    const back = sums(facts.chargeBacks).map((sum) => ({ ...sum, amount: -sum.amount }))
    totals.bonusBase = money([...sums(facts.spend), ...back])
  }
  if (measures.has('contracts')) {
    const contracts = new Map(
      distinct.flatMap((company) => facts.contracts.get(company) ?? []).map((each) => [each.contract, each]),
    )
    totals.contracts = contracts.size
    totals.contractValue = money(
      [...contracts.values()].flatMap(({ currency, amount }) => (amount === undefined ? [] : { currency, amount })),
    )
  }
  return totals
}

function money(sums: readonly { currency?: string | undefined; amount: number }[]): Money {
  const total = new Map<string, number>()
  for (const { currency = 'none', amount } of sums) total.set(currency, (total.get(currency) ?? 0) + amount)
  return Object.fromEntries([...total].sort(([a], [b]) => compareIds(a, b)))
}

function distinctOf(companies: readonly string[], of: ReadonlyMap<string, readonly string[]>): number {
  return new Set(companies.flatMap((company) => of.get(company) ?? [])).size
}

/** Every node, parents before their children, with the companies at it and below it. */
export function subtrees<T extends Placed>(
  nodes: readonly T[],
  root?: string,
): { node: T; depth: number; companies: Set<string> }[] {
  const known = new Map(nodes.map((node) => [node.key, node]))
  const children = new Map<string, T[]>()
  for (const node of nodes) {
    const siblings = children.get(node.parent ?? '')
    if (siblings) siblings.push(node)
    else children.set(node.parent ?? '', [node])
  }
  const start = nodes.filter(({ key, parent }) =>
    root === undefined ? parent === undefined || !known.has(parent) : key === root,
  )
  const found: { node: T; depth: number; companies: Set<string> }[] = []
  const visit = (node: T, depth: number): Set<string> => {
    const own = { node, depth, companies: new Set(node.company === undefined ? [] : [node.company]) }
    found.push(own)
    for (const child of children.get(node.key) ?? [])
      for (const company of visit(child, depth + 1)) own.companies.add(company)
    return own.companies
  }
  for (const node of start) visit(node, 0)
  return found
}

/** Totals of every node of a forest, or of the part below one. Companies that `counts` leaves out count nowhere. */
export function rollUp(
  nodes: readonly Placed[],
  facts: Facts,
  {
    measures,
    root,
    counts = () => true,
  }: { measures: ReadonlySet<Measure>; root?: string | undefined; counts?: (company: string) => boolean },
): RollUpNode[] {
  return subtrees(nodes, root).map(({ node, depth, companies }) => ({
    key: node.key,
    name: node.name,
    type: node.type,
    ...(node.parent === undefined ? {} : { parent: node.parent }),
    depth,
    ...(node.company === undefined ? {} : { company: node.company }),
    totals: totalsOf([...companies].filter(counts), facts, measures),
  }))
}
