import { type ForestView, LEGAL, NodeType } from '../../../model/hierarchy.ts'
import type { When } from '../../../model/moment.ts'
import { fail } from '../../../model/problem.ts'
import { doublePlaces } from '../../../relate/forest.ts'
import type { Engine } from '../../../rules/engine.ts'
import type { Tx } from '../../../store/graph/driver.ts'
import { type HierarchyRow, presentMoment, readHierarchy, readLegal } from '../../../store/read/roll-up-reads.ts'
import { hierarchyByName } from '../../../store/write/hierarchies.ts'
import { engineAt } from '../../run/rules-in-force.ts'
import { legalAsOf } from './past-tree.ts'

/**
 * A hierarchy with its nodes, today or as of a moment. What a department decided it decided when it said so: of another time of the
 * world its nodes are those of then, and the companies on them those that their records are known to be.
 * @throws ProblemError `hierarchy.not-found`
 */
export async function forestAsOf(tx: Tx, name: string, when: When | undefined, today: Engine): Promise<ForestView> {
  const [known] = name === LEGAL ? [] : await hierarchyByName.run(tx, { name })
  if (name !== LEGAL && !known) return fail('hierarchy.not-found', `there is no hierarchy ${name}`)
  const rows = await rowsThen(tx, name, when, today)
  const { seq, at } = when ? when.known : await presentMoment(tx)
  return {
    hierarchy: name,
    asOf: { seq, at, ...(when?.world === undefined ? {} : { world: when.world }) },
    ...(known && !when ? { version: known.version } : {}),
    nodes: rows.map((row) => ({ ...row, type: NodeType.parse(row.type) })),
    conflicts: doublePlaces(rows),
  }
}

async function rowsThen(tx: Tx, name: string, when: When | undefined, today: Engine): Promise<HierarchyRow[]> {
  if (!when) {
    const moment = await presentMoment(tx)
    return name === LEGAL ? readLegal(tx, moment) : readHierarchy(tx, name, moment)
  }
  const { known, world = known.at } = when
  if (name === LEGAL) return legalAsOf(tx, when, await engineAt(tx, known.at, today))
  const [at = known.at] = [known.at, world].sort()
  return readHierarchy(tx, name, { seq: known.seq, at, past: true })
}
