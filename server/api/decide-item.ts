import type { Actor } from '../model/change.ts'
import type { RecordName } from '../model/ids.ts'
import { type Problem, type ProblemCode, ProblemError } from '../model/problem.ts'
import type { DecidedItem } from '../model/review.ts'
import type { Deps } from './deps.ts'

type Item = { low: RecordName; high: RecordName; verdict: 'same' | 'distinct' | 'undo' }

/** Decides one pair of a list. What refuses it is its own outcome; only what would refuse all of them ends the request. */
export async function decideItem(
  item: Item,
  reason: string,
  actor: Actor,
  { ask, kith }: Pick<Deps, 'ask' | 'kith'>,
): Promise<DecidedItem> {
  const { verdict } = item
  try {
    const { low, high } = await ask.records.two(item.low, item.high)
    if (verdict === 'undo') {
      const { goldens, decision } = await kith.undo(low, high, actor)
      return { low, high, outcome: 'undone', decision, goldens, warnings: [] }
    }
    const { decision, goldens, warnings } = await kith.decide({ low, high, verdict, reason }, actor)
    return { low, high, outcome: 'decided', decision: decision.id, goldens, warnings }
  } catch (error) {
    if (!(error instanceof ProblemError) || endsAll(error.problem)) throw error
    return { low: item.low, high: item.high, outcome: 'refused', goldens: [], warnings: [], problem: error.problem }
  }
}

/** What would be the same of every other item. */
const NOT_ITS_OWN = new Set<ProblemCode>(['clock.ahead', 'graph.busy', 'graph.full', 'graph.unavailable'])

function endsAll({ code }: Problem): boolean {
  return NOT_ITS_OWN.has(code)
}
