import { createContext, useCallback, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Api } from '../api/api.ts'
import type { Actions } from './actions.ts'
import type { Producer, State } from './state.ts'
import type { Store } from './store.ts'
import { createUnderway } from './underway.ts'

export type AppServices = { readonly store: Store; readonly api: Api; readonly actions: Actions }

export const AppContext = createContext<AppServices | undefined>(undefined)

export function useApp(): AppServices & { update: (producer: Producer) => void } {
  const services = useContext(AppContext)
  if (!services) throw new Error('rendered outside AppContext')
  return { ...services, update: services.store.update }
}

/** A part of the state; renders again when that part is another. `pick` returns something the state holds. */
export function useSelect<T>(pick: (state: State) => T): T {
  const { store } = useApp()
  return useSyncExternalStore(store.subscribe, () => pick(store.get()))
}

export type Loaded<T> =
  | { readonly status: 'loading'; readonly last: T | undefined }
  | { readonly status: 'failed'; readonly message: string; readonly again: () => void }
  | { readonly status: 'ready'; readonly value: T }

type Answer<T> = { key: string; value?: T; failure?: string }

/** Parts of the page ask for the same, as its header and its start page do: they wait for one answer. */
const underway = createUnderway()

/** What the server says about `key`, asked again whenever what it holds may have changed. */
export function useLoaded<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const version = useSelect((s) => s.version)
  return useAnswer(key, String(version), load)
}

/**
 * What the server says about `key`. Asked again when the key or the version changes; an answer that comes after the
 * question changed is dropped. While a new answer is awaited for the same key, the last one stays in `last`.
 */
export function useAnswer<T>(key: string, version: string, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [attempt, setAttempt] = useState(0)
  const [answer, setAnswer] = useState<Answer<T>>()
  const [settled, setSettled] = useState('')
  const loader = useRef(load)
  useEffect(() => {
    loader.current = load
  })
  const question = `${key} ${version} ${attempt}`
  useEffect(() => {
    let left = false
    const settle = (next: Answer<T>) => {
      if (left) return
      setAnswer(next)
      setSettled(question)
    }
    const { answer: awaited, leave } = underway.ask(question, loader.current)
    awaited.then(
      (value) => settle({ key, value }),
      (error: unknown) => settle({ key, failure: error instanceof Error ? error.message : String(error) }),
    )
    return () => {
      left = true
      leave()
    }
  }, [key, question])
  const again = useCallback(() => setAttempt((n) => n + 1), [])

  const mine = answer?.key === key ? answer : undefined
  if (settled !== question) return { status: 'loading', last: mine?.value }
  if (mine?.failure !== undefined) return { status: 'failed', message: mine.failure, again }
  return mine?.value === undefined ? { status: 'loading', last: undefined } : { status: 'ready', value: mine.value }
}

/** The value to show: the answer, or the one before it while a new one is on its way. */
export function shown<T>(loaded: Loaded<T>): T | undefined {
  return loaded.status === 'ready' ? loaded.value : loaded.status === 'loading' ? loaded.last : undefined
}
