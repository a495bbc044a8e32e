import type { Actor } from '../model/change.ts'
import type { RecordId } from '../model/ids.ts'
import { type Problem, ProblemError } from '../model/problem.ts'
import type { DecidedItem } from '../model/review.ts'
import type { Kith } from '../pipeline/kith.ts'

type Item = { low: RecordId; high: RecordId; verdict: 'same' | 'distinct' | 'undo' }

/** Decides one pair of a list. What refuses it is its own outcome; only what would refuse all of them ends the request. */
export async function decideItem(item: Item, reason: string, actor: Actor, kith: Kith): Promise<DecidedItem> {
  const { low, high, verdict } = item
  try {
    if (verdict === 'undo') {
      const { goldens, decision } = await kith.undo(low, high, actor)
      return { low, high, outcome: 'undone', decision, goldens, warnings: [] }
    }
    const { decision, goldens, warnings } = await kith.decide({ low, high, verdict, reason }, actor)
    return { low, high, outcome: 'decided', decision: decision.id, goldens, warnings }
  } catch (error) {
    if (!(error instanceof ProblemError) || endsAll(error.problem)) throw error
    return { low, high, outcome: 'refused', goldens: [], warnings: [], problem: error.problem }
  }
}

function endsAll({ code }: Problem): boolean {
  return code === 'graph.busy' || code === 'graph.unavailable'
}
