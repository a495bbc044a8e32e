import type { LifeEventVerdict } from '../../server/model/life-event.ts'
import type { Plan } from '../../server/model/plan.ts'
import { type Api, ApiError, type DecisionRequest } from '../api/api.ts'
import type { PinRequest } from '../api/record-api.ts'
import { plural } from '../words/words.ts'
import { type Done, noted, takenBack } from './record-state.ts'
import * as state from './state.ts'
import type { Store } from './store.ts'

const TAKEN_BACK: Record<Done['kind'], string> = {
  decision: 'The decision was withdrawn.',
  event: 'Your word was taken back: it stands as the records tell it.',
  pin: 'The pin was taken back; the rules decide again.',
  plan: 'It is as it was before, ids included.',
  corrections: 'The addresses are as they were.',
}

/**
 * What a steward does about golden records. Each answers undefined when it was not done, and has told why; what was done
 * is noted, so that it can be taken back.
 */
export function createStewardActions(api: Api, { get, update }: Store, refresh: () => Promise<void>) {
  const run = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    update(state.began)
    try {
      return await work()
    } catch (error) {
      // Whoever shows no key, or a wrong one, has been asked for another.
      if (error instanceof ApiError && error.status === 401) return undefined
      const text = error instanceof Error ? error.message : String(error)
      if (error instanceof ApiError && error.status === 403) update(state.refused('decide', text))
      update(state.toasted({ text, tone: 'error' }))
      return undefined
    } finally {
      update(state.ended)
    }
  }

  /** Of several, those that are gone stay gone where one fails. */
  const takeBackWords = async (ids: string) => {
    for (const id of ids.split(' ')) await api.withdrawWord(id)
  }

  const takeBack = ({ kind, id }: Done) =>
    run(async () => {
      const ways = {
        decision: api.undoDecision,
        event: api.unjudgeEvent,
        pin: api.unpin,
        plan: api.revertPlan,
        corrections: takeBackWords,
      }
      await ways[kind](id)
      update(takenBack(id))
      update(state.toasted({ text: TAKEN_BACK[kind], tone: 'info' }))
      await refresh()
      return true
    })

  return {
    decide: async (request: DecisionRequest): Promise<boolean> => {
      const done = await run(async () => {
        const { decision, warnings } = await api.decide(request)
        const text = request.verdict === 'same' ? 'Joined: they stay together from now on.' : 'Kept apart from now on.'
        update(noted({ kind: 'decision', id: decision.id }, [text, ...warnings].join(' ')))
        await refresh()
        return true
      })
      return done === true
    },
    applyPlan: (plan: Plan) =>
      run(async () => {
        const applied = await api.applyPlan(plan.id)
        update(noted({ kind: 'plan', id: plan.id }, 'Done. It can be taken back as a whole.'))
        await refresh()
        return applied
      }),
    pin: (request: PinRequest) =>
      run(async () => {
        const { pin } = await api.pin(request)
        update(noted({ kind: 'pin', id: pin.id }, 'Pinned: this value stands until the pin is taken back.'))
        await refresh()
        return true
      }),
    /** Accepts what verifiers proposed; what will not do is told, and the rest is done. */
    acceptAddresses: (words: readonly string[]) =>
      run(async () => {
        const { outcomes } = await api.acceptAddresses(words)
        const kept = outcomes.flatMap(({ outcome, word }) => (outcome === 'kept' && word ? word : []))
        const why = outcomes.flatMap(({ problem }) => problem?.detail ?? [])
        const text = [`${plural(kept.length, 'address', 'addresses')} put right.`, ...why].join(' ')
        if (kept.length > 0) update(noted({ kind: 'corrections', id: kept.join(' ') }, text))
        else update(state.toasted({ text, tone: 'error' }))
        await refresh()
        return true
      }),
    judgeEvent: (id: string, verdict: LifeEventVerdict, reason: string) =>
      run(async () => {
        await api.judgeEvent(id, verdict, reason)
        const text = verdict === 'confirmed' ? 'Confirmed: it counts as certain.' : 'Dismissed: it counts no longer.'
        update(noted({ kind: 'event', id }, text))
        await refresh()
        return true
      }),
    /** Takes one thing back, on the server too. */
    takeBack,
    /** Takes back what was done last on this page, if anything was. */
    takeBackLast: async () => {
      const last = get().done.at(-1)
      if (last) await takeBack(last)
      else update(state.say('There is nothing to take back.'))
    },
  }
}
