import type { Producer, State } from './state.ts'

/** Holds the one state. `update` takes a producer; listeners hear of it when the state is another. */
export type Store = {
  readonly get: () => State
  readonly update: (producer: Producer) => void
  readonly subscribe: (listener: () => void) => () => void
}

export function createStore(first: State): Store {
  let state = first
  const listeners = new Set<() => void>()
  return {
    get: () => state,
    update: (producer) => {
      const next = producer(state)
      if (next === state) return
      state = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
