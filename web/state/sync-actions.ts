import { type Api, ApiError, type ReplayRequest } from '../api/api.ts'
import { plural } from '../words/words.ts'
import * as state from './state.ts'
import type { Store } from './store.ts'

/** What a user can do about the systems that golden records go back to. Each says whether it was done. */
export function createSyncActions(api: Api, { update }: Pick<Store, 'update'>) {
  /** Runs one thing that takes a right; a failure is told, and a refusal remembered for as long as the key is the same. */
  const run = async <T>(right: state.Right, work: () => Promise<T>, done: (answer: T) => string): Promise<boolean> => {
    update(state.began)
    try {
      const text = done(await work())
      update(state.toasted({ text, tone: 'info' }))
      update(state.changed)
      return true
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error)
      // Whoever shows no key, or a wrong one, has been asked for another.
      if (error instanceof ApiError && error.status === 401) return false
      if (error instanceof ApiError && error.status === 403) update(state.refused(right, text))
      update(state.toasted({ text, tone: 'error' }))
      return false
    } finally {
      update(state.ended)
    }
  }
  return {
    pauseSystem: (system: string, reason: string) =>
      run(
        'decide',
        () => api.pause(system, reason),
        () => `${system} is paused: nothing is sent to it.`,
      ),
    resumeSystem: (system: string) =>
      run(
        'decide',
        () => api.resume(system),
        () => `${system} goes on, and catches up.`,
      ),
    replay: (system: string, what: ReplayRequest) =>
      run(
        'decide',
        () => api.replay(system, what),
        ({ replayed }) =>
          what.answer === 'takeBack'
            ? `What Kith wrote in ${plural(replayed, 'record')} of ${system} is taken back.`
            : what.answer === 'keep'
              ? `What Kith wrote in ${plural(replayed, 'record')} of ${system} stays there.`
              : `${plural(replayed, 'record')} of ${system} ${replayed === 1 ? 'is' : 'are'} tried again.`,
      ),
    applySystem: (system: string, hash: string) =>
      run(
        'administer',
        () => api.apply(system, hash),
        () => `The file of ${system} is in force.`,
      ),
  }
}
