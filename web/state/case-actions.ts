import { type Api, ApiError } from '../api/api.ts'
import type { BulkDecision, PinRequest } from '../api/trees-api.ts'
import { plural } from '../words/words.ts'
import * as state from './state.ts'
import type { Store } from './store.ts'

/** What a steward does with whole cases. Each says whether it was done. */
export function createCaseActions(api: Api, { update }: Pick<Store, 'update'>) {
  const run = async (work: () => Promise<string>): Promise<boolean> => {
    update(state.began)
    try {
      update(state.toasted({ text: await work(), tone: 'info' }))
      update(state.changed)
      return true
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return false
      const text = error instanceof Error ? error.message : String(error)
      if (error instanceof ApiError && error.status === 403) update(state.refused('decide', text))
      update(state.toasted({ text, tone: 'error' }))
      return false
    } finally {
      update(state.ended)
    }
  }
  return {
    /** Decides many pairs with one word; those that are refused are told. */
    decideAll: (items: readonly BulkDecision[], reason: string) =>
      run(async () => {
        const { outcomes } = await api.decideAll(items, reason)
        const refused = outcomes.filter(({ outcome }) => outcome === 'refused')
        const done = `${plural(outcomes.length - refused.length, 'pair')} decided.`
        const [first] = refused
        return first === undefined
          ? `${done} “What was decided” takes each back.`
          : `${done} ${plural(refused.length, 'pair')} refused: ${first.problem?.detail ?? 'a standing decision says otherwise'}`
      }),
    assign: (items: readonly string[], assignee: string | null) =>
      run(async () => {
        await api.assign(items, assignee)
        return assignee === null ? 'Nobody has it now.' : `Given to ${assignee}.`
      }),
    /** Lets a value stand against every rule. */
    pin: (request: PinRequest) =>
      run(async () => {
        await api.pin(request)
        return 'The value stands now. The case stays until the source that says otherwise is put right.'
      }),
  }
}
