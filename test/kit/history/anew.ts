import type { RecordId } from '../../../server/model/ids.ts'
import { SourceName } from '../../../server/model/ids.ts'
import { ProblemError } from '../../../server/model/problem.ts'
import { checksum } from '../../../server/pipeline/feed/checksum.ts'
import { activate, rulesInForce } from '../../../server/pipeline/run/rules-in-force.ts'
import { doubts, same } from './contract.ts'
import { inBulk } from './play.ts'
import type { World } from './world.ts'

const actor = { key: 'anew' }

/**
 * The graph is a function of what the records say and said, and of what was decided, whatever happened on the way: an empty
 * graph that is given the versions of each record in one load, and the decisions that stand, is the same.
 */
export async function holdsAnew(world: World): Promise<void> {
  const { store, versions, buried, decided } = world
  // A pin has an id of its own, which is told with the value that it makes stand.
  if (world.pins.length > 0) return
  const state = async () => ({ sum: await store.read(checksum), doubts: await doubts(world) })
  const lived = await state()
  const { ruleSet } = await store.read((tx) => rulesInForce().engine(tx))
  await world.wipe()
  await world.restart()
  await activate(world.store, ruleSet, world.now())
  await inBulk(world, [...[...versions.values()].reverse().flat(), ...[...buried.values()].reverse()])
  try {
    for (const { low, high, verdict } of [...decided.values()].reverse())
      await world.kith.decide({ low, high, verdict, reason: 'again' }, actor)
  } catch (error) {
    // Decisions that contradict each other only while a record that was deleted is there cannot all be taken with it.
    if (error instanceof ProblemError && error.problem.code === 'decision.conflict' && buried.size > 0) return
    throw error
  }
  // A source can be retired only as long as it has a record.
  for (const source of world.retired) await world.kith.retire(SourceName.parse(source), 'sold', actor)
  for (const id of buried.keys() as Iterable<RecordId>) await world.kith.remove(id, actor)
  const anew = { sum: await world.store.read(checksum), doubts: await doubts(world) }
  same('the same records and decisions in an empty graph', anew, lived)
}
