import { compareIds, type RecordId } from '../../model/ids.ts'
import type { PlanState } from '../../model/plan.ts'
import type { Tx } from '../../store/graph/driver.ts'
import { recordStates } from '../../store/write/records.ts'
import { hashOf } from '../../text/hash.ts'
import { lockScope } from '../resolve/scope.ts'

/** The piece of graph that a plan rests on, under its locks: everything that the given records' clusters can touch. */
export async function stateOf(tx: Tx, records: readonly RecordId[], ruleSet: string): Promise<PlanState> {
  const scope = await lockScope(tx, records, [])
  const states = await recordStates.run(tx, { ids: [...scope.members.keys()] })
  const links = scope.links.map(({ low, high, bits }) => `${low} ${high} ${bits}`).sort(compareIds)
  return {
    ruleSet,
    records: Object.fromEntries(states.map(({ id, hash }) => [id, hash ?? ''])),
    goldens: Object.fromEntries(scope.before.map(({ id, hash }) => [id, hash])),
    decisions: scope.decisions.map(({ id }) => id).sort(compareIds),
    links: hashOf(links),
  }
}

/** What of a state is not as it was, in words; empty where nothing has moved. */
export function movedSince(then: PlanState, now: PlanState): string[] {
  const words = [
    ...(then.ruleSet === now.ruleSet ? [] : ['the rules in force are others']),
    ...differences('record', then.records, now.records),
    ...differences('golden record', then.goldens, now.goldens),
    ...now.decisions.filter((id) => !then.decisions.includes(id)).map((id) => `decision ${id} is new`),
    ...then.decisions.filter((id) => !now.decisions.includes(id)).map((id) => `decision ${id} was undone`),
  ]
  if (words.length > 0) return words
  if (then.links !== now.links) return ['links between these records are others']
  return then.writes === now.writes ? [] : ['somebody wrote to the graph']
}

function differences(what: string, then: Record<string, string>, now: Record<string, string>): string[] {
  return [...new Set([...Object.keys(then), ...Object.keys(now)])].sort(compareIds).flatMap((id) => {
    if (then[id] === now[id]) return []
    const how = then[id] === undefined ? 'came to it' : now[id] === undefined ? 'is gone' : 'changed'
    return [`${what} ${id} ${how}`]
  })
}
