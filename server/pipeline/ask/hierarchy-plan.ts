import type { HierarchyEdit, HierarchyPlan } from '../../model/hierarchy.ts'
import { fail, ProblemError } from '../../model/problem.ts'
import type { Measure, Totals } from '../../model/roll-up.ts'
import { editForest, type ForestNode, pathUp } from '../../relate/forest.ts'
import { type Facts, rollUp, subtrees } from '../../relate/roll-up.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { dayOf, presentMoment, readFacts } from '../../store/read/roll-up-reads.ts'
import { hierarchyByName, hierarchyTree } from '../../store/write/hierarchies.ts'
import { wantedNodes } from '../relate/wanted-nodes.ts'

type Forest = ReadonlyMap<string, ForestNode>

/**
 * What an edit of a hierarchy would do, by the same check as the edit itself.
 * @throws ProblemError `hierarchy.not-found`, `hierarchy.conflict` with the path that stands against it
 */
export async function planHierarchyEdit(
  tx: Tx,
  name: string,
  edit: HierarchyEdit,
  { measures, now }: { measures: readonly Measure[]; now: Date },
): Promise<HierarchyPlan> {
  const [known] = await hierarchyByName.run(tx, { name })
  if (!known) return fail('hierarchy.not-found', `there is no hierarchy ${name} to edit`)
  const rows = await hierarchyTree.run(tx, { name })
  const before: Forest = new Map(rows.map(({ companyName: _, ...row }) => [row.key, row]))
  const edited = editForest(before, await wantedNodes(tx, edit.nodes), { move: true })
  if (!edited.ok) throw new ProblemError(edited.problem)
  const after = without(new Map([...before, ...edited.value.map((node) => [node.key, node] as const)]), edit.remove)
  const companies = [...new Set([...before.values(), ...after.values()].flatMap(({ company }) => company ?? []))]
  const wanted = new Set(measures)
  const facts = await readFacts(tx, companies, wanted, await presentMoment(tx), dayOf(now.toISOString()))
  return {
    hierarchy: name,
    version: known.version,
    ...nodesThatDiffer(before, after),
    totals: sumsThatDiffer(before, after, facts, wanted),
  }
}

function without(forest: Map<string, ForestNode>, keys: readonly string[]): Forest {
  for (const key of keys) {
    if (!forest.has(key)) return fail('hierarchy.not-found', `there is no node ${key} to take out`)
    for (const { node } of subtrees([...forest.values()], key)) forest.delete(node.key)
  }
  return forest
}

function nodesThatDiffer(before: Forest, after: Forest) {
  const created = [...after.values()]
    .filter(({ key }) => !before.has(key))
    .map(({ key, name }) => ({ key, name, to: above(key, after) }))
  const removed = [...before.values()]
    .filter(({ key }) => !after.has(key))
    .map(({ key, name }) => ({ key, name, from: above(key, before) }))
  const kept = [...after.values()].flatMap((node) => {
    const was = before.get(node.key)
    return was ? [{ was, node }] : []
  })
  const moved = kept
    .filter(({ was, node }) => was.parent !== node.parent)
    .map(({ node: { key, name } }) => ({
      ...{ key, name, from: above(key, before), to: above(key, after) },
      below: subtrees([...after.values()], key).length - 1,
    }))
  const renamed = kept
    .filter(({ was, node }) => was.name !== node.name)
    .map(({ was, node: { key, name } }) => ({ key, name, was: was.name }))
  return { created, moved, renamed, removed }
}

/** Names of the nodes above one, from the root down. */
function above(key: string, forest: Forest): string[] {
  return pathUp(key, forest)
    .slice(1)
    .reverse()
    .map((each) => forest.get(each)?.name ?? each)
}

function sumsThatDiffer(
  before: Forest,
  after: Forest,
  facts: Facts,
  measures: ReadonlySet<Measure>,
): HierarchyPlan['totals'] {
  const sums = (forest: Forest) =>
    new Map<string, Totals>(rollUp([...forest.values()], facts, { measures }).map(({ key, totals }) => [key, totals]))
  const [was, is] = [sums(before), sums(after)]
  return [...new Map([...before, ...after]).values()].flatMap(({ key, name }) => {
    const [one, other] = [was.get(key), is.get(key)]
    if (JSON.stringify(one) === JSON.stringify(other)) return []
    return [{ key, name, ...(one ? { before: one } : {}), ...(other ? { after: other } : {}) }]
  })
}
