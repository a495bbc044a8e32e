import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { ApiError } from '../api/api.ts'
import { useSelect } from './app-context.ts'

const EVERY_MS = 2_000

export type Polled<T> = {
  /** The newest answer; one that fails leaves the one before it. */
  readonly value: T | undefined
  readonly failure: string | undefined
  /** When the server was asked last. */
  readonly at: number
  readonly again: () => void
}

type Heard<T> = { readonly key: string; readonly value?: T; readonly failure?: string; readonly at: number }

/**
 * What the server says about `key`, again and again while the page is in sight, and at once when what it holds may have
 * changed. Whoever needs a key for it is asked once, not every two seconds.
 */
export function usePolled<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Polled<T> {
  const version = useSelect((s) => s.version)
  const isVisible = useSyncExternalStore(onVisibility, () => document.visibilityState === 'visible')
  const [attempt, setAttempt] = useState(0)
  const [heard, setHeard] = useState<Heard<T>>()
  const loader = useRef(load)
  useEffect(() => {
    loader.current = load
  })
  const question = `${key} ${version} ${attempt}`
  const refused = useRef('')
  useEffect(() => {
    if (!isVisible || refused.current === question) return
    const control = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const hear = (next: (before: Heard<T> | undefined) => Heard<T>) => {
      if (control.signal.aborted) return
      setHeard(next)
      if (refused.current !== question) timer = setTimeout(ask, EVERY_MS)
    }
    const ask = () =>
      void loader.current(control.signal).then(
        (value) => hear(() => ({ key, value, at: Date.now() })),
        (error: unknown) => {
          if (error instanceof ApiError && error.status === 401) refused.current = question
          const failure = error instanceof Error ? error.message : String(error)
          hear((before) => ({ ...(before?.key === key ? before : { key }), failure, at: Date.now() }))
        },
      )
    ask()
    return () => {
      control.abort()
      clearTimeout(timer)
    }
  }, [key, question, isVisible])
  const again = useCallback(() => setAttempt((n) => n + 1), [])
  const mine = heard?.key === key ? heard : undefined
  return { value: mine?.value, failure: mine?.failure, at: mine?.at ?? Date.now(), again }
}

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}
