import type { HierarchyEdit, HierarchyPlan, NodeInput, NodeType } from '../../server/model/hierarchy.ts'
import type { RollUpNode } from '../../server/model/roll-up.ts'
import { ALONE, type Branch, flat } from './tree.ts'

/** A node in somebody's hand, and the tree it was taken from. */
export type Held = { readonly hierarchy: string; readonly branch: Branch }

/** Whether a node may be taken in hand at all. */
export function isMovable({ node }: Branch): boolean {
  return node.key !== ALONE
}

/**
 * The edit that puts a held node under another. Of the same tree it moves with all below it. A company of another tree
 * gets a place here, or moves where it has one already; `withBelow` takes the companies under it along.
 */
export function dropEdit(
  { hierarchy, branch }: Held,
  target: { hierarchy: string; key: string },
  there: readonly RollUpNode[],
  withBelow: boolean,
): HierarchyEdit {
  if (hierarchy === target.hierarchy) return { nodes: [{ key: branch.node.key, parent: target.key }], remove: [] }
  const known = new Map(there.flatMap(({ company, key }) => (company === undefined ? [] : [[company, key]])))
  const keyOf = (company: string) => known.get(company) ?? company
  const companies = (withBelow ? flat([branch]) : [branch]).filter(({ node }) => node.company !== undefined)
  const nodes = companies.map((each): NodeInput => {
    const { company = '', name } = each.node
    const above = each === branch ? undefined : companyAbove(each, branch)
    const parent = above === undefined ? target.key : keyOf(above)
    return known.has(company)
      ? { key: keyOf(company), parent }
      : { key: company, name, type: 'company', company, parent }
  })
  return { nodes, remove: [] }
}

function companyAbove(branch: Branch, top: Branch): string | undefined {
  for (let at = branch.parent; at; at = at === top ? undefined : at.parent)
    if (at.node.company !== undefined) return at.node.company
  return undefined
}

/** The edit that takes another back, from its plan and the nodes as they were before. */
export function inverseOf(edit: HierarchyEdit, plan: HierarchyPlan, before: readonly RollUpNode[]): HierarchyEdit {
  const was = new Map(before.map((node) => [node.key, node]))
  const moved = plan.moved.map(({ key }): NodeInput => ({ key, parent: was.get(key)?.parent ?? null }))
  const renamed = plan.renamed.map(({ key, was: name }): NodeInput => ({ key, name }))
  const gone = new Set(plan.removed.map(({ key }) => key))
  const back = before.filter(({ key }) => gone.has(key)).map(nodeAgain)
  const created = new Set(plan.created.map(({ key }) => key))
  // What is below a node goes with it.
  const tops = edit.nodes.filter(({ key, parent }) => created.has(key) && !created.has(parent ?? ''))
  return { nodes: [...back, ...moved, ...renamed], remove: tops.map(({ key }) => key) }
}

function nodeAgain({ key, name, type, parent, company }: RollUpNode): NodeInput {
  return { key, name, type: type as NodeType, parent: parent ?? null, ...(company === undefined ? {} : { company }) }
}

/** A new node that stands for no company: a territory, a position or a group. */
export function newNodeEdit(name: string, type: NodeType, parent: string | undefined, taken: ReadonlySet<string>) {
  const plain = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
  let key = plain
  for (let n = 2; taken.has(key) || key === ''; n += 1) key = `${plain}-${n}`
  return { nodes: [{ key, name, type, parent: parent ?? null }], remove: [] } satisfies HierarchyEdit
}

/** What is under a target may not take the target: a node cannot stand under itself. */
export function canDrop(held: Held, target: { hierarchy: string; branch: Branch }): boolean {
  if (target.branch.node.key === ALONE) return false
  if (held.hierarchy !== target.hierarchy) return held.branch.node.company !== undefined
  for (let at: Branch | undefined = target.branch; at; at = at.parent)
    if (at.node.key === held.branch.node.key) return false
  return held.branch.parent?.node.key !== target.branch.node.key
}
