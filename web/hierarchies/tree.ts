import type { Money, RollUpNode, Totals } from '../../server/model/roll-up.ts'

/** A node with its place in a tree. */
export type Branch = {
  readonly node: RollUpNode
  readonly parent: Branch | undefined
  readonly children: Branch[]
}

/** A node that is shown, in reading order. */
export type Row = {
  readonly branch: Branch
  readonly depth: number
  /** Among its siblings, from 1. */
  readonly position: number
  readonly size: number
  readonly open: boolean | undefined
}

/** How a company stands in one tree against the other: under the same company, under another, or not in the other at all. */
export type Standing = {
  readonly kind: 'same' | 'elsewhere' | 'missing' /** In the other tree. */
  readonly path: string[]
}

/** Key of the node that holds together companies that nobody owns and that own nobody. */
export const ALONE = ' stand alone'
/** As many stand-alone companies are shown one by one. */
const FEW_ALONE = 8
/** Trees up to this size begin open. */
const OPEN_FROM_START = 60

/** The roots of a forest: groups first, the larger ones before the smaller. Many stand-alone companies are one node. */
export function branchesOf(nodes: readonly RollUpNode[]): Branch[] {
  const known = new Map<string, Branch>()
  const roots: Branch[] = []
  for (const node of nodes) {
    const parent = node.parent === undefined ? undefined : known.get(node.parent)
    const branch: Branch = { node, parent, children: [] }
    known.set(node.key, branch)
    ;(parent?.children ?? roots).push(branch)
  }
  const alone = roots.filter(({ node, children }) => node.company !== undefined && children.length === 0)
  const groups = roots.filter((root) => !alone.includes(root)).toSorted(largestFirst)
  if (alone.length <= FEW_ALONE || groups.length === 0) return [...groups, ...alone.toSorted(byName)]
  const together: Branch = { node: aloneNode(alone), parent: undefined, children: [] }
  together.children.push(...alone.toSorted(byName).map((each) => ({ ...each, parent: together })))
  return [...groups, together]
}

function aloneNode(alone: readonly Branch[]): RollUpNode {
  const revenue: Money = {}
  let orders = 0
  for (const { node } of alone) {
    orders += node.totals.orders ?? 0
    for (const [currency, minor] of Object.entries(node.totals.revenue ?? {}))
      revenue[currency] = (revenue[currency] ?? 0) + minor
  }
  // Somebody may work for two of them, so that contacts cannot be added.
  const totals: Totals = { companies: alone.length, revenue, orders }
  return { key: ALONE, name: 'Stand-alone companies', type: 'group', depth: 0, totals }
}

function largestFirst(a: Branch, b: Branch): number {
  return b.node.totals.companies - a.node.totals.companies || byName(a, b)
}

function byName(a: Branch, b: Branch): number {
  return a.node.name.localeCompare(b.node.name)
}

/** Every branch, parents before their children. */
export function flat(roots: readonly Branch[]): Branch[] {
  const all: Branch[] = []
  const wait = [...roots].reverse()
  for (let next = wait.pop(); next; next = wait.pop()) {
    all.push(next)
    for (const child of [...next.children].reverse()) wait.push(child)
  }
  return all
}

/** What is open at the start: all of a small tree, nothing but the only root of a large one. */
export function openAtStart(roots: readonly Branch[]): ReadonlySet<string> {
  const all = flat(roots).filter(({ node }) => node.key !== ALONE)
  if (all.length <= OPEN_FROM_START) return new Set(all.map(({ node }) => node.key))
  return new Set(roots.length === 1 ? roots.map(({ node }) => node.key) : [])
}

/** The nodes that are shown: those under open ones. */
export function rowsOf(roots: readonly Branch[], open: ReadonlySet<string>): Row[] {
  const rows: Row[] = []
  const visit = (level: readonly Branch[], depth: number) => {
    for (const [i, branch] of level.entries()) {
      const isOpen = branch.children.length === 0 ? undefined : open.has(branch.node.key)
      rows.push({ branch, depth, position: i + 1, size: level.length, open: isOpen })
      if (isOpen) visit(branch.children, depth + 1)
    }
  }
  visit(roots, 0)
  return rows
}

/** The next node after one that is as asked, from the top again after the last; closed nodes are looked into. */
export function nextWhere(
  roots: readonly Branch[],
  after: string | undefined,
  fits: (branch: Branch) => boolean,
): string | undefined {
  const all = flat(roots)
  const at = all.findIndex(({ node }) => node.key === after)
  return [...all.slice(at + 1), ...all.slice(0, at + 1)].find(fits)?.node.key
}

/** Keys of the nodes above one. */
export function keysAbove(branch: Branch): string[] {
  return ancestors(branch).map(({ node }) => node.key)
}

/** Names of the nodes above one, from the root down. */
export function pathOf(branch: Branch): string[] {
  return ancestors(branch)
    .map(({ node }) => node.name)
    .reverse()
}

function ancestors(branch: Branch): Branch[] {
  const above: Branch[] = []
  for (let at = branch.parent; at; at = at.parent) above.push(at)
  return above
}

/** How each company of one tree stands in another. It stands the same where the next company above is the same one. */
export function standings(mine: readonly Branch[], other: readonly Branch[]): Map<string, Standing> {
  const there = new Map(flat(other).flatMap((branch) => pairOf(branch)))
  const found = new Map<string, Standing>()
  for (const branch of flat(mine)) {
    const { company, key } = branch.node
    if (company === undefined) continue
    const twin = there.get(company)
    if (!twin) found.set(key, { kind: 'missing', path: [] })
    else {
      const kind = companyAbove(branch) === companyAbove(twin) ? 'same' : 'elsewhere'
      found.set(key, { kind, path: pathOf(twin) })
    }
  }
  return found
}

function pairOf(branch: Branch): [string, Branch][] {
  return branch.node.company === undefined ? [] : [[branch.node.company, branch]]
}

function companyAbove(branch: Branch): string | undefined {
  return ancestors(branch).find(({ node }) => node.company !== undefined)?.node.company
}

/** Of a whole hierarchy, what places some companies, and the nodes above them. */
export function nodesAround(nodes: readonly RollUpNode[], companies: ReadonlySet<string>): RollUpNode[] {
  const known = new Map(nodes.map((node) => [node.key, node]))
  const kept = new Set<string>()
  for (const node of nodes) {
    if (node.company === undefined || !companies.has(node.company)) continue
    for (let at: RollUpNode | undefined = node; at && !kept.has(at.key); at = known.get(at.parent ?? ''))
      kept.add(at.key)
  }
  return nodes.filter(({ key }) => kept.has(key))
}
